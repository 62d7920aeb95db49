package understudy.repl.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import understudy.models.Gates;

/**
 * Cells that follow something a person can see in a text (after Karpathy, Johnson and Fei-Fei 2015): for each such thing the cell whose value goes with it most closely.
 *
 * @param what it does: {@code counts the line}
 * @param layer from 0
 * @param cell from 0
 * @param correlation Pearson's, over the text; below zero where the cell falls as the thing rises
 */
record Habits(String what, int layer, int cell, double correlation) {
    private static final int FEWEST = 40;
    private static final double WORTH_TELLING = .4;

    /** A thing to see, as a number after each token. */
    private record Sight(String what, double[] values) {}

    /**
     * The habits that are plain enough to be told, in a fixed order; none of a short text.
     *
     * @param pieces the text's tokens
     */
    static List<Habits> of(Gates gates, List<String> pieces) {
        List<Habits> found = new ArrayList<>();
        if (pieces.size() < FEWEST) {
            return found;
        }
        for (Sight sight : sights(pieces)) {
            strongest(gates, sight)
                    .filter(habit -> Math.abs(habit.correlation()) >= WORTH_TELLING)
                    .ifPresent(found::add);
        }
        return found;
    }

    private static List<Sight> sights(List<String> pieces) {
        int length = pieces.size();
        double[] line = new double[length];
        double[] word = new double[length];
        double[] brackets = new double[length];
        double[] cue = new double[length];
        int sinceBreak = 0;
        int letters = 0;
        int depth = 0;
        boolean colon = false;
        for (int i = 0; i < length; i++) {
            for (char c : pieces.get(i).toCharArray()) {
                boolean ends = c == '\n';
                sinceBreak = ends ? 0 : sinceBreak + 1;
                colon = !ends && (colon || c == ':');
                letters = Character.isLetter(c) ? letters + 1 : 0;
                depth = c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? 0 : depth;
            }
            line[i] = sinceBreak;
            word[i] = letters;
            brackets[i] = depth;
            cue[i] = colon ? 1 : 0;
        }
        return List.of(
                new Sight("counts the line", line),
                new Sight("knows that it is inside a stage direction", brackets),
                new Sight("knows that the speaker was named on this line", cue),
                new Sight("counts the letters of a word", word));
    }

    private static Optional<Habits> strongest(Gates gates, Sight sight) {
        Habits best = null;
        int held = gates.names().indexOf("cell");
        for (int layer = 0; layer < gates.layers(); layer++) {
            for (int cell = 0; cell < gates.cells(); cell++) {
                int l = layer;
                int c = cell;
                double r = correlation(sight.values(), t -> gates.at(l, held, t, c));
                if (best == null || Math.abs(r) > Math.abs(best.correlation())) {
                    best = new Habits(sight.what(), layer, cell, r);
                }
            }
        }
        return Optional.ofNullable(best);
    }

    /** Pearson's; 0 where one of the two never changes. */
    static double correlation(double[] x, IntToDoubleFunction y) {
        double meanX = 0;
        double meanY = 0;
        for (int i = 0; i < x.length; i++) {
            meanX += x[i] / x.length;
            meanY += y.applyAsDouble(i) / x.length;
        }
        double both = 0;
        double ofX = 0;
        double ofY = 0;
        for (int i = 0; i < x.length; i++) {
            double dx = x[i] - meanX;
            double dy = y.applyAsDouble(i) - meanY;
            both += dx * dy;
            ofX += dx * dx;
            ofY += dy * dy;
        }
        return ofX < 1e-9 || ofY < 1e-9 ? 0 : both / Math.sqrt(ofX * ofY);
    }
}
