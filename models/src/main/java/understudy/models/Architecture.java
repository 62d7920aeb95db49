package understudy.models;

import java.util.Map;

/**
 * A network: its sizes and ingredients, and its forward pass written once.
 *
 * <p>Adding one means one file with a record that implements this interface, its name in {@link #of}, and a recipe.
 */
public sealed interface Architecture permits Gpt {

    /** The word for it: {@code gpt}. */
    String arch();

    /** How many token ids it knows. */
    int vocabulary();

    /** The most tokens that it sees at once. */
    int context();

    /** Everything that {@link #of} needs to make it again, in JSON's types. */
    Map<String, Object> config();

    /** Bytes that one sequence keeps while it is being continued. */
    long stateBytes();

    /** The shape of a key cache, and of a value cache, for some rows: [layers, rows, heads, context, width]. */
    long[] cacheShape(int rows);

    /**
     * The forward pass: logits [batch · wanted positions, vocabulary], single precision.
     *
     * @param weights where parameters are declared
     * @param pass the tokens, and what is carried from one to the next
     */
    Tensor logits(Weights weights, Pass pass);

    /** The number of trained values, found by tracing, without allocating any. */
    default long parameters() {
        return layout().elements();
    }

    /** Where its parameters lie. */
    default Layout layout() {
        Trace trace = new Trace("layout");
        Weights weights = new Weights(trace, false);
        logits(weights, new WholePass(trace, trace.input("ids"), ""));
        return weights.layout();
    }

    /** @throws ModelException for an unknown architecture, or naming what is missing in the configuration or wrong */
    static Architecture of(String arch, Map<String, Object> config) {
        if (arch.equals("gpt")) {
            return Gpt.of(new Config("gpt", config));
        }
        throw new ModelException("Architecture \"" + arch + "\" is not one that this program knows (gpt).");
    }
}
