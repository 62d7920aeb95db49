package understudy.repl.speech;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoublePredicate;
import understudy.corpora.Batch;
import understudy.corpora.Windows;
import understudy.models.Architecture;
import understudy.models.LanguageModel;
import understudy.models.Listening;
import understudy.models.Loss;
import understudy.models.Reading;

/**
 * What is read of a split when a network is measured on it: windows without overlap, each of which counts once. Most networks read each for itself. One whose state does not grow
 * goes on from window to window of a text, in several {@link Lanes}.
 */
public final class Passages {
    /** Tokens in one native call: enough to keep the cores busy, few enough to stop soon. */
    private static final int TOKENS = 4096;
    /** Tokens that a network reads at once where its context is no limit. */
    private static final int LONG = 256;
    /** Values of the largest tensor, [tokens, vocabulary], that a call may hold. */
    private static final int LOGITS = 1 << 24;

    private final Windows windows;
    private final long chosen;
    private final int rows;
    private final Optional<Lanes> lanes;

    private Passages(Windows windows, long chosen, int rows, Optional<Lanes> lanes) {
        this.windows = windows;
        this.chosen = chosen;
        this.rows = rows;
        this.lanes = lanes;
    }

    /** The whole split. */
    public static Passages all(Windows windows, Architecture architecture) {
        return some(windows, architecture, Long.MAX_VALUE);
    }

    /**
     * A part of it, always the same: about {@code wanted} windows of the network's context. What goes on from window to window begins anew with each
     * example, and reads it whole.
     */
    public static Passages some(Windows windows, Architecture architecture, long wanted) {
        boolean moments = architecture.reading() == Reading.MOMENTS;
        boolean apart = !windows.goesOn();
        Windows cut = architecture.endless() && (apart || moments) ? windows.longer(LONG) : windows;
        long chosen = apart || wanted >= windows.count()
                ? Math.min(wanted, cut.count())
                : Math.max(1, wanted * windows.context() / cut.context());
        int most = Math.max(1, Math.min(TOKENS, LOGITS / architecture.outputs()) / cut.context());
        return architecture.endless() && cut.goesOn()
                ? new Passages(cut, chosen, most, Optional.of(Lanes.of(cut, chosen, most)))
                : new Passages(cut, chosen, most, Optional.empty());
    }

    /** How many native calls it takes. */
    private long turns() {
        return lanes.map(Lanes::turns).orElse((chosen + rows - 1) / rows);
    }

    /** What is read in one call; targets that do not count are {@link Batch#IGNORED}. */
    private Batch turn(long turn) {
        return lanes.isPresent() ? lanes.get().turn(turn) : apart(turn * rows);
    }

    private Batch apart(long first) {
        long[] indices = new long[(int) Math.min(rows, chosen - first)];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = Lanes.part(windows.count(), first + i, chosen);
        }
        return windows.at(indices);
    }

    /** Hears the targets of each call. */
    void targets(Consumer<int[]> listener) {
        for (long turn = 0; turn < turns(); turn++) {
            listener.accept(turn(turn).targets());
        }
    }

    /**
     * The cross entropy of all that counts, dropout off.
     *
     * @param goesOn told between native calls which share is done
     * @param heard takes the targets of each call
     * @return empty if {@code goesOn} has ended it
     */
    public Optional<Loss> loss(LanguageModel model, DoublePredicate goesOn, Consumer<int[]> heard) {
        Loss total = Loss.NONE;
        long turns = turns();
        try (Listening listening = new Listening(model, lanes.map(Lanes::rows).orElse(1))) {
            for (long turn = 0; turn < turns; turn++) {
                if (!goesOn.test((double) turn / turns)) {
                    return Optional.empty();
                }
                Batch batch = turn(turn);
                Loss loss = lanes.isPresent()
                        ? listening.loss(batch.length(), batch.inputs(), batch.targets())
                        : model.loss(batch.rows(), batch.length(), batch.inputs(), batch.targets());
                total = total.plus(loss);
                heard.accept(batch.targets());
            }
        }
        return Optional.of(total);
    }
}
