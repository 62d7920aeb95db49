package understudy.repl.speech;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import understudy.corpora.Tokenizer;
import understudy.models.Generation;
import understudy.models.LanguageModel;

/**
 * A model speaking text. It borrows the model, and holds no native memory between two performances. The same model, cue and tokenizer give the same text,
 * however fast the machine is.
 */
public final class Performance {
    private final LanguageModel model;
    private final Tokenizer tokenizer;
    private final BooleanSupplier halted;
    private final LongSupplier clock;

    /**
     * @param halted whether the person has asked to stop; looked at between bursts
     * @param clock nanoseconds, as {@link System#nanoTime()}
     */
    public Performance(LanguageModel model, Tokenizer tokenizer, BooleanSupplier halted, LongSupplier clock) {
        this.model = model;
        this.tokenizer = tokenizer;
        this.halted = halted;
        this.clock = clock;
    }

    /**
     * Speaks to the end of the cue, to a stop text in every row, or until the person asks to stop; what was said by then is kept.
     *
     * @param listener takes the first row's text in pieces as it comes, not the prompt
     * @throws understudy.corpora.CorpusException naming characters of the prompt that the tokenizer does not know
     */
    public Recital of(Cue cue, Consumer<String> listener) {
        int[] prompt = read(cue);
        if (cue.tokens() == 0) {
            return recital(rows(cue), false, OptionalDouble.empty());
        }
        try (Generation generation = new Generation(model, cue.sampling(), cue.rows(), cue.seed())) {
            generation.read(prompt);
            return on(generation, cue, listener);
        }
    }

    /** Goes on in a session that has read what comes before; the cue's prompt, sampling and seed are the session's own business. */
    public Recital on(Generation generation, Cue cue, Consumer<String> listener) {
        return speak(generation, cue.tokens(), rows(cue), listener);
    }

    private List<Row> rows(Cue cue) {
        return Stream.generate(() -> new Row(tokenizer, cue.stops()))
                .limit(cue.rows())
                .toList();
    }

    /**
     * Refuses a cue that cannot be performed, before anything is shown.
     *
     * @throws understudy.corpora.CorpusException naming characters of the prompt that the tokenizer does not know
     */
    public void check(Cue cue) {
        read(cue);
    }

    private int[] read(Cue cue) {
        return cue.prompt().isEmpty() ? new int[] {tokenizer.start()} : tokenizer.encode(cue.prompt());
    }

    private Recital speak(Generation generation, int tokens, List<Row> rows, Consumer<String> listener) {
        Burst burst = new Burst();
        long begun = clock.getAsLong();
        long firstEnd = begun;
        int said = 0;
        boolean cut = false;
        while (said < tokens && !cut && rows.stream().anyMatch(row -> !row.over())) {
            long start = clock.getAsLong();
            int count = Math.min(burst.next(), tokens - said);
            int[][] ids = generation.speak(count);
            for (int row = 0; row < ids.length; row++) {
                String piece = rows.get(row).hear(ids[row]);
                if (row == 0 && !piece.isEmpty()) {
                    listener.accept(piece);
                }
            }
            burst.took(count, clock.getAsLong() - start);
            firstEnd = said == 0 ? clock.getAsLong() : firstEnd;
            said += count;
            cut = halted.getAsBoolean();
        }
        double seconds = (clock.getAsLong() - firstEnd) / 1e9;
        long decoded = (said - 1L) * rows.size();
        listener.accept(rows.get(0).rest());
        rows.stream().skip(1).forEach(Row::rest);
        boolean measured = decoded > 0 && seconds > 0;
        return recital(
                rows, cut && said < tokens, measured ? OptionalDouble.of(decoded / seconds) : OptionalDouble.empty());
    }

    private static Recital recital(List<Row> rows, boolean cut, OptionalDouble speed) {
        return new Recital(rows.stream().map(row -> row.speech(cut)).toList(), speed);
    }
}
