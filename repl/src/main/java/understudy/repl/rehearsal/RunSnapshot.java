package understudy.repl.rehearsal;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A run at one moment. Immutable: whoever shows a run reads one of these.
 *
 * @param model which model
 * @param corpus what it learns
 * @param floor nats per token below which no honest loss can fall, where the corpus knows it
 * @param state what the run is doing
 * @param steps where it stands
 * @param standing losses and knobs
 * @param tempo how fast it goes
 * @param history training losses, oldest first, each the mean of the same number of steps; not to be changed
 * @param ending why it ended; empty while it goes on
 * @param message what a person should read about the ending, else empty
 */
public record RunSnapshot(
        String model,
        String corpus,
        OptionalDouble floor,
        State state,
        Steps steps,
        Standing standing,
        Tempo tempo,
        double[] history,
        Optional<Ending> ending,
        String message) {

    /** What a run is doing. */
    public enum State {
        REHEARSING,
        EVALUATING,
        SAVING,
        PAUSED,
        STOPPING,
        DONE,
        STOPPED,
        FAILED
    }

    /**
     * @param from the step at which the run began
     * @param to the step at which it ends, as far as is known
     * @param untilEvaluation steps to the next evaluation
     */
    public record Steps(long from, long to, OptionalLong untilEvaluation) {}

    /**
     * @param rate the learning rate of the last step
     * @param gradientNorm of the last step, before clipping
     * @param clipping how often that was cut lately
     * @param secondsPerStep the median of the last steps
     * @param tokensPerSecond at that median
     * @param secondsLeft until the run ends
     * @param seconds spent so far, pauses not counted
     */
    public record Tempo(
            OptionalDouble rate,
            OptionalDouble gradientNorm,
            Clipping clipping,
            OptionalDouble secondsPerStep,
            OptionalDouble tokensPerSecond,
            OptionalDouble secondsLeft,
            double seconds) {}

    /**
     * Gradients that were scaled down.
     *
     * @param clipped how many
     * @param of among how many of the last steps
     */
    public record Clipping(int clipped, int of) {}

    public long step() {
        return standing.step();
    }

    /** {@code fp32} or {@code bf16}. */
    public String precision() {
        return standing.recipe().precision();
    }

    /** Whether it goes on, or is paused. */
    public boolean active() {
        return ending.isEmpty();
    }
}
