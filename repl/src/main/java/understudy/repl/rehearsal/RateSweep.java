package understudy.repl.rehearsal;

import java.util.Comparator;
import java.util.List;

/**
 * What rising rates did to the loss of a copy of a model: a short run in which each step has a higher rate than the one before (Smith 2017, section 3.3).
 *
 * @param points step by step
 * @param rose whether it ended because the loss had risen for good
 * @param whole whether it went to its end, the highest rate if the loss did not rise; one cut short by the person suggests nothing
 */
public record RateSweep(List<Point> points, boolean rose, boolean whole) {
    /** Below the rate at which the loss is lowest it falls steadily; at that rate it is about to rise. */
    private static final double SAFETY = 10;

    /**
     * @param rate of the step
     * @param loss of its batch before its update, nats per token
     * @param smoothed a running mean of those
     */
    public record Point(double rate, double loss, double smoothed) {}

    public RateSweep {
        points = List.copyOf(points);
    }

    /** Where the smoothed loss is lowest. */
    public Point lowest() {
        return points.stream().min(Comparator.comparingDouble(Point::smoothed)).orElseThrow();
    }

    /** A rate to begin with: a tenth of the one at which the loss was lowest, on the way up. */
    public double suggestion() {
        return lowest().rate() / SAFETY;
    }
}
