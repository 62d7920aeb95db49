package understudy.repl.rehearsal;

import understudy.checkpoints.CheckpointCard;
import understudy.models.Recipe;

/**
 * How far a model has come, and what it is trained with. Immutable; a training step makes a new one.
 *
 * @param recipe every knob in force
 * @param progress steps and schedule
 * @param losses nats per token, as far as measured
 */
public record Standing(Recipe recipe, CheckpointCard.Progress progress, CheckpointCard.Losses losses) {
    public long step() {
        return progress.step();
    }

    Standing with(Recipe other) {
        return new Standing(other, progress, losses);
    }

    Standing with(CheckpointCard.Progress other) {
        return new Standing(recipe, other, losses);
    }

    Standing with(CheckpointCard.Losses other) {
        return new Standing(recipe, progress, other);
    }
}
