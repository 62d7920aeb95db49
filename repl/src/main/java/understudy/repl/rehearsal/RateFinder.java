package understudy.repl.rehearsal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import understudy.corpora.Chunk;
import understudy.models.Hyperparameters;
import understudy.models.Knob;
import understudy.models.LanguageModel;
import understudy.models.Recipe;
import understudy.models.Seeds;
import understudy.models.StepResult;
import understudy.models.Trainer;

/** Tries out rates on a copy of a model, with a fresh optimizer; the model itself is only read. */
final class RateFinder {
    private static final double LOWEST = 1e-6;
    private static final double HIGHEST = 10;
    private static final double KEPT = .93;
    /** A loss so many times the lowest will not come down again. */
    private static final double RISEN = 1.5;

    private static final long PLACES = 5;

    private final Lessons lessons;
    private final Recipe recipe;
    private final double epoch;
    private final long seed;
    private final int steps;

    /**
     * @param recipe what the copy is trained with, settled, but for its rates
     * @param seed decides batches and dropout
     * @param steps from the lowest rate to the highest
     */
    RateFinder(Material material, Recipe recipe, long seed, int steps) {
        this.lessons = material.lessons();
        this.recipe = recipe.with("schedule", "constant").with("warm-up", "0");
        this.epoch = recipe.epoch(material.tokens());
        this.seed = Seeds.mix(seed, PLACES);
        this.steps = steps;
    }

    /** @param goesOn hears each step, and says whether to take another */
    RateSweep sweep(LanguageModel model, Predicate<RateSweep.Point> goesOn) {
        List<RateSweep.Point> points = new ArrayList<>();
        try (LanguageModel copy = model.snapshot();
                Trainer trainer = new Trainer(copy, recipe)) {
            double mean = 0;
            double lowest = Double.POSITIVE_INFINITY;
            for (int i = 0; i < steps; i++) {
                double rate = LOWEST * Math.pow(HIGHEST / LOWEST, i / (steps - 1.0));
                double loss = step(trainer, i, rate).loss();
                mean = KEPT * mean + (1 - KEPT) * loss;
                double smoothed = mean / (1 - Math.pow(KEPT, i + 1));
                if (!Double.isFinite(loss) || smoothed > RISEN * lowest) {
                    return new RateSweep(points, true, true);
                }
                lowest = Math.min(lowest, smoothed);
                RateSweep.Point point = new RateSweep.Point(rate, loss, smoothed);
                points.add(point);
                if (!goesOn.test(point)) {
                    return new RateSweep(points, false, false);
                }
            }
        }
        return new RateSweep(points, false, true);
    }

    /** Muon's rate keeps its distance to AdamW's. */
    private StepResult step(Trainer trainer, int step, double rate) {
        int rows = (int) recipe.count(Knob.BATCH);
        int accumulate = (int) recipe.count(Knob.ACCUMULATE);
        Chunk chunk = lessons.at(Math.multiplyExact(rows, accumulate), step, Seeds.mix(seed, step));
        if (chunk.startsOver()) {
            trainer.startOver();
        }
        Hyperparameters usual = Hyperparameters.at(recipe, step, 0, steps, epoch);
        return trainer.step(
                accumulate,
                rows,
                chunk.batch().length(),
                chunk.batch().inputs(),
                chunk.batch().targets(),
                usual.scaled(rate / usual.rate()),
                Seeds.mix(seed, step));
    }
}
