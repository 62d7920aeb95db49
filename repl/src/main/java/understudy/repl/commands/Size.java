package understudy.repl.commands;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import understudy.models.Knob;
import understudy.models.Recipe;

/** How large a model is to be, in parameters: layers and heads are given for a network that scales with them, the width is solved for, because head and embeddings depend on the vocabulary. */
enum Size {
    TINY(200_000, 4, 2),
    SMALL(800_000, 4, 4),
    MEDIUM(5_000_000, 6, 4),
    LARGE(25_000_000, 8, 8),
    GPT2(124_000_000, 12, 12);

    /** Within this much of the size, a width that suits the processor is preferred to one that fits better. */
    private static final double NEAR = .05;
    /** Widths of one head, the better ones first. All are even, as rotary positions need. */
    private static final int[] GRAINS = {16, 8, 4, 2};

    private final long parameters;
    private final int layers;
    private final int heads;

    Size(long parameters, int layers, int heads) {
        this.parameters = parameters;
        this.layers = layers;
        this.heads = heads;
    }

    long parameters() {
        return parameters;
    }

    /**
     * A recipe of this size for a vocabulary.
     *
     * @param given knobs that were named: they stay as they are
     */
    Recipe of(Recipe recipe, int vocabulary, Map<Knob, String> given) {
        List<Knob> scales = recipe.scales();
        Recipe sized = recipe;
        if (scales.contains(Knob.LAYERS) && !given.containsKey(Knob.LAYERS)) {
            sized = sized.with(Knob.LAYERS.word(), Integer.toString(layers));
        }
        if (scales.contains(Knob.HEADS) && !given.containsKey(Knob.HEADS)) {
            sized = sized.with(Knob.HEADS.word(), Integer.toString(heads));
        }
        return given.containsKey(Knob.WIDTH) ? sized : widened(sized, vocabulary);
    }

    private Recipe widened(Recipe recipe, int vocabulary) {
        int heads = recipe.scales().contains(Knob.HEADS) ? (int) recipe.count(Knob.HEADS) : 1;
        Recipe best = recipe;
        double least = Double.POSITIVE_INFINITY;
        for (int grain : GRAINS) {
            Recipe near = nearest(recipe, vocabulary, heads * grain);
            double miss = Math.abs(parameters(near, vocabulary) / (double) parameters - 1);
            if (miss < least) {
                least = miss;
                best = near;
            }
            if (miss <= NEAR) {
                return near;
            }
        }
        return best;
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
        return name().toLowerCase(Locale.ROOT);
    }
}
