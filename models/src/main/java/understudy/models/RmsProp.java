package understudy.models;

import java.util.List;
import java.util.Map;

/**
 * RMSprop (Tieleman and Hinton 2012, lecture 6e), without momentum: each parameter's rate is divided by the root of a
 * running mean of its squared gradients, and epsilon 1e-8 stands beside the root, as in Torch's {@code optim.rmsprop}
 * and in PyTorch. beta2 is what those call alpha: .99 there by default, .95 in char-rnn.
 */
record RmsProp() implements Optimizer {
    private static final String SQUARE = "square_avg";

    @Override
    public List<String> slots(Group group) {
        return List.of(SQUARE);
    }

    @Override
    public void trace(Trace trace, Layout layout, Map<Group, List<String>> gradients) {
        gradients.forEach((group, own) -> {
            Flat flat = Flat.of(trace, layout, group, own);
            Tensor square = flat.slot(SQUARE);
            trace.line(
                    "torch.addcmul_(torch.mul_(%s, beta2), %s, %s, value=1. - beta2)",
                    square, flat.gradient(), flat.gradient());
            flat.descend(trace.value("torch.div(%s, torch.add(torch.sqrt(%s), 1.0e-8))", flat.gradient(), square));
        });
    }
}
