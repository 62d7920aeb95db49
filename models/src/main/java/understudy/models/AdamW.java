package understudy.models;

import java.util.List;
import java.util.Map;

/** Adam with decoupled weight decay (Kingma and Ba 2015; Loshchilov and Hutter 2019), epsilon 1e-8. Vectors are not decayed. */
record AdamW() implements Optimizer {
    private static final String FIRST = "exp_avg";
    private static final String SECOND = "exp_avg_sq";

    @Override
    public List<String> slots(Group group) {
        return List.of(FIRST, SECOND);
    }

    @Override
    public void trace(Trace trace, Layout layout, Map<Group, Tensor> gradients) {
        gradients.forEach((group, gradient) -> update(trace, group, gradient));
    }

    /** Writes the update of one group's buffer. */
    static void update(Trace trace, Group group, Tensor gradient) {
        // the step counter must be the number of this step already, else the first step divides by zero
        trace.line(
                "torch._fused_adamw_(%s, [%s], %s, %s, annotate(List[Tensor], []), [torch.to(number, %s)], lr=rate, "
                        + "beta1=beta1, beta2=beta2, weight_decay=%s, eps=1.0e-8, amsgrad=False, maximize=False)",
                group.argument(),
                gradient,
                group.argument(FIRST),
                group.argument(SECOND),
                gradient,
                group == Group.VECTORS ? "0." : "decay");
    }
}
