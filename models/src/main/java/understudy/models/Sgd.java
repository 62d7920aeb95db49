package understudy.models;

import java.util.List;
import java.util.Map;

/**
 * Stochastic gradient descent with momentum (Polyak 1964) or its look-ahead form (Nesterov 1983, as Sutskever et al.
 * 2013 write it), in PyTorch's convention: the velocity is momentum · velocity + gradient, and the rate multiplies what
 * comes out. Weight decay is added to the gradient.
 *
 * @param nesterov whether the step looks one momentum ahead
 */
record Sgd(boolean nesterov) implements Optimizer {
    private static final String VELOCITY = "velocity";

    @Override
    public List<String> slots(Group group) {
        return List.of(VELOCITY);
    }

    @Override
    public void trace(Trace trace, Layout layout, Map<Group, List<String>> gradients) {
        gradients.forEach((group, own) -> {
            Flat flat = Flat.of(trace, layout, group, own);
            Tensor velocity = flat.slot(VELOCITY);
            trace.line("torch.add_(torch.mul_(%s, momentum), %s)", velocity, flat.gradient());
            flat.descend(
                    nesterov
                            ? trace.value("torch.add(%s, torch.mul(%s, momentum))", flat.gradient(), velocity)
                            : velocity);
        });
    }
}
