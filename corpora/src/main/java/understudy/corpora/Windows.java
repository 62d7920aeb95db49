package understudy.corpora;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/**
 * One split cut into windows of a fixed length. For training: at random places, as streams that go on from step to step, or moments of
 * which the last token alone is predicted. For evaluation: end to end, or {@linkplain #everyMoment() moment by moment}.
 *
 * <p>The windows of an evaluation follow each other without overlap, so that every token but the first is predicted exactly once; the last
 * one is filled up with targets that carry no loss. Safe for use by several threads.
 */
public final class Windows {
    private final Tokens tokens;
    private final int context;
    private final boolean moments;

    /**
     * @param tokens what to cut; at least two, since a window needs something to predict
     * @param context tokens a model sees at once
     * @throws CorpusException if there are fewer than two tokens
     */
    public Windows(Tokens tokens, int context) {
        this(tokens, context, false);
    }

    private Windows(Tokens tokens, int context, boolean moments) {
        if (context < 1) {
            throw new CorpusException("a context is at least 1 token, not " + context + "; type --context 64");
        }
        if (tokens.size() < 2) {
            throw new CorpusException("the " + tokens.name() + " has " + tokens.size()
                    + " tokens and at least 2 are needed, one to read and"
                    + " one to predict; add a longer text or choose another --split");
        }
        this.tokens = tokens;
        this.context = context;
        this.moments = moments;
    }

    /**
     * The same split measured moment by moment: window i predicts token i + 1 alone, from the {@code context} tokens before it. Where the
     * split has fewer than that before it, its first token stands for the missing ones.
     */
    public Windows everyMoment() {
        return new Windows(tokens, context, true);
    }

    /** Tokens in a window. */
    public int context() {
        return context;
    }

    /**
     * Windows that begin anywhere with equal probability: a pure function of the seed.
     *
     * @throws CorpusException if the split is not longer than the context
     */
    public Batch random(int rows, long seed) {
        long places = places();
        SplittableRandom random = new SplittableRandom(seed);
        Filling filling = new Filling(rows);
        for (int row = 0; row < rows; row++) {
            filling.row(row, random.nextLong(places), context);
        }
        return filling.batch();
    }

    /**
     * Moments anywhere with equal probability: {@code context} tokens to read, and a target at the last of them only, so that as many
     * predictions are made as there are rows. A pure function of the seed.
     *
     * @throws CorpusException if the split is not longer than the context
     */
    public Batch moments(int rows, long seed) {
        long places = places();
        SplittableRandom random = new SplittableRandom(seed);
        Filling filling = new Filling(rows);
        for (int row = 0; row < rows; row++) {
            filling.moment(row, random.nextLong(places) + context);
        }
        return filling.batch();
    }

    private long places() {
        long places = tokens.size() - context;
        if (places < 1) {
            throw new CorpusException("the " + tokens.name() + " has " + tokens.size()
                    + " tokens, and training with a context of " + context + " needs at least " + (context + 1L)
                    + "; type --context " + (tokens.size() - 1) + " or less, or add a longer text");
        }
        return places;
    }

    /**
     * What {@code rows} streams read in a step: the split is cut into that many stretches of equal length, each read from its beginning
     * {@code context} tokens a step, and all start over together when the next chunk would not be a whole one. A pure function of the step.
     *
     * @param step from 0
     * @throws CorpusException if a stretch is not longer than the context
     */
    public Chunk stream(int rows, long step) {
        long stretch = tokens.size() / rows;
        long steps = (stretch - 1) / context;
        if (steps < 1) {
            throw new CorpusException("the " + tokens.name() + " has " + tokens.size() + " tokens, and reading it as "
                    + rows + " streams with a context of " + context + " needs at least " + rows * (context + 1L)
                    + "; type a smaller --batch or --context, or add a longer text");
        }
        long turn = Math.floorMod(step, steps);
        Filling filling = new Filling(rows);
        for (int row = 0; row < rows; row++) {
            filling.row(row, row * stretch + turn * context, context);
        }
        return new Chunk(filling.batch(), turn == 0);
    }

    /** How many windows an evaluation of the whole split has. */
    public long count() {
        return moments ? tokens.size() - 1 : (tokens.size() - 1 + context - 1) / context;
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
        Filling filling = new Filling(indices.length);
        for (int row = 0; row < indices.length; row++) {
            if (indices[row] < 0 || indices[row] >= count()) {
                throw new IndexOutOfBoundsException("window " + indices[row] + " of " + count());
            }
            if (moments) {
                filling.moment(row, indices[row] + 1);
            } else {
                long from = indices[row] * context;
                filling.row(row, from, (int) Math.min(context, tokens.size() - 1 - from));
            }
        }
        return filling.batch();
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

    private final class Filling {
        private final int rows;
        private final int[] inputs;
        private final int[] targets;
        private final int[] piece = new int[context + 1];

        Filling(int rows) {
            this.rows = rows;
            this.inputs = new int[Math.multiplyExact(rows, context)];
            this.targets = new int[inputs.length];
        }

        void row(int row, long from, int predicted) {
            tokens.read(from, piece, 0, predicted + 1);
            int start = row * context;
            System.arraycopy(piece, 0, inputs, start, predicted);
            System.arraycopy(piece, 1, targets, start, predicted);
            for (int i = predicted; i < context; i++) {
                inputs[start + i] = piece[predicted];
                targets[start + i] = Batch.IGNORED;
            }
        }

        /** Predicts the token at one place, and nothing else. */
        void moment(int row, long place) {
            int known = (int) Math.min(context, place);
            int missing = context - known;
            tokens.read(place - known, piece, missing, known + 1);
            Arrays.fill(piece, 0, missing, piece[missing]);
            int start = row * context;
            System.arraycopy(piece, 0, inputs, start, context);
            Arrays.fill(targets, start, start + context - 1, Batch.IGNORED);
            targets[start + context - 1] = piece[context];
        }

        Batch batch() {
            return new Batch(rows, context, inputs, targets);
        }
    }
}
