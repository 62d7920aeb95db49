package understudy.repl.commands;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import understudy.models.Knob;
import understudy.models.Recipe;
import understudy.repl.Figures;
import understudy.repl.rehearsal.RateSweep;
import understudy.repl.terminal.Console;
import understudy.repl.terminal.Text;

/** A sweep of rates as a curve that hangs down: one row for each third of a decade, the longer the bar the higher the loss. */
record RateCurve(String model, Recipe recipe, RateSweep sweep) {
    private static final double ROWS_IN_A_DECADE = 3;
    private static final int WIDTH = 50;

    void show(Console console) {
        List<RateSweep.Point> points = sweep.points();
        double high =
                points.stream().mapToDouble(RateSweep.Point::smoothed).max().orElse(1);
        double low = sweep.lowest().smoothed();
        int last = Integer.MIN_VALUE;
        for (RateSweep.Point point : points) {
            int row = row(point.rate());
            if (row != last) {
                last = row;
                double share = high > low ? (point.smoothed() - low) / (high - low) : 0;
                console.println(Text.empty()
                        .plain("  " + Figures.rate(point.rate()) + "  " + Figures.loss(point.smoothed()) + "  ")
                        .accent("▇".repeat(1 + (int) Math.round(share * (WIDTH - 1))))
                        .strong(sweep.whole() && row == row(sweep.suggestion()) ? "  ← suggested" : "")
                        .quiet(row == row(sweep.lowest().rate()) ? "  lowest" : ""));
            }
        }
        if (!sweep.whole()) {
            console.println("Stopped by you after " + Figures.count(points.size())
                    + (points.size() == 1 ? " rate" : " rates") + ", too early to suggest one; " + model
                    + " is as it was.");
            return;
        }
        console.println(Text.empty()
                .plain(model + " learns fastest somewhat below rate "
                        + Figures.rate(sweep.lowest().rate()) + (sweep.rose() ? ", behind which its loss rises" : "")
                        + "; a tenth of that is safe: ")
                .strong("`set " + model + " rate " + suggestion() + "`")
                .plain(muon() ? " and `set " + model + " matrix-rate " + Figures.rate(matrixRate()) + "`." : "."));
        console.println(Text.empty().quiet("  A copy was trained for this; " + model + " is as it was."));
    }

    private boolean muon() {
        return recipe.word(Knob.OPTIMIZER).equals("muon");
    }

    private String suggestion() {
        return Figures.rate(sweep.suggestion());
    }

    private double matrixRate() {
        return sweep.suggestion() * recipe.number(Knob.MATRIX_RATE) / recipe.number(Knob.RATE);
    }

    private static int row(double rate) {
        return (int) Math.floor(Math.log10(rate) * ROWS_IN_A_DECADE + 1e-9);
    }

    Reply reply() {
        Reply reply = Reply.ok()
                .with("model", model)
                .with("suggestion", sweep.whole() ? OptionalDouble.of(sweep.suggestion()) : OptionalDouble.empty())
                .with("lowest_rate", sweep.lowest().rate())
                .with("lowest_loss", sweep.lowest().smoothed())
                .with("rose", sweep.rose());
        if (muon() && sweep.whole()) {
            reply = reply.with("matrix_suggestion", matrixRate());
        }
        return reply.with(
                "points",
                sweep.points().stream()
                        .map(p -> Map.of("rate", p.rate(), "loss", p.loss(), "smoothed", p.smoothed()))
                        .toList());
    }
}
