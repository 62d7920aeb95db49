package understudy.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import java.util.List;

/** Short measurements of what this machine does faster. */
final class Speed {
    private static final int TRIALS = 5;
    private static final Shape BATCH = new Shape(4, 128, 128);

    private Speed() {}

    /** Whether a batch of small matrix products takes less time in bfloat16 than in single precision; a few milliseconds. */
    static boolean productsFasterInBfloat16(Engine engine) {
        Trace trace = new Trace("products");
        Tensor x = trace.input("x");
        Tensor half = trace.input("half");
        trace.line("y = %s", x);
        trace.block("if torch.gt(torch.Float(" + half + "), 0.):", () -> trace.line("y = torch.to(y, 15)"));
        trace.block("for i in range(10):", () -> trace.line("y = torch.baddbmm(y, y, y, beta=0., alpha=0.)"));
        Program program = engine.program(Trace.module(List.of(trace.source("torch.to(y, 6)"))));
        try (PtNDManager scope = engine.scope()) {
            NDArray batch = scope.zeros(BATCH, DataType.FLOAT32);
            long single = fastest(program, scope, batch, 0);
            long halved = fastest(program, scope, batch, 1);
            return halved < single;
        }
    }

    private static long fastest(Program program, PtNDManager scope, NDArray batch, float half) {
        NDArray choice = Trainer.hostArray(scope, new float[] {half});
        long best = Long.MAX_VALUE;
        for (int i = 0; i < TRIALS; i++) {
            long start = System.nanoTime();
            program.run("products", false, new NDList(batch, choice)).toFloatArray();
            best = Math.min(best, System.nanoTime() - start);
        }
        return best;
    }
}
