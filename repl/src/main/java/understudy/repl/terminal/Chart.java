package understudy.repl.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import understudy.repl.Figures;
import understudy.repl.terminal.Text.Tone;

/**
 * Curves of braille dots over a step axis, with marks where something happened. A pure function of what is to be shown.
 *
 * @param lines curves, those drawn later in front
 * @param marks what stands in the picture beside the curves
 * @param frame which part is shown, and how
 */
public record Chart(List<Line> lines, List<Mark> marks, Frame frame) {
    private static final int LABEL = 6;
    private static final int[][] DOTS = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};
    private static final int MOST_TICKS = 200;

    public Chart {
        lines = List.copyOf(lines);
        marks = List.copyOf(marks);
    }

    /**
     * A curve.
     *
     * @param x steps, ascending
     * @param y values; where one is not finite there is a gap
     */
    public record Line(String name, double[] x, double[] y, Tone tone) {
        public Line {
            if (x.length != y.length) {
                throw new IllegalArgumentException("expected as many x as y, found " + x.length + " and " + y.length);
            }
            x = x.clone();
            y = y.clone();
        }

        @Override
        public double[] x() {
            return x.clone();
        }

        @Override
        public double[] y() {
            return y.clone();
        }
    }

    /**
     * A word at a step.
     *
     * @param y where it stands; NaN for the foot of the picture
     */
    public record Mark(double x, double y, String words, Tone tone) {}

    /**
     * @param left the first step shown
     * @param right the last one
     * @param log whether heights are logarithms
     * @param floor a line that no curve should pass
     */
    public record Frame(double left, double right, boolean log, OptionalDouble floor) {
        public Frame {
            right = right > left ? right : left + 1;
        }
    }

    /** Fills the canvas. */
    public void draw(Canvas canvas) {
        new Drawing(canvas).draw();
    }

    private final class Drawing {
        private final Canvas canvas;
        private final int columns;
        private final int rows;
        private double low = Double.POSITIVE_INFINITY;
        private double high = Double.NEGATIVE_INFINITY;

        Drawing(Canvas canvas) {
            this.canvas = canvas;
            this.columns = canvas.columns() - LABEL - 1;
            this.rows = canvas.rows() - 2;
        }

        void draw() {
            if (columns < 4 || rows < 2) {
                return;
            }
            range();
            axes();
            frame.floor().ifPresent(this::floor);
            curves();
            marks();
        }

        private void range() {
            for (Line line : lines) {
                for (int i = 0; i < line.y.length; i++) {
                    if (line.x[i] >= frame.left() && line.x[i] <= frame.right()) {
                        widen(line.y[i]);
                    }
                }
            }
            frame.floor().ifPresent(this::widen);
            if (low > high) {
                low = frame.log() ? 1 : 0;
                high = low + 1;
            } else if (high - low < 1e-9 * Math.max(1, Math.abs(high))) {
                high = low + Math.max(1e-3, Math.abs(low) * .1);
            }
        }

        private void widen(double y) {
            if (Double.isFinite(y) && (!frame.log() || y > 0)) {
                low = Math.min(low, y);
                high = Math.max(high, y);
            }
        }

        private double height(double y) {
            double share = frame.log()
                    ? (Math.log(y) - Math.log(low)) / (Math.log(high) - Math.log(low))
                    : (y - low) / (high - low);
            return (1 - share) * (rows * 4 - 1);
        }

        private double across(double x) {
            return (x - frame.left()) / (frame.right() - frame.left()) * (columns * 2 - 1);
        }

        private void axes() {
            for (int row = 0; row < rows; row++) {
                canvas.put(LABEL, row, "│", Ink.of(Tone.QUIET));
            }
            int last = -2;
            for (double tick : heights()) {
                int row = (int) Math.round(height(tick)) / 4;
                if (row >= 0 && row < rows && Math.abs(row - last) > 1) {
                    canvas.putBefore(LABEL, row, Text.empty().quiet(number(tick)));
                    canvas.put(LABEL, row, "┤", Ink.of(Tone.QUIET));
                    last = row;
                }
            }
            canvas.put(LABEL, rows, "└" + "─".repeat(columns), Ink.of(Tone.QUIET));
            int end = 0;
            double step = nice((frame.right() - frame.left()) / Math.max(2, columns / 11.0));
            step = Math.max(1, step);
            for (double x = Math.ceil(frame.left() / step) * step; x <= frame.right(); x += step) {
                String label = Figures.count(Math.round(x));
                int column = LABEL + 1 + (int) Math.round(across(x)) / 2;
                int from = Math.max(end, Math.min(column - label.length() / 2, canvas.columns() - label.length()));
                if (from == end || from <= column) {
                    canvas.put(column, rows, "┬", Ink.of(Tone.QUIET));
                    end = canvas.put(from, rows + 1, label, Ink.of(Tone.QUIET)) + 1;
                }
            }
        }

        private List<Double> heights() {
            List<Double> ticks = new ArrayList<>();
            if (frame.log()) {
                for (double power = Math.pow(10, Math.floor(Math.log10(low))); power <= high; power *= 10) {
                    for (double part : new double[] {1, 1.5, 2, 3, 5, 7}) {
                        ticks.add(power * part);
                    }
                    if (ticks.size() > MOST_TICKS) {
                        break;
                    }
                }
                ticks.removeIf(tick -> tick < low || tick > high);
                if (ticks.size() > 1) {
                    return ticks;
                }
                ticks.clear();
            }
            double step = nice((high - low) / Math.max(2, rows / 3.0));
            for (double y = Math.ceil(low / step) * step; y <= high && ticks.size() < MOST_TICKS; y += step) {
                ticks.add(y);
            }
            return ticks;
        }

        private String number(double tick) {
            double step = nice((high - low) / Math.max(2, rows / 3.0));
            int decimals = step >= 1 ? 0 : (int) Math.min(4, Math.ceil(-Math.log10(step) - 1e-9));
            String text = String.format(Locale.ROOT, "%." + Math.max(frame.log() ? 1 : 0, decimals) + "f", tick);
            return text.length() < LABEL ? text : String.format(Locale.ROOT, "%.0e", tick);
        }

        private void floor(double floor) {
            int row = Math.max(0, Math.min(rows - 1, (int) Math.round(height(floor)) / 4));
            canvas.put(LABEL + 1, row, "┄".repeat(columns), Ink.of(Tone.QUIET));
            canvas.putBefore(LABEL + 1 + columns, row, Text.empty().quiet(" floor " + Figures.loss(floor)));
        }

        private void curves() {
            int[][] dots = new int[rows][columns];
            Tone[][] tones = new Tone[rows][columns];
            for (Line line : lines) {
                double x0 = Double.NaN;
                double y0 = Double.NaN;
                for (int i = 0; i < line.x.length; i++) {
                    boolean shown = Double.isFinite(line.y[i])
                            && (!frame.log() || line.y[i] > 0)
                            && line.x[i] >= frame.left()
                            && line.x[i] <= frame.right();
                    double x = shown ? across(line.x[i]) : Double.NaN;
                    double y = shown ? height(line.y[i]) : Double.NaN;
                    if (shown) {
                        segment(dots, tones, Double.isNaN(x0) ? x : x0, Double.isNaN(y0) ? y : y0, x, y, line.tone);
                    }
                    x0 = x;
                    y0 = y;
                }
            }
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < columns; column++) {
                    if (dots[row][column] != 0) {
                        String cell = String.valueOf((char) (0x2800 + dots[row][column]));
                        canvas.put(LABEL + 1 + column, row, cell, Ink.of(tones[row][column]));
                    }
                }
            }
        }

        private void segment(int[][] dots, Tone[][] tones, double x0, double y0, double x1, double y1, Tone tone) {
            int length = (int) Math.max(1, Math.ceil(Math.max(Math.abs(x1 - x0), Math.abs(y1 - y0))));
            for (int i = 0; i <= length; i++) {
                int x = (int) Math.round(x0 + (x1 - x0) * i / length);
                int y = (int) Math.round(y0 + (y1 - y0) * i / length);
                if (x >= 0 && x < columns * 2 && y >= 0 && y < rows * 4) {
                    dots[y / 4][x / 2] |= DOTS[y % 4][x % 2];
                    tones[y / 4][x / 2] = tone;
                }
            }
        }

        private void marks() {
            int[] ends = new int[rows];
            for (Mark mark : marks) {
                if (mark.x() < frame.left() || mark.x() > frame.right()) {
                    continue;
                }
                int column = LABEL + 1 + (int) Math.round(across(mark.x())) / 2;
                if (Double.isFinite(mark.y())) {
                    int row = Math.max(0, Math.min(rows - 1, (int) Math.round(height(mark.y())) / 4));
                    canvas.put(column, row, mark.words(), Ink.of(mark.tone()));
                    continue;
                }
                int width = Columns.of(mark.words());
                int from = Math.min(column, canvas.columns() - width);
                for (int row = rows - 1; row >= Math.max(0, rows - 3); row--) {
                    if (ends[row] <= from) {
                        canvas.put(from, row, mark.words(), Ink.of(mark.tone()));
                        ends[row] = from + width + 1;
                        break;
                    }
                }
            }
        }
    }

    /** 1, 2 or 5 times a power of ten, not below. */
    private static double nice(double rough) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(rough, 1e-12))));
        double part = rough / power;
        return power * (part <= 1 ? 1 : part <= 2 ? 2 : part <= 5 ? 5 : 10);
    }
}
