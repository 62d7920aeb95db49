package understudy.repl;

import java.time.Duration;
import java.util.Locale;

/** Numbers as a person reads them here, the same everywhere: thousands grouped, losses with three decimals, times as 1:12. */
public final class Figures {
    private Figures() {}

    /** {@code 1,220}. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 1.912}; a dash for what is not known yet, words for what is not finite. */
    public static String loss(double loss) {
        return Double.isNaN(loss)
                ? "–"
                : Double.isInfinite(loss) ? "infinite" : String.format(Locale.ROOT, "%.3f", loss);
    }

    /** {@code 1.0e-3}. */
    public static String rate(double rate) {
        if (rate == 0) {
            return "0";
        }
        String mantissa = String.format(Locale.ROOT, "%.1e", rate);
        return mantissa.replaceFirst("e([-+])0+(?=[0-9])", "e$1").replace("e+", "e");
    }

    /** {@code 0:42}, {@code 1:12}, {@code 2:05:00}; rounded to seconds. */
    public static String time(Duration time) {
        long seconds = Math.max(0, time.plusMillis(500).toSeconds());
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    /** How long ago, in the largest unit: {@code just now}, {@code 5 min ago}, {@code yesterday}, {@code 12 days ago}. */
    public static String ago(Duration age) {
        if (age.toMinutes() < 1) {
            return "just now";
        }
        if (age.toHours() < 1) {
            return age.toMinutes() + " min ago";
        }
        if (age.toDays() < 1) {
            return age.toHours() + " h ago";
        }
        return age.toDays() == 1 ? "yesterday" : count(age.toDays()) + " days ago";
    }

    /** Bytes with one unit, powers of ten: {@code 3.2 MB}, {@code 498 MB}, {@code 19.1 GB}. */
    public static String bytes(long bytes) {
        String[] units = {"bytes", "kB", "MB", "GB", "TB"};
        double value = bytes;
        int unit = 0;
        while (value >= 999.5 && unit < units.length - 1) {
            value /= 1000;
            unit++;
        }
        if (bytes == 1) {
            return "1 byte";
        }
        boolean whole = unit == 0 || value >= 99.95;
        return String.format(Locale.ROOT, whole ? "%.0f %s" : "%.1f %s", value, units[unit]);
    }

    /** Parameters in short: {@code 910}, {@code 27k}, {@code 0.8M}, {@code 124M}. */
    public static String parameters(long count) {
        if (count < 1000) {
            return Long.toString(count);
        }
        if (count < 99_500) {
            return String.format(Locale.ROOT, "%.0fk", count / 1e3);
        }
        return String.format(Locale.ROOT, count < 9.95e6 ? "%.1fM" : "%.0fM", count / 1e6);
    }
}
