package understudy.repl.rehearsal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Ratings from comparisons by pairs (Bradley and Terry 1952), found by Hunter's iteration (2004, "MM algorithms for generalized Bradley-Terry models"), on the scale of chess: 400 points are odds of ten to one, the mean is
 * 1000. Half a vote each way between any two keeps the rating of one that never lost finite. Intervals come from drawing the votes anew (Efron 1979), always with the same
 * random numbers.
 */
public final class BradleyTerry {
    private static final int ITERATIONS = 200;
    private static final int RESAMPLES = 400;
    private static final double POINTS = 400 / Math.log(10);
    private static final double PRIOR = .5;
    private static final double OUTSIDE = .025;

    private BradleyTerry() {}

    /**
     * A comparison.
     *
     * @param share 1 if the first was better, 0 if the second, a half for neither
     */
    public record Vote(String first, String second, double share) {}

    /**
     * @param low the lower end of an interval that holds 95 %
     * @param votes in how many comparisons it stood
     */
    public record Rating(String name, double points, double low, double high, int votes) {}

    /** The best first. */
    public static List<Rating> of(List<Vote> votes) {
        List<String> names = List.copyOf(new TreeSet<>(votes.stream()
                .flatMap(vote -> Stream.of(vote.first(), vote.second()))
                .toList()));
        if (names.isEmpty()) {
            return List.of();
        }
        double[] points = points(names, votes);
        double[][] drawn = new double[names.size()][RESAMPLES];
        SplittableRandom random = new SplittableRandom(1952);
        for (int r = 0; r < RESAMPLES; r++) {
            List<Vote> some = IntStream.range(0, votes.size())
                    .mapToObj(i -> votes.get(random.nextInt(votes.size())))
                    .toList();
            double[] again = points(names, some);
            for (int n = 0; n < again.length; n++) {
                drawn[n][r] = again[n];
            }
        }
        List<Rating> ratings = new ArrayList<>();
        for (int n = 0; n < names.size(); n++) {
            String name = names.get(n);
            Arrays.sort(drawn[n]);
            int count = (int) votes.stream()
                    .filter(vote -> vote.first().equals(name) || vote.second().equals(name))
                    .count();
            ratings.add(new Rating(
                    name,
                    points[n],
                    drawn[n][(int) (OUTSIDE * RESAMPLES)],
                    drawn[n][(int) ((1 - OUTSIDE) * RESAMPLES) - 1],
                    count));
        }
        ratings.sort(Comparator.comparingDouble(Rating::points).reversed());
        return ratings;
    }

    private static double[] points(List<String> names, List<Vote> votes) {
        int n = names.size();
        double[][] wins = new double[n][n];
        for (double[] row : wins) {
            Arrays.fill(row, PRIOR);
        }
        Map<String, Integer> places = new LinkedHashMap<>();
        names.forEach(name -> places.put(name, places.size()));
        for (Vote vote : votes) {
            int a = places.get(vote.first());
            int b = places.get(vote.second());
            wins[a][b] += vote.share();
            wins[b][a] += 1 - vote.share();
        }
        double[] strength = new double[n];
        Arrays.fill(strength, 1);
        for (int i = 0; i < ITERATIONS; i++) {
            double[] next = new double[n];
            for (int a = 0; a < n; a++) {
                double won = 0;
                double met = 0;
                for (int b = 0; b < n; b++) {
                    if (a != b) {
                        won += wins[a][b];
                        met += (wins[a][b] + wins[b][a]) / (strength[a] + strength[b]);
                    }
                }
                next[a] = met == 0 ? 1 : won / met;
            }
            double mean = Arrays.stream(next).map(Math::log).average().orElse(0);
            for (int a = 0; a < n; a++) {
                strength[a] = next[a] / Math.exp(mean);
            }
        }
        return Arrays.stream(strength).map(s -> 1000 + POINTS * Math.log(s)).toArray();
    }
}
