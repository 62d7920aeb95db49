package understudy.models;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * A network: its sizes and ingredients, and its forward pass written once.
 *
 * <p>Adding one means one file with a record that implements this interface, its word in {@link #of} and in
 * {@link Knob#ARCH}, and a recipe. One that carries something else than keys and values from token to token also adds
 * to {@link Pass} what it asks of a passage.
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

    /**
     * The shapes of what is carried from one token to the next while speaking, for some rows; zero at the beginning. A
     * {@link Continuation} hands them to the network.
     */
    List<long[]> state(int rows);

    /** Bytes that one sequence keeps while it is being continued. */
    default long stateBytes() {
        return Float.BYTES
                * state(1).stream()
                        .mapToLong(shape -> LongStream.of(shape).reduce(1, Math::multiplyExact))
                        .sum();
    }

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
            return GptConfig.of(new Config("gpt", config));
        }
        throw new ModelException("Architecture \"" + arch + "\" is not one that this program knows (gpt).");
    }
}
