package understudy.repl.rehearsal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import understudy.models.Knob;
import understudy.models.Recipe;

/**
 * How large a model is to be, in parameters. Layers and heads are taken as they usually are at that size, for a network that scales with them, and the width is solved for, because head and embeddings depend on the vocabulary.
 *
 * @param word as a person types it: {@code small}, {@code 846k}, {@code 4.8M}
 * @param parameters wanted
 * @param near the share by which it may be missed, so that a width which suits the processor is preferred to one that fits better
 */
public record Size(String word, long parameters, double near) {
    private static final double NAMED_NEAR = .05;
    private static final double TYPED_NEAR = .03;
    private static final Pattern NUMBER = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,4})?)([kM])");
    private static final long LEAST = 1000;
    private static final long MOST = 2_000_000_000;

    /** Those with a name, the smallest first. */
    public static final List<Size> NAMED = List.of(
            named("tiny", 200_000),
            named("small", 800_000),
            named("medium", 5_000_000),
            named("large", 25_000_000),
            named("gpt2", 124_000_000));

    /** Widths of one head, the better ones first. All are even, as rotary positions need. */
    private static final int[] GRAINS = {16, 8, 4, 2};

    private static Size named(String word, long parameters) {
        return new Size(word, parameters, NAMED_NEAR);
    }

    /** A named size, or a number of parameters such as {@code 846k} or {@code 4.8M}; empty for anything else. */
    public static Optional<Size> of(String word) {
        for (Size size : NAMED) {
            if (size.word.equalsIgnoreCase(word)) {
                return Optional.of(size);
            }
        }
        Matcher number = NUMBER.matcher(word);
        if (!number.matches()) {
            return Optional.empty();
        }
        long parameters = Math.round(
                Double.parseDouble(number.group(1)) * (number.group(2).equals("k") ? 1e3 : 1e6));
        return parameters < LEAST || parameters > MOST
                ? Optional.empty()
                : Optional.of(new Size(word, parameters, TYPED_NEAR));
    }

    private int layers() {
        return parameters < 2_000_000 ? 4 : parameters < 12_000_000 ? 6 : parameters < 60_000_000 ? 8 : 12;
    }

    private int heads() {
        return parameters < 500_000 ? 2 : parameters < 12_000_000 ? 4 : parameters < 60_000_000 ? 8 : 12;
    }

    /**
     * A recipe of this size for a vocabulary.
     *
     * @param given knobs that were named: they stay as they are
     */
    public Recipe of(Recipe recipe, int vocabulary, Map<Knob, String> given) {
        Recipe best = recipe;
        double least = Double.POSITIVE_INFINITY;
        List<Knob> scales = recipe.scales();
        boolean deepens = scales.contains(Knob.LAYERS) && !given.containsKey(Knob.LAYERS);
        boolean divides = scales.contains(Knob.HEADS) && !given.containsKey(Knob.HEADS);
        for (int layers : deepens ? around(layers()) : List.of(0)) {
            for (int heads : divides ? fewer(heads()) : List.of(0)) {
                Recipe shaped = with(with(recipe, Knob.LAYERS, layers), Knob.HEADS, heads);
                if (given.containsKey(Knob.WIDTH)) {
                    return shaped;
                }
                Recipe fitted = widened(shaped, vocabulary);
                double miss = miss(fitted, vocabulary);
                if (miss < least) {
                    least = miss;
                    best = fitted;
                }
                if (miss <= near) {
                    return fitted;
                }
            }
        }
        return best;
    }

    private static Recipe with(Recipe recipe, Knob knob, int value) {
        return value == 0 ? recipe : recipe.with(knob.word(), Integer.toString(value));
    }

    /** The usual number of layers first; a few more or fewer come nearer where widths are coarse. */
    private static List<Integer> around(int layers) {
        return List.of(layers, layers + 1, layers - 1, layers + 2, Math.max(1, layers - 2));
    }

    private static List<Integer> fewer(int heads) {
        List<Integer> all = new ArrayList<>();
        for (int some = heads; some >= 1; some /= 2) {
            all.add(some);
        }
        return all;
    }

    private Recipe widened(Recipe recipe, int vocabulary) {
        int heads = recipe.scales().contains(Knob.HEADS) ? (int) recipe.count(Knob.HEADS) : 1;
        Recipe best = recipe;
        double least = Double.POSITIVE_INFINITY;
        for (int grain : GRAINS) {
            Recipe fitted = nearest(recipe, vocabulary, heads * grain);
            double miss = miss(fitted, vocabulary);
            if (miss < least) {
                least = miss;
                best = fitted;
            }
            if (miss <= near) {
                return fitted;
            }
        }
        return best;
    }

    private double miss(Recipe recipe, int vocabulary) {
        return Math.abs(parameters(recipe, vocabulary) / (double) parameters - 1);
    }

    /** The multiple of a width that comes nearest: found by halving, as parameters grow with the width. */
    private Recipe nearest(Recipe recipe, int vocabulary, int unit) {
        int low = 1;
        int high = Math.max(1, 65_536 / unit);
        while (low < high) {
            int middle = (low + high) / 2;
            if (parameters(wide(recipe, middle * unit), vocabulary) < parameters) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        Recipe above = wide(recipe, low * unit);
        Recipe below = wide(recipe, Math.max(1, low - 1) * unit);
        long over = Math.abs(parameters(above, vocabulary) - parameters);
        return Math.abs(parameters(below, vocabulary) - parameters) < over ? below : above;
    }

    private static Recipe wide(Recipe recipe, int width) {
        return recipe.with(Knob.WIDTH.word(), Integer.toString(width));
    }

    private static long parameters(Recipe recipe, int vocabulary) {
        return recipe.architecture(vocabulary).parameters();
    }

    @Override
    public String toString() {
        return word.toLowerCase(Locale.ROOT);
    }
}
