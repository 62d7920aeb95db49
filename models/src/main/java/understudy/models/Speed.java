package understudy.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import java.util.List;

/** Which precision this machine computes faster, {@code fp32} or {@code bf16}, by short measurements. */
record Speed(Engine engine) {
    private static final String SINGLE = "fp32";
    private static final String HALF = "bf16";

    private static final int TRIALS = 12;
    /** Processors differ by a factor of three or more either way: what one trial is so far behind in, noise did not decide. */
    private static final double HOPELESS = 2;
    /** The rest of a step pays for casts that the products' own do not: a small gain in products is none. */
    private static final double CLEAR = .9;

    private static final int MOST_TOKENS = 1024;
    /** Matrices of the default network. */
    private static final Shape MATRICES = new Shape(4, 128, 384);

    /** For the products of a training step: those of two feed-forward layers, casts included, forward and backward. */
    String ofProducts(int width, long tokens) {
        int rows = (int) Math.min(MOST_TOKENS, tokens);
        return engine.answer("products of width " + width + " with " + rows + " tokens", () -> {
            Program program = engine.program(Trace.module(List.of(products("single", false), products("half", true))));
            try (PtNDManager scope = engine.scope()) {
                NDArray x = scope.ones(new Shape(rows, width), DataType.FLOAT32);
                NDArray up = scope.ones(new Shape(4L * width, width), DataType.FLOAT32);
                NDArray down = scope.ones(new Shape(width, 4L * width), DataType.FLOAT32);
                return faster(program, true, CLEAR, x, up, down);
            }
        });
    }

    /** For Muon's iterations. */
    String ofMuon() {
        return engine.answer("Muon's iterations", () -> {
            Program program =
                    engine.program(Trace.module(List.of(iterations("single", false), iterations("half", true))));
            try (PtNDManager scope = engine.scope()) {
                return faster(program, false, 1, scope.ones(MATRICES, DataType.FLOAT32));
            }
        });
    }

    private static String faster(Program program, boolean gradients, double clear, NDArray... arguments) {
        long single = Long.MAX_VALUE;
        long half = Long.MAX_VALUE;
        for (int i = 0; i < TRIALS; i++) {
            single = Math.min(single, time(program, "single", gradients, arguments));
            half = Math.min(half, time(program, "half", gradients, arguments));
            if (i > 1 && half > HOPELESS * single) {
                return SINGLE;
            }
        }
        return half < clear * single ? HALF : SINGLE;
    }

    private static String products(String name, boolean bfloat16) {
        Trace trace = new Trace(name);
        Tensor x = trace.input("x");
        trace.input("a");
        trace.input("b");
        trace.line("p0 = torch.requires_grad_(torch.detach(a), True)");
        trace.line("p1 = torch.requires_grad_(torch.detach(b), True)");
        String turned = bfloat16 ? "torch.t(torch.to(%s, 15))" : "torch.t(%s)";
        Tensor up = trace.value(turned, "p0");
        Tensor down = trace.value(turned, "p1");
        Tensor inner = (bfloat16 ? x.toBfloat16() : x).product(up);
        Tensor sum = trace.value("torch.sum(%s)", inner.product(down).toFloat());
        Tensor gradients = trace.value("torch.grad([%s], [p0, p1])", sum);
        return trace.source("unchecked_cast(Tensor, " + gradients + "[0])");
    }

    private static String iterations(String name, boolean bfloat16) {
        Trace trace = new Trace(name);
        Tensor x = trace.input("x");
        Tensor normed = trace.value("torch.div(%s, torch.linalg_vector_norm(%s))", x, x);
        return trace.source(Muon.orthogonal(trace, normed, bfloat16).toString());
    }

    private static long time(Program program, String function, boolean gradients, NDArray... arguments) {
        long start = System.nanoTime();
        program.run(function, gradients, new NDList(arguments)).close();
        return System.nanoTime() - start;
    }
}
