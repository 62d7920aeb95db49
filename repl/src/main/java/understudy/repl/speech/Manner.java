package understudy.repl.speech;

import java.util.Locale;
import understudy.models.Sampling;

/** How a text is chosen, in words for a person. */
public final class Manner {
    private Manner() {}

    /** {@code temperature 0.80 · top-k 40}: the temperature, and what is not as usual. */
    public static String of(Sampling sampling) {
        StringBuilder words = new StringBuilder(
                sampling.temperature() == 0 ? "greedy" : "temperature " + number(sampling.temperature()));
        words.append(sampling.topK() > 0 ? " · top-k " + sampling.topK() : "");
        words.append(sampling.topP() < 1 ? " · top-p " + number(sampling.topP()) : "");
        words.append(sampling.minP() > 0 ? " · min-p " + number(sampling.minP()) : "");
        words.append(sampling.repeat() != 1 ? " · repeat " + number(sampling.repeat()) : "");
        return words.toString();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
