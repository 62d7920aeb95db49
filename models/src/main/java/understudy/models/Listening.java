package understudy.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDManager;
import java.util.Arrays;

/**
 * One session of reading text that is only measured. A network whose state does not grow goes on from call to call, row by row; any other reads each call for itself. It owns
 * the state and borrows the model; close it before the model. Dropout is off. Not for several threads at once.
 */
public final class Listening implements AutoCloseable {
    private final LanguageModel model;
    private final int rows;
    private final Program program;
    private final PtNDManager memory;
    private final NDList state;

    /** @param rows how many texts are read side by side */
    public Listening(LanguageModel model, int rows) {
        this.model = model;
        this.rows = rows;
        this.program = model.programs().evaluation();
        this.memory = model.engine().scope();
        this.state = Engine.orClose(
                memory,
                () -> model.architecture().endless()
                        ? LanguageModel.nothing(memory, model.architecture(), rows)
                        : new NDList());
    }

    /**
     * The total and count of cross entropy, in nats, over the targets that are not negative.
     *
     * @param length tokens in each row
     */
    public Loss loss(int length, int[] inputs, int[] targets) {
        try (PtNDManager scope = model.engine().scope()) {
            NDArray out = run(
                    "loss",
                    LanguageModel.ids(scope, rows, length, inputs),
                    LanguageModel.ids(scope, rows, length, targets));
            long counted = Arrays.stream(targets).filter(t -> t >= 0).count();
            return new Loss(out.getFloat(), counted);
        }
    }

    /**
     * For each token after the first, the natural logarithm of the probability that the model gave it; the last is not read yet. For one row.
     *
     * @param ids at least 2
     */
    public float[] logProbabilities(int[] ids) {
        int length = ids.length - 1;
        try (PtNDManager scope = model.engine().scope()) {
            return run(
                            "score",
                            LanguageModel.ids(scope, rows, length, Arrays.copyOf(ids, length)),
                            LanguageModel.ids(scope, rows, length, Arrays.copyOfRange(ids, 1, ids.length)))
                    .toFloatArray();
        }
    }

    /** The logits after the last of the given tokens, [vocabulary]. For one row. */
    public float[] logits(int[] ids) {
        try (PtNDManager scope = model.engine().scope()) {
            return run("logits", LanguageModel.ids(scope, rows, ids.length, ids))
                    .toFloatArray();
        }
    }

    private NDArray run(String function, NDArray... arguments) {
        NDList all = new NDList(arguments);
        all.addAll(state);
        all.addAll(model.views());
        model.lock().lock();
        try {
            return program.run(function, false, all);
        } finally {
            model.lock().unlock();
        }
    }

    @Override
    public void close() {
        memory.close();
    }
}
