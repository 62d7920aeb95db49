package understudy.repl.judging;

import java.util.List;

/**
 * The scores of one candidate, summed up.
 *
 * @param mean from 0 to 100
 * @param low the mean is to be expected above this, in 19 of 20 such trials
 * @param high and below this
 */
public record Tally(double mean, double low, double high) {
    private static final double NORMAL = 1.959964;

    /** Shares of right answers: the interval of Wilson (1927), which holds near 0 and 100 and for few questions. */
    public static Tally ofRight(List<Double> scores) {
        double n = scores.size();
        double p = mean(scores) / 100;
        double z = NORMAL * NORMAL / n;
        double centre = (p + z / 2) / (1 + z);
        double half = NORMAL / (1 + z) * Math.sqrt(p * (1 - p) / n + z / (4 * n));
        return new Tally(100 * p, 100 * Math.max(0, centre - half), 100 * Math.min(1, centre + half));
    }

    /** Scores of any value: mean and 1.96 standard errors, within 0 and 100. */
    public static Tally ofScores(List<Double> scores) {
        double mean = mean(scores);
        double squares =
                scores.stream().mapToDouble(s -> (s - mean) * (s - mean)).sum();
        int n = scores.size();
        double half = n < 2 ? 100 : NORMAL * Math.sqrt(squares / (n - 1) / n);
        return new Tally(mean, Math.max(0, mean - half), Math.min(100, mean + half));
    }

    private static double mean(List<Double> scores) {
        return scores.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }
}
