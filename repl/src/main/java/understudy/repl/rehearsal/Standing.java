package understudy.repl.rehearsal;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import understudy.checkpoints.CheckpointCard;
import understudy.models.Recipe;

/**
 * How far a model has come, and what it is trained with. Immutable; a training step makes a new one.
 *
 * @param recipe every knob in force
 * @param progress steps and schedule
 * @param train a running mean of the training loss, nats per token
 * @param validation the last evaluation
 * @param best the lowest one, the earliest of equal ones
 * @param stale evaluations since then without a new best, for a run's patience
 * @param beside another text on which validation goes on
 */
public record Standing(
        Recipe recipe,
        CheckpointCard.Progress progress,
        OptionalDouble train,
        Optional<Evaluated> validation,
        Optional<Evaluated> best,
        long stale,
        Optional<Beside> beside) {

    /** The mean follows the last few dozen steps; at first it is the plain mean. */
    private static final double WEIGHT = 1.0 / 32;

    /**
     * @param step at which it was measured
     * @param loss nats per token over the evaluation's windows
     */
    public record Evaluated(long step, double loss) {}

    /**
     * How well a model still knows a text that it does not learn any more: what it forgets is the difference.
     *
     * @param corpus its name
     * @param first before the first step, or when it was first asked for
     * @param last the latest
     */
    public record Beside(String corpus, Optional<Evaluated> first, Optional<Evaluated> last) {
        static Beside of(String corpus) {
            return new Beside(corpus, Optional.empty(), Optional.empty());
        }

        Beside measured(Evaluated now) {
            return new Beside(corpus, first.or(() -> Optional.of(now)), Optional.of(now));
        }
    }

    /** The validation loss by which a checkpoint is listed: its own, else the last one before it, else the best. */
    public static OptionalDouble latestLoss(CheckpointCard card) {
        return Stored.validation(card)
                .map(last -> OptionalDouble.of(last.loss()))
                .orElse(card.losses().best());
    }

    /** A model that has not been trained yet. */
    static Standing fresh(Recipe recipe) {
        return new Standing(
                recipe,
                new CheckpointCard.Progress(0, 0, 0, 0),
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty());
    }

    public long step() {
        return progress.step();
    }

    /** As a checkpoint of this step says it: its validation loss only if it was measured at this very step. */
    public CheckpointCard.Losses losses() {
        Optional<Evaluated> here = validation.filter(e -> e.step() == step());
        return new CheckpointCard.Losses(
                train,
                here.isPresent() ? OptionalDouble.of(here.get().loss()) : OptionalDouble.empty(),
                best.isPresent() ? OptionalDouble.of(best.get().loss()) : OptionalDouble.empty(),
                best.isPresent() ? OptionalLong.of(best.get().step()) : OptionalLong.empty());
    }

    /** After one more step of the schedule's present cycle. */
    Standing stepped(double loss, long tokens) {
        double weight = Math.max(WEIGHT, 1.0 / (step() + 1));
        return new Standing(
                recipe,
                new CheckpointCard.Progress(
                        step() + 1, progress.horizon(), progress.cycleStart(), progress.tokens() + tokens),
                OptionalDouble.of(train.isPresent() ? train.getAsDouble() * (1 - weight) + loss * weight : loss),
                validation,
                best,
                stale,
                beside);
    }

    /** With the schedule's cycle at other steps. */
    Standing scheduled(long cycleStart, long horizon) {
        return new Standing(
                recipe,
                new CheckpointCard.Progress(step(), horizon, cycleStart, progress.tokens()),
                train,
                validation,
                best,
                stale,
                beside);
    }

    /** @param elsewhere the loss on the text beside, if it was measured as well */
    Standing evaluated(double loss, OptionalDouble elsewhere) {
        Evaluated now = new Evaluated(step(), loss);
        boolean better = best.isEmpty() || loss < best.get().loss();
        Optional<Beside> known = elsewhere.isPresent()
                ? beside.map(text -> text.measured(new Evaluated(step(), elsewhere.getAsDouble())))
                : beside;
        return new Standing(
                recipe,
                progress,
                train,
                Optional.of(now),
                better ? Optional.of(now) : best,
                better ? 0 : stale + 1,
                known);
    }

    Standing with(Recipe other) {
        return new Standing(other, progress, train, validation, best, stale, beside);
    }

    /** With patience for a run: where it was at its end before, it is whole again, or each further run would end at once. */
    Standing patient(long patience) {
        return stale < patience ? this : new Standing(recipe, progress, train, validation, best, 0, beside);
    }

    /** With validation on another text as well; none for on no other. What is known of the same text stays. */
    Standing alongside(Optional<String> corpus) {
        Optional<Beside> other = corpus.map(
                name -> beside.filter(known -> known.corpus().equals(name)).orElseGet(() -> Beside.of(name)));
        return new Standing(recipe, progress, train, validation, best, stale, other);
    }
}
