package understudy.repl.terminal;

/** A row of small bars. */
public final class Sparkline {
    private static final String BARS = " ▁▂▃▄▅▆▇█";

    private Sparkline() {}

    /** One bar a value from 0 to the greatest; what is not 0 can be seen. */
    public static String of(double[] values) {
        double most = 0;
        for (double value : values) {
            most = Double.isFinite(value) ? Math.max(most, value) : most;
        }
        StringBuilder bars = new StringBuilder();
        for (double value : values) {
            double share = most > 0 && Double.isFinite(value) ? value / most : 0;
            bars.append(BARS.charAt(share <= 0 ? 0 : Math.max(1, (int) Math.round(share * (BARS.length() - 1)))));
        }
        return bars.toString();
    }

    /** The same for values that differ by powers of ten, such as the counts of a histogram. */
    public static String logarithmic(double[] values) {
        double[] logs = new double[values.length];
        for (int i = 0; i < logs.length; i++) {
            logs[i] = Math.log1p(Math.max(0, values[i]));
        }
        return of(logs);
    }
}
