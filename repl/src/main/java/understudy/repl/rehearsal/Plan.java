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
 */
public record Plan(Limits limits, OptionalLong horizon, Map<Knob, String> knobs, Optional<String> also) {
    /** Nothing asked: the recipe's steps. */
    public static final Plan DEFAULT = new Plan(Limits.NONE, OptionalLong.empty(), Map.of());

    public Plan {
        knobs = Collections.unmodifiableMap(new LinkedHashMap<>(knobs));
    }

    /** A run that validates on what it did before. */
    public Plan(Limits limits, OptionalLong horizon, Map<Knob, String> knobs) {
        this(limits, horizon, knobs, Optional.empty());
    }

    /** A run of so many steps. */
    public static Plan steps(long steps) {
        return new Plan(
                new Limits(OptionalLong.of(steps), Optional.empty(), OptionalDouble.empty(), OptionalDouble.empty()),
                OptionalLong.empty(),
                Map.of());
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
