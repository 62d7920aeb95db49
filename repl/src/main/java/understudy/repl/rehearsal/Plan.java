package understudy.repl.rehearsal;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import understudy.models.Knob;

/**
 * What a person asks of a run.
 *
 * @param limits when it ends
 * @param horizon the step at which the schedule is to end, if given
 * @param knobs knobs turned from here on
 * @param also another corpus to validate on from here on, or {@code none}; empty to leave that as it is
 * @param reviews when it measures itself, whatever the knobs say; they have their say again in the next run
 */
public record Plan(
        Limits limits,
        OptionalLong horizon,
        Map<Knob, String> knobs,
        Optional<String> also,
        Optional<Reviews> reviews) {
    /** Nothing asked: the recipe's steps. */
    public static final Plan DEFAULT = new Plan(Limits.NONE, OptionalLong.empty(), Map.of());

    public Plan {
        knobs = Collections.unmodifiableMap(new LinkedHashMap<>(knobs));
    }

    /** A run that validates on what it did before. */
    public Plan(Limits limits, OptionalLong horizon, Map<Knob, String> knobs) {
        this(limits, horizon, knobs, Optional.empty());
    }

    /** A run that measures itself as its knobs say. */
    public Plan(Limits limits, OptionalLong horizon, Map<Knob, String> knobs, Optional<String> also) {
        this(limits, horizon, knobs, also, Optional.empty());
    }

    /** A run of some time that measures itself so often. */
    public static Plan time(Duration time, Reviews reviews) {
        Limits limits =
                new Limits(OptionalLong.empty(), Optional.of(time), OptionalDouble.empty(), OptionalDouble.empty());
        return new Plan(limits, OptionalLong.empty(), Map.of(), Optional.empty(), Optional.of(reviews));
    }

    /** A run of so many steps. */
    public static Plan steps(long steps) {
        return new Plan(
                new Limits(OptionalLong.of(steps), Optional.empty(), OptionalDouble.empty(), OptionalDouble.empty()),
                OptionalLong.empty(),
                Map.of());
    }

    /**
     * How often a run measures its validation loss.
     *
     * @param times evenly over its steps, the last at its end
     * @param windows on how many windows each time
     */
    public record Reviews(long times, long windows) {
        public Reviews {
            if (times < 1 || windows < 1) {
                throw new IllegalArgumentException(
                        "times, windows: expected 1 or more; found " + times + ", " + windows);
            }
        }
    }

    /**
     * Whichever comes first.
     *
     * @param steps more steps
     * @param time time spent training
     * @param until a validation loss, in nats per token
     * @param epochs passes over the training split
     */
    public record Limits(OptionalLong steps, Optional<Duration> time, OptionalDouble until, OptionalDouble epochs) {
        public static final Limits NONE =
                new Limits(OptionalLong.empty(), Optional.empty(), OptionalDouble.empty(), OptionalDouble.empty());
    }
}
