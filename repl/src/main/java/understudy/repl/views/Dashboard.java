package understudy.repl.views;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import understudy.repl.rehearsal.Chronicle;

/**
 * Everything that the dashboard shows, at one moment.
 *
 * @param model whose run it is
 * @param network such as {@code gpt 4x4x128}
 * @param corpus what it learns; empty if unknown
 * @param state what the run is doing, in a word; {@code no run} when there is none in this session
 * @param trouble what a person should read about its end, else empty
 * @param progress where it stands
 * @param losses as far as known
 * @param pace how fast it goes
 * @param knobs those worth showing, by their word
 * @param chronicle what its journal tells
 * @param recent training losses of this run, finer than the journal's
 * @param memoryFree bytes
 */
public record Dashboard(
        String model,
        String network,
        String corpus,
        String state,
        String trouble,
        Progress progress,
        Losses losses,
        Pace pace,
        Map<String, String> knobs,
        Chronicle chronicle,
        Recent recent,
        OptionalLong memoryFree) {

    public Dashboard {
        knobs = Map.copyOf(knobs);
    }

    /**
     * @param step the last finished step
     * @param total where the run ends; the step itself where no run goes on
     */
    public record Progress(long step, long total, OptionalLong untilEvaluation) {}

    /** Nats per token. */
    public record Losses(
            OptionalDouble train, OptionalDouble validation, Optional<Chronicle.Measured> best, OptionalDouble floor) {}

    /**
     * @param gradientNorm of the last step, before clipping
     * @param clipped how many of the last steps' gradients were clipped
     * @param clippedOf how many steps that looks back on; 0 where it is not known
     */
    public record Pace(
            OptionalDouble rate,
            OptionalDouble gradientNorm,
            int clipped,
            int clippedOf,
            OptionalDouble tokensPerSecond,
            OptionalDouble secondsLeft) {}

    /**
     * @param from the step at which this run began
     * @param each steps for which one loss stands
     * @param losses the mean of each, oldest first
     */
    public record Recent(long from, long each, double[] losses) {
        static final Recent NONE = new Recent(0, 1, new double[0]);

        public Recent {
            losses = losses.clone();
        }

        @Override
        public double[] losses() {
            return losses.clone();
        }
    }
}
