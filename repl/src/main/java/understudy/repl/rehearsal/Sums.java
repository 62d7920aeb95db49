package understudy.repl.rehearsal;

import java.util.Locale;
import java.util.OptionalDouble;
import understudy.models.Architecture;
import understudy.models.Knob;
import understudy.models.Reading;
import understudy.models.Recipe;

/** Losses as the stories of networks that read streams tell them: the sum over a chunk, where others tell the mean of a token. */
public final class Sums {
    private Sums() {}

    /** A mean loss as the sum over a chunk; empty for a network that reads no streams. */
    public static OptionalDouble of(Architecture architecture, double loss) {
        return of(architecture.reading(), architecture.context(), loss);
    }

    /** The same of the network that a recipe describes; empty as well where there is no loss yet. */
    public static OptionalDouble of(Recipe recipe, OptionalDouble loss) {
        return loss.isPresent()
                ? of(recipe.reading(), recipe.count(Knob.CONTEXT), loss.getAsDouble())
                : OptionalDouble.empty();
    }

    private static OptionalDouble of(Reading reading, long context, double loss) {
        return reading == Reading.STREAMS ? OptionalDouble.of(loss * context) : OptionalDouble.empty();
    }

    /** {@code  (over 25 tokens: train 48.2, validation 50.1)}; nothing for a network that reads no streams. */
    public static String words(Architecture architecture, Standing standing) {
        OptionalDouble train = of(architecture, standing.train().orElse(Double.NaN));
        if (train.isEmpty() || standing.validation().isEmpty()) {
            return "";
        }
        double validation = standing.validation().get().loss() * architecture.context();
        return "  (over " + architecture.context() + " tokens: "
                + (Double.isNaN(train.getAsDouble()) ? "" : "train " + sum(train.getAsDouble()) + ", ") + "validation "
                + sum(validation) + ")";
    }

    private static String sum(double loss) {
        return String.format(Locale.ROOT, "%.2f", loss);
    }
}
