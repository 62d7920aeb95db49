package understudy.models;

import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Adam with decoupled weight decay (Kingma and Ba 2015; Loshchilov and Hutter 2019), epsilon 1e-8. Vectors are not
 * decayed.
 */
record AdamW() implements Optimizer {
    private static final String FIRST = "exp_avg";
    private static final String SECOND = "exp_avg_sq";

    @Override
    public List<String> slots(Group group) {
        return List.of(FIRST, SECOND);
    }

    @Override
    public void trace(Trace trace, Layout layout, Map<Group, List<String>> gradients) {
        gradients.forEach((group, own) -> update(trace, group, own));
    }

    /** Writes the update of one group's parameters. */
    static void update(Trace trace, Group group, List<String> gradients) {
        // the counters must be the number of this step already, else the first step divides by zero
        String counters = String.join(", ", Collections.nCopies(gradients.size(), "number"));
        trace.line(
                "torch._fused_adamw_(%s, [%s], %s, %s, annotate(List[Tensor], []), [%s], lr=rate, beta1=beta1, beta2=beta2, "
                        + "weight_decay=%s, eps=1.0e-8, amsgrad=False, maximize=False, grad_scale=scale)",
                group.argument(),
                String.join(", ", gradients),
                group.argument(FIRST),
                group.argument(SECOND),
                counters,
                group == Group.VECTORS ? "0." : "decay");
    }
}
