package understudy.models;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * A network: its sizes and ingredients, and its forward pass written once.
 *
 * <p>Adding one means one file with a record that implements this interface, a line in {@link Family}, and a recipe.
 * One that asks something new of a passage also adds that to {@link Pass}.
 */
public sealed interface Architecture permits Gpt, Recurrent, Rwkv, MomentReader, Extended {

    /** The word for it: {@code gpt}. */
    String arch();

    /** How many token ids it knows. */
    int vocabulary();

    /** How many outcomes it chooses among: its logits after each token. */
    default int outputs() {
        return vocabulary();
    }

    /** Whether what it chooses are tokens, so that it can go on with a text. */
    default boolean speaks() {
        return true;
    }

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
     * The forward pass but for its head: [batch · wanted positions, {@link #features()}].
     *
     * @param weights where parameters are declared
     * @param pass the tokens, and what is carried from one to the next
     */
    Tensor features(Weights weights, Pass pass);

    /** How many numbers there are of a token before the head. */
    int features();

    /** Logits [rows, {@link #outputs()}], single precision, of some rows of features: each row's are its own. */
    Tensor head(Weights weights, Tensor features);

    /** The forward pass: logits [batch · wanted positions, {@link #outputs()}], single precision. */
    default Tensor logits(Weights weights, Pass pass) {
        return head(weights, features(weights, pass));
    }

    /** The network itself, without what was put around it. */
    default Architecture plain() {
        return this;
    }

    /** The same with adapters' weights added to those beside which they stand. */
    default Architecture merged() {
        return this;
    }

    /**
     * The same with adapters beside its weights, which then stay as they are.
     *
     * @param base what identifies those weights
     * @throws ModelException if it has nothing that they could adapt
     */
    default Architecture adapted(Lora lora, String base) {
        return new Adapted(this, lora, base);
    }

    /** The names of the parameters beneath its adapters, which never change. */
    default Set<String> unchanging() {
        return layout().places(Group.BASE).stream()
                .map(place -> place.parameter().name())
                .collect(Collectors.toSet());
    }

    /** The form of its adapters, if it has any. */
    default Optional<Lora> lora() {
        return Optional.empty();
    }

    /** What identifies the weights beneath its adapters, if it has any; checkpoints do not hold those. */
    default Optional<String> base() {
        return Optional.empty();
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
        return Layout.of(this, weights -> weights);
    }

    /** @throws ModelException for an unknown architecture, or naming what is missing in the configuration or wrong */
    static Architecture of(String arch, Map<String, Object> config) {
        Family family = Family.named(arch)
                .orElseThrow(() -> new ModelException("Architecture \"" + arch
                        + "\" is not one that this program knows (" + String.join(", ", Family.words()) + ")."));
        Config whole = new Config(arch, config);
        Architecture network = family.of(whole);
        Optional<Config> lora = whole.below(Adapted.KEY);
        if (lora.isPresent()) {
            network = network.adapted(Lora.of(lora.get()), lora.get().text(Adapted.BASE));
        }
        return config.containsKey(Classifier.KEY) ? new Classifier(network, whole.count(Classifier.KEY)) : network;
    }
}
