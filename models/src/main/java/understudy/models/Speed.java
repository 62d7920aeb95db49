package understudy.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import java.util.List;

/** Short measurements of what this machine does faster. */
final class Speed {
    private static final int TRIALS = 12;
    /**
     * Matrices of the default network; processors differ here by a factor of three either way, so that noise does not
     * decide.
     */
    private static final Shape MATRICES = new Shape(4, 128, 384);

    private Speed() {}

    /** Whether Muon's iterations take less time in bfloat16 than in single precision; some ten milliseconds. */
    static boolean muonFasterInBfloat16(Engine engine) {
        Program program = engine.program(Trace.module(List.of(iterations("single", false), iterations("half", true))));
        try (PtNDManager scope = engine.scope()) {
            NDArray matrices = scope.ones(MATRICES, DataType.FLOAT32);
            long single = Long.MAX_VALUE;
            long half = Long.MAX_VALUE;
            for (int i = 0; i < TRIALS; i++) {
                single = Math.min(single, time(program, "single", matrices));
                half = Math.min(half, time(program, "half", matrices));
            }
            return half < single;
        }
    }

    private static String iterations(String name, boolean bfloat16) {
        Trace trace = new Trace(name);
        Tensor x = trace.input("x");
        Tensor normed = trace.value("torch.div(%s, torch.linalg_vector_norm(%s))", x, x);
        return trace.source(Muon.orthogonal(trace, normed, bfloat16).toString());
    }

    private static long time(Program program, String function, NDArray matrices) {
        long start = System.nanoTime();
        program.run(function, false, new NDList(matrices)).close();
        return System.nanoTime() - start;
    }
}
