package understudy.corpora;

import java.util.SplittableRandom;
import java.util.stream.LongStream;

/**
 * One split cut into windows. For training: at random places, as streams that go on from step to step, or moments of which the last token
 * alone is predicted. For evaluation: end to end, or {@linkplain #everyMoment() moment by moment}.
 *
 * <p>Of a text, windows are stretches of the context's length; those of an evaluation follow each other without overlap, so that every token
 * but the first is predicted exactly once. Of a corpus of examples, a window is one example from its start to its end, and one that is longer
 * than the context is cut into several; the rows of a batch are as long as the longest example in it. What fills a row up carries no loss.
 * Safe for use by several threads.
 */
public final class Windows {
    private final Cut cut;
    private final boolean moments;

    /**
     * The windows of a text.
     *
     * @param tokens what to cut; at least two, since a window needs something to predict
     * @param context tokens a model sees at once
     * @throws CorpusException if there are fewer than two tokens
     */
    public Windows(Tokens tokens, int context) {
        this(new TextCut(tokens, required(context)), false);
    }

    /**
     * The windows of examples.
     *
     * @param context tokens a model sees at once
     * @throws CorpusException if there are none
     */
    public Windows(Examples examples, int context) {
        this(new ExampleCut(examples, required(context)), false);
    }

    private Windows(Cut cut, boolean moments) {
        this.cut = cut;
        this.moments = moments;
    }

    private static int required(int context) {
        if (context < 1) {
            throw new CorpusException("a context is at least 1 token, not " + context + "; type --context 64");
        }
        return context;
    }

    /**
     * The same split measured moment by moment: each window predicts one token alone, from the {@code context} tokens before it. Where there
     * are fewer than that before it, the first token of the text, or of the example, stands for the missing ones.
     */
    public Windows everyMoment() {
        return new Windows(cut, true);
    }

    /** Tokens in a window, at most. */
    public int context() {
        return cut.context();
    }

    /**
     * Windows drawn with equal probability, of a text those that begin anywhere: a pure function of the seed.
     *
     * @throws CorpusException if the split is a text that is not longer than the context
     */
    public Batch random(int rows, long seed) {
        return cut.random(rows, seed);
    }

    /**
     * Moments drawn with equal probability: {@code context} tokens to read, and a target at the last of them only, so that as many
     * predictions are made as there are rows. A pure function of the seed.
     *
     * @throws CorpusException if the split is a text that is not longer than the context
     */
    public Batch moments(int rows, long seed) {
        long first = cut.firstMoment();
        SplittableRandom random = new SplittableRandom(seed);
        return moments(LongStream.generate(() -> first + random.nextLong(cut.predictions() - first))
                .limit(rows)
                .toArray());
    }

    private Batch moments(long[] predictions) {
        Filling filling = new Filling(predictions.length, context());
        for (int row = 0; row < predictions.length; row++) {
            cut.moment(predictions[row], filling, row);
        }
        return filling.batch();
    }

    /**
     * What {@code rows} streams read in a step: a pure function of the step. A text is cut into that many stretches of equal length, each read
     * from its beginning {@code context} tokens a step, and all start over together. Examples are read one after the other, each a beginning.
     *
     * @param step from 0
     * @throws CorpusException if a stretch is not longer than the context
     */
    public Chunk stream(int rows, long step) {
        return cut.stream(rows, step);
    }

    /** Tokens of the split that can be learned from, once each: an epoch. */
    public long tokens() {
        return cut.tokens();
    }

    /**
     * Whether each window goes on where the one before it ended, so that what was read there belongs to it: those of a text do, those of
     * examples do not.
     */
    public boolean goesOn() {
        return !moments && cut.goesOn();
    }

    /** How many windows an evaluation of the whole split has. */
    public long count() {
        return moments ? cut.predictions() : cut.count();
    }

    /** Consecutive windows from {@code first} on: {@code rows} of them, fewer at the end. */
    public Batch at(long first, int rows) {
        if (first < 0 || first >= count() || rows < 1) {
            throw new IndexOutOfBoundsException(rows + " windows from " + first + " of " + count());
        }
        return at(LongStream.range(first, Math.min(first + rows, count())).toArray());
    }

    /** The windows of these indices, in this order. */
    public Batch at(long[] indices) {
        for (long index : indices) {
            if (index < 0 || index >= count()) {
                throw new IndexOutOfBoundsException("window " + index + " of " + count());
            }
        }
        return moments ? moments(indices) : cut.at(indices);
    }

    /** Indices of at most {@code n} windows spread evenly over the split: always the same ones, in ascending order. */
    public long[] subset(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("expected at least one window, found " + n);
        }
        long count = count();
        int chosen = (int) Math.min(n, count);
        long[] indices = new long[chosen];
        for (int i = 0; i < chosen; i++) {
            // i * count / chosen without leaving 64 bits
            indices[i] = count / chosen * i + count % chosen * i / chosen;
        }
        return indices;
    }
}
