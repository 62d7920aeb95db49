package understudy.models;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A loaded TorchScript module. Owned by the {@link Engine}. Safe to run on several threads at once. */
final class Program {
    private final PtSymbolBlock block;
    private final PtNDManager manager;
    private final int threads;
    private final Map<String, NDArray> methods = new ConcurrentHashMap<>();

    /** @param threads what an operation may use, unless a call says otherwise */
    Program(PtSymbolBlock block, PtNDManager manager, int threads) {
        this.block = block;
        this.manager = manager;
        this.threads = threads;
    }

    /**
     * Runs one function. Arguments go by position; neighbours with one name that ends in {@code []} form a list.
     *
     * @param gradients whether the function differentiates
     * @param arguments the first one's manager owns the result
     */
    NDArray run(String function, boolean gradients, NDList arguments) {
        return run(function, gradients, arguments, threads);
    }

    /** The same with fewer threads. */
    NDArray run(String function, boolean gradients, NDList arguments, int threads) {
        Threads.use(threads);
        // thread-local in libtorch. The profiling executor was slower in every training run and recompiles when shapes
        // change.
        JniUtils.setGraphExecutorOptimize(false);
        JniUtils.setGradMode(gradients);
        arguments.add(methods.computeIfAbsent(function, this::method));
        try {
            return IValueUtils.forward(block, arguments, true).singletonOrThrow();
        } catch (EngineException e) {
            throw explain(e);
        }
    }

    private NDArray method(String function) {
        NDArray name = manager.create(1f);
        name.setName("module_method:" + function); // DJL's way to choose one
        return name;
    }

    static RuntimeException explain(EngineException e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("out of memory") || message.contains("can't allocate memory")) {
            return new ModelException(
                    "The device ran out of memory. Try a smaller --batch (with --accumulate for the same effective one).",
                    e);
        }
        return e;
    }
}
