package understudy.repl.terminal;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What the pane shows at one moment. Immutable; equal snapshots are drawn once.
 *
 * @param residents models in memory, in the order they were loaded
 * @param run the run on the stage, if there is one
 * @param device where work is done and in which precision: {@code "cpu · fp32"}
 * @param memoryFree bytes of memory free on that device, empty if unknown
 */
public record PaneSnapshot(List<Resident> residents, Optional<Run> run, String device, OptionalLong memoryFree) {
    /** Nothing resident, nothing running. */
    public static final PaneSnapshot EMPTY = new PaneSnapshot(List.of(), Optional.empty(), "", OptionalLong.empty());

    public PaneSnapshot {
        residents = List.copyOf(residents);
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(memoryFree, "memoryFree");
    }

    /**
     * A model in memory.
     *
     * @param bytes of its parameters
     * @param optimizerBytes of optimizer state, 0 if it has none
     */
    public record Resident(String name, long bytes, long optimizerBytes, boolean current) {
        public Resident {
            if (bytes < 0 || optimizerBytes < 0) {
                throw new IllegalArgumentException(
                        "expected bytes of 0 or more, found " + bytes + " and " + optimizerBytes);
            }
        }
    }

    /** What a run is doing; {@link #phrase} says it with the corpus. */
    public enum State {
        REHEARSING("▶", "rehearsing %s"),
        EVALUATING("▶", "validating on %s"),
        SAVING("▶", "saving a checkpoint"),
        PAUSED("‖", "paused · %s"),
        STOPPING("▶", "stopping · %s"),
        DONE("■", "rehearsed %s"),
        STOPPED("■", "stopped · %s"),
        FAILED("■", "failed · %s");

        private final String mark;
        private final String words;

        State(String mark, String words) {
            this.mark = mark;
            this.words = words;
        }

        String mark() {
            return mark;
        }

        String phrase(String corpus) {
            return words.replace("%s", corpus);
        }
    }

    /**
     * A run.
     *
     * @param step the last finished step
     * @param total the step at which the run ends
     * @param losses nats, as far as known
     * @param pace how fast it goes
     * @param history training losses for the sparkline, oldest first, one point per a fixed number of steps; not changed afterwards
     */
    public record Run(
            String model,
            String corpus,
            State state,
            long step,
            long total,
            Losses losses,
            Pace pace,
            double[] history) {
        public Run {
            if (step < 0 || total < 0) {
                throw new IllegalArgumentException("expected steps of 0 or more, found " + step + " of " + total);
            }
            history = history.clone();
        }

        @Override
        public double[] history() {
            return history.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Run run
                    && model.equals(run.model)
                    && corpus.equals(run.corpus)
                    && state == run.state
                    && step == run.step
                    && total == run.total
                    && losses.equals(run.losses)
                    && pace.equals(run.pace)
                    && Arrays.equals(history, run.history);
        }

        @Override
        public int hashCode() {
            return Objects.hash(model, corpus, state, step, total, losses, pace) * 31 + Arrays.hashCode(history);
        }
    }

    /**
     * Losses in nats per token, empty while unknown.
     *
     * @param bestStep the step of the lowest validation loss; means something only where {@code best} is there
     * @param floor below which no honest loss can fall, where the corpus knows it
     * @param beside the loss on another text that is validated on as well, in words; empty if there is none
     */
    public record Losses(
            OptionalDouble train,
            OptionalDouble validation,
            OptionalDouble best,
            long bestStep,
            OptionalDouble floor,
            String beside) {}

    /**
     * How a run goes.
     *
     * @param rate the learning rate of the last step
     * @param gradientNorm before clipping
     * @param secondsLeft until the run ends
     * @param stepsToValidation until the next evaluation
     */
    public record Pace(
            double rate,
            OptionalDouble gradientNorm,
            OptionalDouble tokensPerSecond,
            OptionalDouble secondsLeft,
            OptionalLong stepsToValidation) {}
}
