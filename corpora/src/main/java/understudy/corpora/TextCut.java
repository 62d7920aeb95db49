package understudy.corpora;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/** A text that goes on from its first token to its last: windows may begin anywhere. */
record TextCut(Tokens text, int context) implements Cut {
    TextCut {
        if (text.size() < 2) {
            throw new CorpusException("the " + text.name() + " has " + text.size()
                    + " tokens and at least 2 are needed, one to read and"
                    + " one to predict; add a longer text or choose another --split");
        }
    }

    @Override
    public long tokens() {
        return text.size();
    }

    @Override
    public Cut longer(int most) {
        return new TextCut(text, Math.max(context, most));
    }

    @Override
    public boolean goesOn() {
        return true;
    }

    @Override
    public long count() {
        return (text.size() - 1 + context - 1) / context;
    }

    @Override
    public Batch at(long[] indices) {
        Filling filling = new Filling(indices.length, context);
        int[] ids = new int[context + 1];
        for (int row = 0; row < indices.length; row++) {
            long from = indices[row] * context;
            window(from, (int) Math.min(context, text.size() - 1 - from), ids, filling, row);
        }
        return filling.batch();
    }

    @Override
    public Batch random(int rows, long seed) {
        long places = text.size() - context;
        requireLonger(places);
        SplittableRandom random = new SplittableRandom(seed);
        Filling filling = new Filling(rows, context);
        int[] ids = new int[context + 1];
        for (int row = 0; row < rows; row++) {
            window(random.nextLong(places), context, ids, filling, row);
        }
        return filling.batch();
    }

    private void requireLonger(long places) {
        if (places < 1) {
            throw new CorpusException("the " + text.name() + " has " + text.size()
                    + " tokens, and training with a context of " + context + " needs at least " + (context + 1L)
                    + "; type --context " + (text.size() - 1) + " or less, or add a longer text");
        }
    }

    private void window(long from, int predicted, int[] ids, Filling filling, int row) {
        text.read(from, ids, 0, predicted + 1);
        filling.window(row, ids, predicted);
    }

    /** Every token but the first. */
    @Override
    public long predictions() {
        return text.size() - 1;
    }

    @Override
    public long firstMoment() {
        requireLonger(text.size() - context);
        return context - 1;
    }

    @Override
    public void moment(long prediction, Filling into, int row) {
        int known = (int) Math.min(context, prediction + 1);
        int missing = context - known;
        int[] ids = new int[context + 1];
        text.read(prediction + 1 - known, ids, missing, known + 1);
        Arrays.fill(ids, 0, missing, ids[missing]);
        into.moment(row, ids);
    }

    @Override
    public double padding(int rows) {
        return 0;
    }

    /** The split is cut into stretches of equal length; all start over together when the next chunk would not be a whole one. */
    @Override
    public Chunk stream(int rows, long step) {
        long stretch = text.size() / rows;
        long steps = (stretch - 1) / context;
        if (steps < 1) {
            throw new CorpusException("the " + text.name() + " has " + String.format(Locale.ROOT, "%,d", text.size())
                    + " tokens, and reading it as "
                    + rows + " streams with a context of " + context + " needs at least " + rows * (context + 1L)
                    + "; type a smaller --batch or --context, or add a longer text");
        }
        long turn = Math.floorMod(step, steps);
        Filling filling = new Filling(rows, context);
        int[] ids = new int[context + 1];
        for (int row = 0; row < rows; row++) {
            window(row * stretch + turn * context, context, ids, filling, row);
        }
        return new Chunk(filling.batch(), turn == 0);
    }
}
