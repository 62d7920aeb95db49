package understudy.repl.rehearsal;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import understudy.checkpoints.CheckpointCard;
import understudy.corpora.Chunk;
import understudy.models.Hyperparameters;
import understudy.models.Knob;
import understudy.models.LanguageModel;
import understudy.models.Loss;
import understudy.models.Recipe;
import understudy.models.Seeds;
import understudy.models.Trainer;
import understudy.repl.speech.Passages;

/**
 * Sets the choices of batch norm's statistics beside each other: the same validation text measured with each, as the model is and after some more steps, which copies of it
 * take from the same place over the same batches. The model itself is only read.
 */
final class NormTrials {
    /** Measured with the statistics of many batches instead of those kept along the way. */
    private static final String PRECISE = "precise";

    private static final long PLACES = 6;

    private final Material material;
    private final Recipe recipe;
    private final CheckpointCard.Progress progress;
    private final long seed;
    private final Passages passages;

    /**
     * @param recipe settled
     * @param progress where the model's schedule stands
     * @param seed decides batches and dropout
     */
    NormTrials(Material material, LanguageModel model, Recipe recipe, CheckpointCard.Progress progress, long seed) {
        this.material = material;
        this.recipe = recipe;
        this.progress = progress;
        this.seed = Seeds.mix(seed, PLACES);
        this.passages = Passages.all(material.validation(), model.architecture());
    }

    /**
     * @param choices of the knob
     * @param steps how many more; may be 0
     * @param heard what is being done, often; may throw to end it
     */
    List<NormTrial> of(LanguageModel model, List<String> choices, int steps, Consumer<String> heard) {
        return choices.stream()
                .map(choice -> new NormTrial(
                        choice,
                        measured(model, choice, heard),
                        steps == 0 ? OptionalDouble.empty() : OptionalDouble.of(after(model, choice, steps, heard))))
                .toList();
    }

    private double after(LanguageModel model, String choice, int steps, Consumer<String> heard) {
        Recipe chosen = recipe.with(Knob.NORM_STATISTICS.word(), choice);
        try (LanguageModel copy = model.snapshot();
                Trainer trainer = new Trainer(copy, chosen)) {
            for (int i = 0; i < steps; i++) {
                heard.accept(choice + ", training a copy: step " + (i + 1) + " of " + steps);
                step(trainer, chosen, i);
            }
            return measured(copy, choice, heard);
        }
    }

    /** At the rate where the model's schedule stands; at its last one where that is over. */
    private void step(Trainer trainer, Recipe chosen, int step) {
        int rows = (int) chosen.count(Knob.BATCH);
        int accumulate = (int) chosen.count(Knob.ACCUMULATE);
        long horizon = progress.horizon() > 0 ? progress.horizon() - progress.cycleStart() : chosen.count(Knob.STEPS);
        long at = Math.min(progress.step() - progress.cycleStart() + step, horizon - 1);
        Chunk chunk = material.lessons().at(Math.multiplyExact(rows, accumulate), step, Seeds.mix(seed, step));
        trainer.step(
                accumulate,
                rows,
                chunk.batch().length(),
                chunk.batch().inputs(),
                chunk.batch().targets(),
                Hyperparameters.at(chosen, at, 0, horizon, chosen.epoch(material.tokens())),
                Seeds.mix(seed, step));
    }

    private double measured(LanguageModel model, String choice, Consumer<String> heard) {
        if (!choice.equals(PRECISE)) {
            return loss(model, choice, heard);
        }
        int rows = (int) recipe.count(Knob.BATCH);
        try (LanguageModel copy = model.precise(rows, material.lessons().many(rows))) {
            return loss(copy, choice, heard);
        }
    }

    private double loss(LanguageModel model, String choice, Consumer<String> heard) {
        return passages.loss(
                        model,
                        share -> {
                            heard.accept(choice + ", evaluating: " + Math.round(100 * share) + " %");
                            return true;
                        },
                        targets -> {})
                .map(Loss::mean)
                .orElseThrow();
    }
}
