package understudy.models;

import java.util.List;
import java.util.Map;

/**
 * Adagrad (Duchi et al. 2011): each parameter's rate is divided by the root of the sum of its squared gradients. That
 * sum begins at 1e-8, which is where min-char-rnn puts its epsilon (under the root); PyTorch calls it the initial
 * accumulator value.
 */
record Adagrad() implements Optimizer {
    private static final String SUM = "sum";
    private static final double BEGINNING = 1e-8;

    @Override
    public List<String> slots(Group group) {
        return List.of(SUM);
    }

    @Override
    public void trace(Trace trace, Layout layout, Map<Group, List<String>> gradients) {
        gradients.forEach((group, own) -> {
            Flat flat = Flat.of(trace, layout, group, own);
            Tensor sum = flat.slot(SUM);
            trace.line("torch.addcmul_(%s, %s, %s)", sum, flat.gradient(), flat.gradient());
            flat.descend(trace.value("torch.mul(%s, torch.rsqrt(torch.add(%s, %s)))", flat.gradient(), sum, BEGINNING));
        });
    }
}
