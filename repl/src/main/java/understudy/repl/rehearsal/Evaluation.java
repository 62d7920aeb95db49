package understudy.repl.rehearsal;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import understudy.corpora.Batch;
import understudy.corpora.Windows;
import understudy.models.LanguageModel;
import understudy.models.Loss;

/** The loss on a fixed, evenly spread subset of a split's windows: the same at every step, so that losses can be compared. */
final class Evaluation {
    /** Tokens in one native call. */
    private static final int TOKENS = 4096;
    /** Logits in one native call: a large vocabulary takes fewer tokens. */
    private static final int LOGITS = 1 << 24;

    private final Windows windows;
    private final long[] chosen;
    private final int rows;

    Evaluation(Windows windows, long wanted, int vocabulary) {
        this.windows = windows;
        this.chosen = windows.subset((int) Math.min(Integer.MAX_VALUE, wanted));
        this.rows = Math.max(1, Math.min(TOKENS, LOGITS / vocabulary) / windows.context());
    }

    /**
     * Nats per token, dropout off.
     *
     * @param abandon asked between native calls
     * @return empty if it was abandoned
     */
    OptionalDouble loss(LanguageModel model, BooleanSupplier abandon) {
        Loss loss = Loss.NONE;
        for (int from = 0; from < chosen.length; from += rows) {
            if (abandon.getAsBoolean()) {
                return OptionalDouble.empty();
            }
            Batch batch = windows.at(Arrays.copyOfRange(chosen, from, Math.min(from + rows, chosen.length)));
            loss = loss.plus(model.loss(batch.rows(), batch.length(), batch.inputs(), batch.targets()));
        }
        return OptionalDouble.of(loss.mean());
    }
}
