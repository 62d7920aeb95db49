package understudy.models;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * A network: its sizes and ingredients, and its forward pass written once.
 *
 * <p>Adding one means one file with a record that implements this interface, a line in {@link Family}, and a recipe.
 * One that asks something new of a passage also adds that to {@link Pass}.
 */
public sealed interface Architecture permits Gpt, Recurrent, Rwkv, Mlp, WaveNet {

    /** The word for it: {@code gpt}. */
    String arch();

    /** How many token ids it knows. */
    int vocabulary();

    /** The most tokens that it sees at once. */
    int context();

    /** Everything that {@link #of} needs to make it again, in JSON's types. */
    Map<String, Object> config();

    /** Its sizes in words: {@code 2 layers, width 256, context 64}. */
    String sizes();

    /**
     * Floating-point operations of the forward pass for one token, counted as the literature counts them (Chowdhery et
     * al. 2022, appendix B): two for each weight of a matrix, and those of attention or of what stands in its place;
     * norms and activations are not counted.
     *
     * @param behind how many tokens before it are in sight
     */
    double operations(double behind);

    /** In which pieces it reads a text in training. */
    Reading reading();

    /**
     * Whether what it carries keeps its size however long a text grows. Then speaking never drops a part of the text,
     * and an evaluation goes on from window to window.
     */
    boolean endless();

    /**
     * The shapes of what is carried from one token to the next, [layers, rows, …] each; zero at the beginning. A
     * {@link Pass} hands them to the network. Where streams are read it goes on from step to step in training.
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
     * The forward pass up to the head: what that reads, [batch · wanted positions, width].
     *
     * @param weights where parameters are declared
     * @param pass the tokens, and what is carried from one to the next
     */
    Tensor features(Weights weights, Pass pass);

    /** Logits [rows, vocabulary], single precision, of some rows of features: each row's are its own. */
    Tensor head(Weights weights, Tensor features);

    /** The forward pass: logits [batch · wanted positions, vocabulary], single precision. */
    default Tensor logits(Weights weights, Pass pass) {
        return head(weights, features(weights, pass));
    }

    /** What can be looked at in its cells for each token, by name: gates and what they hold. Nothing in most networks. */
    default List<String> gates() {
        return List.of();
    }

    /**
     * The values of {@link #gates} while one text is read: [layers, gates, tokens, cells].
     *
     * @param ids [1, tokens]
     */
    default Tensor gates(Weights weights, Tensor ids) {
        throw new IllegalStateException("no gates");
    }

    /** The number of its values, found by tracing, without allocating any. */
    default long parameters() {
        return layout().learnable();
    }

    /** Where its parameters lie. */
    default Layout layout() {
        Trace trace = new Trace("layout");
        Weights weights = new Weights(trace, false);
        logits(weights, Pass.whole(this, trace, trace.input("ids"), "", CarriedPass.state(trace, this)));
        return weights.layout();
    }

    /** @throws ModelException for an unknown architecture, or naming what is missing in the configuration or wrong */
    static Architecture of(String arch, Map<String, Object> config) {
        Family family = Family.named(arch)
                .orElseThrow(() -> new ModelException("Architecture \"" + arch
                        + "\" is not one that this program knows (" + String.join(", ", Family.words()) + ")."));
        return family.of(new Config(arch, config));
    }
}
