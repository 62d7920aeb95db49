package understudy.corpora;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Examples, each a window of its own; one longer than the context is cut into several, which follow each other. Rows are drawn from
 * neighbours in length, so that little of a batch is filling; every window is drawn equally often all the same.
 */
final class ExampleCut implements Cut {
    /** Rows are filled up to a multiple of this, so that few shapes occur. */
    private static final int GRAIN = 8;
    /** Neighbours in length among which the rows of one batch are drawn: fewer would fill less and mix less. */
    private static final int SHELVES = 8;

    private final Examples examples;
    private final int context;
    /** The first window of each example; empty if each has one. */
    private final int[] first;

    private final int count;
    private final int[] byLength;

    ExampleCut(Examples examples, int context) {
        this.examples = examples;
        this.context = context;
        this.first = examples.longest() - 1 <= context ? new int[0] : firsts();
        this.count = first.length == 0 ? examples.count() : first[first.length - 1];
        this.byLength = byLength();
    }

    /** All windows, shortest first; those of one length in order. */
    private int[] byLength() {
        int[] ends = new int[context + 2];
        for (int window = 0; window < count; window++) {
            ends[span(window) + 1]++;
        }
        for (int span = 1; span < ends.length; span++) {
            ends[span] += ends[span - 1];
        }
        int[] sorted = new int[count];
        for (int window = 0; window < count; window++) {
            sorted[ends[span(window)]++] = window;
        }
        return sorted;
    }

    private int[] firsts() {
        int[] firsts = new int[examples.count() + 1];
        for (int i = 0; i < examples.count(); i++) {
            firsts[i + 1] = Math.addExact(firsts[i], (examples.length(i) - 1 + context - 1) / context);
        }
        return firsts;
    }

    private int example(int window) {
        if (first.length == 0) {
            return window;
        }
        int found = Arrays.binarySearch(first, window);
        return found >= 0 ? found : -found - 2;
    }

    private int begin(int window, int example) {
        return first.length == 0 ? 0 : (window - first[example]) * context;
    }

    /** How many ids a window predicts, those without loss included. */
    private int span(int window) {
        int example = example(window);
        return Math.min(context, examples.length(example) - 1 - begin(window, example));
    }

    @Override
    public int context() {
        return context;
    }

    @Override
    public long tokens() {
        return examples.predictions();
    }

    @Override
    public boolean goesOn() {
        return false;
    }

    @Override
    public long count() {
        return count;
    }

    @Override
    public Batch at(long[] indices) {
        int longest = 1;
        for (long index : indices) {
            longest = Math.max(longest, span((int) index));
        }
        int length = Math.min(context, (longest + GRAIN - 1) / GRAIN * GRAIN);
        Filling filling = new Filling(indices.length, length);
        int[] ids = new int[length + 1];
        for (int row = 0; row < indices.length; row++) {
            int window = (int) indices[row];
            int example = example(window);
            int begin = begin(window, example);
            int span = span(window);
            examples.read(example, begin, ids, span + 1);
            filling.window(row, ids, span);
            for (int i = 0; i < span; i++) {
                if (!examples.carriesLoss(example, begin + 1 + i)) {
                    filling.ignore(row, i);
                }
            }
        }
        return filling.batch();
    }

    @Override
    public Batch random(int rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        // a shelf is drawn by drawing one of its windows, so that windows of a last, smaller shelf are not drawn more
        // often
        int width = Math.max(1, (count + SHELVES - 1) / SHELVES);
        int shelf = random.nextInt(count) / width;
        int end = Math.min(count, (shelf + 1) * width);
        long[] indices = random.ints(rows, shelf * width, end)
                .mapToLong(place -> byLength[place])
                .toArray();
        return at(indices);
    }

    @Override
    public long predictions() {
        return examples.predictions();
    }

    @Override
    public long firstMoment() {
        return 0;
    }

    @Override
    public void moment(long prediction, Filling into, int row) {
        int[] ids = new int[context + 1];
        examples.moment(prediction, ids);
        into.moment(row, ids);
    }

    /** Examples in order, each of which is a beginning. */
    @Override
    public Chunk stream(int rows, long step) {
        long[] indices = new long[rows];
        for (int row = 0; row < rows; row++) {
            indices[row] = Math.floorMod(step * rows + row, count);
        }
        return new Chunk(at(indices), true);
    }
}
