package understudy.models;

import java.util.List;
import java.util.Map;

/**
 * Muon for hidden matrices, AdamW for the rest (Jordan et al. 2024, kellerjordan.github.io/posts/muon): Nesterov
 * momentum whose matrix is replaced by the nearest orthogonal one, found by five Newton-Schulz iterations. Matrices of
 * one shape lie side by side and go through them as one batch.
 *
 * @param bfloat16 whether the iterations run in bfloat16
 */
record Muon(boolean bfloat16) implements Optimizer {
    private static final String MOMENTUM = "momentum";
    private static final int ITERATIONS = 5;

    @Override
    public List<String> slots(Group group) {
        return group == Group.MATRICES ? List.of(MOMENTUM) : new AdamW().slots(group);
    }

    @Override
    public void trace(Trace trace, Layout layout, Map<Group, List<String>> gradients) {
        gradients.forEach((group, own) -> {
            if (group == Group.MATRICES) {
                for (List<Layout.Place> run : layout.shapes(group)) {
                    int first = layout.places(group).indexOf(run.get(0));
                    update(trace, run, first, own.subList(first, first + run.size()));
                }
            } else {
                AdamW.update(trace, group, own);
            }
        });
    }

    /** One batch of matrices of one shape, which lie side by side in the buffers. */
    private void update(Trace trace, List<Layout.Place> run, int first, List<String> gradients) {
        long rows = run.get(0).parameter().shape()[0];
        long columns = run.get(0).parameter().shape()[1];
        String batch = "torch.as_strided(%s[" + first + "], [" + run.size() + ", " + rows + ", " + columns + "], ["
                + rows * columns + ", " + columns + ", 1])";
        Tensor matrices = trace.value("torch.div(torch.stack([%s]), scale)", String.join(", ", gradients));
        Tensor momentum = trace.value(batch, Group.MATRICES.argument(MOMENTUM));
        trace.line("torch.lerp_(%s, %s, 1. - momentum)", momentum, matrices);
        Tensor x = trace.value("torch.lerp(%s, %s, momentum)", matrices, momentum);
        boolean tall = rows > columns;
        if (tall) {
            x = trace.value("torch.transpose(%s, 1, 2)", x);
        }
        x = trace.value("torch.div(%s, torch.add(torch.linalg_vector_norm(%s, 2, [1, 2], True), 1.0e-7))", x, x);
        x = orthogonal(trace, x, bfloat16);
        if (tall) {
            x = trace.value("torch.transpose(%s, 1, 2)", x);
        }
        Tensor weights = trace.value(batch, Group.MATRICES.argument());
        trace.line("torch.mul_(%s, 1. - torch.mul(matrix_rate, decay))", weights);
        double scale = Math.sqrt(Math.max(1.0, (double) rows / columns));
        trace.line("torch.add_(%s, %s, alpha=torch.mul(torch.neg(matrix_rate), %s))", weights, x, scale);
    }

    /** Newton-Schulz iterations over a batch of wide matrices of norm 1 at most: singular values end near 1. */
    static Tensor orthogonal(Trace trace, Tensor matrices, boolean bfloat16) {
        Tensor x = bfloat16 ? matrices.toBfloat16() : matrices;
        for (int i = 0; i < ITERATIONS; i++) {
            Tensor square = trace.value("torch.bmm(%s, torch.transpose(%s, 1, 2))", x, x);
            Tensor polynomial =
                    trace.value("torch.baddbmm(%s, %s, %s, beta=-4.775, alpha=2.0315)", square, square, square);
            x = trace.value("torch.baddbmm(%s, %s, %s, beta=3.4445, alpha=1.)", x, polynomial, x);
        }
        return bfloat16 ? x.toFloat() : x;
    }
}
