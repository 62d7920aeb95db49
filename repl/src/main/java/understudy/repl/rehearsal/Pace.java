package understudy.repl.rehearsal;

import java.util.Arrays;

/** How long the last steps took. Written by one thread. */
final class Pace {
    private static final int KEPT = 512;

    private final long[] nanos = new long[KEPT];
    private long count;

    void add(long time) {
        nanos[(int) (count++ % KEPT)] = time;
    }

    /** Steps measured in all. */
    long count() {
        return count;
    }

    /** The median of the last steps, in seconds; NaN before the first. */
    double median() {
        int size = (int) Math.min(count, KEPT);
        if (size == 0) {
            return Double.NaN;
        }
        long[] sorted = Arrays.copyOf(nanos, size);
        Arrays.sort(sorted);
        return (sorted[(size - 1) / 2] + sorted[size / 2]) / 2e9;
    }
}
