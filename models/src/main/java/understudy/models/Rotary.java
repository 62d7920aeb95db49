package understudy.models;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How queries and keys are turned by their positions (Su et al. 2021).
 *
 * @param base pair i of a head's width d turns by position · base^(-2i/d)
 * @param turn in which sense
 * @param scaling what slows the turning down so that longer texts fit
 */
public record Rotary(double base, Turn turn, Optional<Scaling> scaling) {

    /** What nanochat's networks have, and ours. */
    public static final Rotary USUAL = new Rotary(10_000, Turn.NANOCHAT, Optional.empty());

    /** With halves a, b of a head: the two differ in which half is called the first. */
    public enum Turn {
        /** (a cos + b sin, b cos - a sin) */
        NANOCHAT,
        /** (a cos - b sin, b cos + a sin) */
        LLAMA;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Llama 3's: what turns less than {@code low} times within the original context turns {@code factor} times slower,
     * what turns more than {@code high} times stays as it is, and between the two the one goes over into the other.
     */
    public record Scaling(double factor, double low, double high, int context) {
        public Scaling {
            if (!(factor >= 1) || !(low > 0) || !(high > low) || context < 1) {
                throw new ModelException("Rotary scaling: expected factor >= 1, 0 < low < high and a context; found "
                        + "factor " + factor + ", low " + low + ", high " + high + ", context " + context + ".");
            }
        }

        private double slowed(double frequency) {
            double turns = context * frequency / (2 * Math.PI);
            double whole = Math.min(1, Math.max(0, (turns - low) / (high - low)));
            return frequency * (whole + (1 - whole) / factor);
        }
    }

    public Rotary {
        Knob.ROTARY_BASE.check(base);
    }

    /** Radians that each pair of a head turns from one position to the next, [width / 2]. */
    public double[] frequencies(int width) {
        double[] frequencies = new double[width / 2];
        for (int i = 0; i < frequencies.length; i++) {
            double plain = Math.pow(base, -2.0 * i / width);
            frequencies[i] = scaling.map(s -> s.slowed(plain)).orElse(plain);
        }
        return frequencies;
    }

    /** Adds what is not usual to a network's configuration. */
    void describe(Map<String, Object> config) {
        if (base != USUAL.base) {
            config.put("rotary-base", base);
        }
        if (turn != USUAL.turn) {
            config.put("rotary-turn", turn.toString());
        }
        scaling.ifPresent(s -> {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("factor", s.factor());
            map.put("low", s.low());
            map.put("high", s.high());
            map.put("context", s.context());
            config.put("rotary-scaling", map);
        });
    }

    static Rotary of(Config config) {
        return new Rotary(
                config.number("rotary-base", USUAL.base),
                config.choice("rotary-turn", Turn.class, USUAL.turn),
                config.below("rotary-scaling")
                        .map(s -> new Scaling(
                                s.number("factor"), s.number("low"), s.number("high"), s.count("context"))));
    }
}
