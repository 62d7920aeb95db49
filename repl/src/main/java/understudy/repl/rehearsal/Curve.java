package understudy.repl.rehearsal;

import java.util.Arrays;

/**
 * A curve of any length in little memory: points are means over a fixed number of values, and when there are too many points, neighbours become one. Written by one thread.
 */
final class Curve {
    private static final int MOST = 256;

    private final double[] points = new double[MOST];
    private int size;
    private long each = 1;
    private double sum;
    private long summed;

    void add(double value) {
        sum += value;
        if (++summed < each) {
            return;
        }
        points[size++] = sum / summed;
        sum = 0;
        summed = 0;
        if (size == MOST) {
            size /= 2;
            for (int i = 0; i < size; i++) {
                points[i] = (points[2 * i] + points[2 * i + 1]) / 2;
            }
            each *= 2;
        }
    }

    /** The points so far, oldest first. */
    double[] points() {
        return Arrays.copyOf(points, size);
    }
}
