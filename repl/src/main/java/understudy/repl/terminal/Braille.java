package understudy.repl.terminal;

/** Small pictures of dots: each character holds two columns and four rows of them. */
final class Braille {
    private static final int[][] DOTS = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};

    private Braille() {}

    /**
     * A curve in one row of characters, oldest value left, greatest value highest. Values are averaged where there are more than dots; where there are fewer they stretch.
     * Values that are not finite leave a gap.
     */
    static String curve(double[] values, int width) {
        int columns = Math.min(width * 2, values.length < 2 ? values.length : width * 2);
        double[] points = new double[columns];
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < columns; c++) {
            points[c] = average(values, (long) c * values.length / columns, (long) (c + 1) * values.length / columns);
            if (Double.isFinite(points[c])) {
                low = Math.min(low, points[c]);
                high = Math.max(high, points[c]);
            }
        }
        int[] cells = new int[width];
        for (int c = 0; c < columns; c++) {
            if (Double.isFinite(points[c])) {
                double height = high > low ? (high - points[c]) / (high - low) : 1;
                cells[c / 2] |= DOTS[(int) Math.round(height * 3)][c % 2];
            }
        }
        StringBuilder curve = new StringBuilder();
        for (int cell : cells) {
            curve.append(cell == 0 ? ' ' : (char) (0x2800 + cell));
        }
        return curve.toString();
    }

    private static double average(double[] values, long from, long to) {
        double sum = 0;
        long last = Math.max(to, from + 1);
        for (long i = from; i < last; i++) {
            sum += values[(int) i];
        }
        return sum / (last - from);
    }
}
