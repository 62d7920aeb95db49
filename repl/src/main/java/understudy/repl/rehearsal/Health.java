package understudy.repl.rehearsal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import understudy.models.Anatomy;

/**
 * What is wrong with a network, in words: each rule looks at a few numbers and says what was found and what to try. Bounds are those of common practice (Karpathy 2022, "Becoming a Backprop Ninja" and the makemore
 * lectures, for the ratio of updates to data; Glorot and Bengio 2010 for saturation), wide enough to keep quiet about a network that merely is young.
 */
public final class Health {
    private static final double SILENT = .1;
    private static final double SATURATED = .2;
    private static final double FADING = 1e-3;
    private static final double GROWING = 1e3;
    private static final double EVEN = .995;
    private static final double STARING = .02;
    private static final double LOUD = 50;
    private static final double FAST = 1e-2;
    private static final double SLOW = 1e-5;
    private static final int YOUNG = 200;

    private Health() {}

    /**
     * @param step how long it was trained
     * @param vocabulary of the network
     * @param ratio the latest ratio of a step's update to the weights, where it is known
     * @param squashing whether its units are tanhs
     */
    public static List<String> of(Anatomy anatomy, long step, int vocabulary, OptionalDouble ratio, boolean squashing) {
        List<String> findings = new ArrayList<>();
        noNumbers(anatomy).ifPresent(findings::add);
        if (!findings.isEmpty()) {
            return findings; // nothing else can be believed
        }
        silent(anatomy).ifPresent(findings::add);
        if (squashing) {
            saturated(anatomy).ifPresent(findings::add);
        }
        gradients(anatomy).ifPresent(findings::add);
        loud(anatomy).ifPresent(findings::add);
        if (step > YOUNG) {
            even(anatomy).ifPresent(findings::add);
        }
        staring(anatomy).ifPresent(findings::add);
        if (step == 0 && anatomy.loss() > 1.3 * Math.log(vocabulary)) {
            findings.add(String.format(
                    Locale.ROOT,
                    "A new model's loss is %.2f, where knowing nothing costs %.2f: it begins sure of what is wrong. Try smaller first weights of the head.",
                    anatomy.loss(),
                    Math.log(vocabulary)));
        }
        ratio.ifPresent(found -> pace(found).ifPresent(findings::add));
        return findings;
    }

    private static Optional<String> noNumbers(Anatomy anatomy) {
        for (Anatomy.Matrix matrix : anatomy.weights()) {
            if (!Double.isFinite(matrix.rms())) {
                return Optional.of(
                        matrix.name()
                                + " holds weights that are no numbers: what it says is worth nothing. `rewind` goes back to a checkpoint before that.");
            }
        }
        if (!Double.isFinite(anatomy.loss())) {
            return Optional.of(
                    "The loss is no number though all weights are: something on the way overflows. Try a smaller rate, or precision fp32.");
        }
        return Optional.empty();
    }

    private static Optional<String> silent(Anatomy anatomy) {
        return anatomy.parts().stream()
                .filter(part -> part.name().endsWith(".mlp"))
                .max(Comparator.comparingDouble(Anatomy.Part::silent))
                .filter(part -> part.silent() > SILENT)
                .map(part -> percent(part.silent()) + " of " + layer(part.name())
                        + "'s units never fire: try a smaller rate or Kaiming's first weights.");
    }

    private static Optional<String> saturated(Anatomy anatomy) {
        return anatomy.parts().stream()
                .max(Comparator.comparingDouble(Anatomy.Part::saturated))
                .filter(part -> part.saturated() > SATURATED)
                .map(
                        part -> percent(part.saturated()) + " of " + layer(part.name())
                                + "'s values are saturated, where a tanh passes no gradient: try smaller first weights or a smaller rate.");
    }

    private static Optional<String> gradients(Anatomy anatomy) {
        List<Anatomy.Part> blocks = anatomy.parts().stream()
                .filter(part -> !part.name().endsWith(".mlp"))
                .toList();
        if (blocks.size() < 2) {
            return Optional.empty();
        }
        double first = blocks.get(0).gradients().rms();
        double last = blocks.get(blocks.size() - 1).gradients().rms();
        if (last > 0 && first < FADING * last) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "Gradients fade on their way down: the first layer's are %.0e of the last one's. Try larger first weights, a norm before each layer, or fewer layers.",
                    first / last));
        }
        if (last > 0 && first > GROWING * last) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "Gradients explode on their way down: the first layer's are %.0f times the last one's. Try a clip of 1, a smaller rate or smaller first weights.",
                    first / last));
        }
        return Optional.empty();
    }

    private static Optional<String> loud(Anatomy anatomy) {
        List<Anatomy.Part> blocks = anatomy.parts().stream()
                .filter(part -> !part.name().endsWith(".mlp"))
                .toList();
        if (blocks.size() < 2) {
            return Optional.empty();
        }
        double growth = blocks.get(blocks.size() - 1).values().rms()
                / Math.max(1e-12, blocks.get(0).values().rms());
        return growth > LOUD
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "What the blocks hand on grows %.0f times from the first to the last: try weight decay, a smaller rate, or smaller residual projections.",
                        growth))
                : Optional.empty();
    }

    private static Optional<String> even(Anatomy anatomy) {
        long idle =
                anatomy.heads().stream().filter(head -> head.evenness() > EVEN).count();
        return idle > 0
                ? Optional.of(
                        idle + " of " + anatomy.heads().size()
                                + " heads look everywhere alike: they have learned nothing. Try fewer heads, a larger rate, or go on training.")
                : Optional.empty();
    }

    private static Optional<String> staring(Anatomy anatomy) {
        long fixed = anatomy.heads().stream()
                .filter(head -> head.evenness() < STARING)
                .count();
        return fixed > 0
                ? Optional.of(
                        fixed + " of " + anatomy.heads().size()
                                + " heads look at one token only: their queries and keys have grown too long. Try query-key-norm, weight decay, or a smaller rate.")
                : Optional.empty();
    }

    private static Optional<String> pace(double ratio) {
        if (ratio > FAST) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "A step moves the weights by %.0e of their size, where 1e-3 is usual: the rate is high.",
                    ratio));
        }
        if (ratio < SLOW) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "A step moves the weights by %.0e of their size, where 1e-3 is usual: the rate is low, or the schedule is at its end.",
                    ratio));
        }
        return Optional.empty();
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }

    /** {@code h.1.mlp} is {@code layer 2}. */
    private static String layer(String part) {
        String digits = part.replaceAll("\\D", "");
        return digits.isEmpty() ? part : "layer " + (Integer.parseInt(digits) + 1);
    }
}
