package understudy.repl.speech;

import java.util.Arrays;
import understudy.corpora.Batch;
import understudy.corpora.Windows;

/**
 * Stretches of neighbouring windows, spread evenly over a split and read side by side by a network that goes on from window to window.
 *
 * <p>A lane begins some windows early, uncounted: what is carried into the first that counts is then what would have been carried there from the beginning of the split, but for what lies
 * more than {@value #WARM} tokens back.
 *
 * @param from the window at which each lane begins
 * @param begin the first that counts
 * @param end behind the last
 */
record Lanes(Windows windows, long[] from, long[] begin, long[] end) {
    private static final int WARM = 256;
    private static final int MOST = 16;
    /** A lane is at least this many times as long as its uncounted beginning. */
    private static final int WORTH = 8;

    /**
     * @param chosen how many windows count
     * @param most how many lanes there may be
     */
    static Lanes of(Windows windows, long chosen, int most) {
        long warm = (WARM + windows.context() - 1) / windows.context();
        int rows = (int) Math.max(1, Math.min(Math.min(MOST, most), chosen / (WORTH * warm)));
        long each = (chosen + rows - 1) / rows;
        long[] from = new long[rows];
        long[] begin = new long[rows];
        long[] end = new long[rows];
        for (int row = 0; row < rows; row++) {
            begin[row] = part(windows.count(), row, rows);
            end[row] = Math.min(part(windows.count(), row + 1, rows), begin[row] + each);
            from[row] = Math.max(0, begin[row] - warm);
        }
        return new Lanes(windows, from, begin, end);
    }

    /** Where the part of this number begins, of {@code parts} equal parts of a count; without leaving 64 bits. */
    static long part(long count, long number, long parts) {
        return count / parts * number + count % parts * number / parts;
    }

    int rows() {
        return from.length;
    }

    long turns() {
        long longest = 0;
        for (int row = 0; row < rows(); row++) {
            longest = Math.max(longest, end[row] - from[row]);
        }
        return longest;
    }

    /** The windows that all lanes read next to each other; those that are over read their last again. */
    Batch turn(long turn) {
        long[] indices = new long[rows()];
        for (int row = 0; row < rows(); row++) {
            indices[row] = Math.min(from[row] + turn, end[row] - 1);
        }
        Batch batch = windows.at(indices);
        for (int row = 0; row < rows(); row++) {
            long index = from[row] + turn;
            if (index < begin[row] || index >= end[row]) {
                Arrays.fill(batch.targets(), row * batch.length(), (row + 1) * batch.length(), Batch.IGNORED);
            }
        }
        return batch;
    }
}
