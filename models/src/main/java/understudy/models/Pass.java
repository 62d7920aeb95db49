package understudy.models;

import java.util.List;
import java.util.Optional;

/**
 * One passage of tokens through a network: what differs between training, evaluating and speaking while the network's
 * own code stays the same. What is carried from token to token (keys and values, or a state of fixed size) lives here.
 */
sealed interface Pass permits GrowingPass, CarriedPass, MomentPass {

    /**
     * A passage of which everything is seen at once: in training and evaluation.
     *
     * @param dropout the float variable holding the dropout rate; empty for none
     * @param state what was carried so far, for a network whose state does not grow; another starts at position 0
     */
    static Pass whole(Architecture architecture, Trace trace, Tensor ids, String dropout, List<Tensor> state) {
        return architecture.endless()
                ? carrying(architecture, trace, ids, dropout, state, CarriedPass.Spoken.NOT)
                : new WholePass(trace, ids, dropout);
    }

    /**
     * A passage that goes on from an earlier one, by a state whose size does not grow.
     *
     * @param spoken whether only what follows the last token is wanted
     */
    static Pass carrying(
            Architecture architecture,
            Trace trace,
            Tensor ids,
            String dropout,
            List<Tensor> state,
            CarriedPass.Spoken spoken) {
        return architecture.reading() == Reading.MOMENTS
                ? MomentPass.reading(trace, ids, state.get(0), spoken != CarriedPass.Spoken.NOT)
                : new CarriedPass(trace, ids, dropout, state, spoken);
    }

    /**
     * The tokens before each prediction that is wanted: int64 [predictions, context].
     *
     * @throws IllegalStateException where a network reads on and on
     */
    default Tensor moments(int context) {
        throw new IllegalStateException("this network does not read moments");
    }

    /**
     * This passage for a network that attends.
     *
     * @throws IllegalStateException where what is carried keeps its size
     */
    default GrowingPass growing() {
        throw new IllegalStateException("what attention carries grows with the text");
    }

    /** Where stretches are noted whose gradients are written out, if that is wanted: in training on a processor. */
    default Optional<List<Cut>> cuts() {
        return Optional.empty();
    }

    /** Where batch norm takes its statistics from. */
    default Statistics statistics() {
        return Statistics.KEPT;
    }

    /** Token ids, int64: [batch, length], or [batch] where each sequence has one. */
    Tensor ids();

    /** Whether it is known that each sequence has one token, so that nothing need be arranged for several. */
    default boolean single() {
        return false;
    }

    /** x with dropout in training, x itself otherwise. */
    Tensor dropout(Tensor x);

    /** The share that {@link #dropout} drops, for operations that drop by themselves: a float of the program. */
    default String rate() {
        return "0.";
    }

    /**
     * What was carried to this passage from those before it: the tensor of this number in {@link Architecture#state}.
     *
     * @throws IllegalStateException where only keys and values are carried
     */
    default Tensor carried(int index) {
        throw new IllegalStateException("nothing is carried but keys and values");
    }

    /** Says what the next passage is to find in the place of {@link #carried}. */
    default void carry(int index, Tensor value) {
        throw new IllegalStateException("nothing is carried but keys and values");
    }

    /** Writes what is carried on to where it came from; gradients must have been taken before. */
    default void keep() {}

    /** [batch, length, …] with the first two dimensions joined, as all layers but attention want it. */
    default Tensor joined(Tensor x, int width) {
        return x.trace().value("torch.view(%s, [-1, %d])", x, width);
    }

    /**
     * The positions of x [batch · length, width] whose logits are wanted: all when learning, the last of each sequence
     * when speaking.
     */
    Tensor wanted(Tensor x, int width);
}
