package understudy.models;

import java.util.List;

/**
 * One passage of tokens through a network: what differs between training, evaluating and speaking while the network's
 * own code stays the same. The state carried from token to token (for attention: the key/value cache) lives here.
 */
sealed interface Pass permits WholePass, CachedPass, TokenPass {

    /** Token ids, int64: [batch, length], or [batch] where each sequence has one. */
    Tensor ids();

    /** x with dropout in training, x itself otherwise. */
    Tensor dropout(Tensor x);

    /** [batch, length, …] with the first two dimensions joined, as all layers but attention want it. */
    default Tensor joined(Tensor x, int width) {
        return x.trace().value("torch.view(%s, [-1, %d])", x, width);
    }

    /** [batch · length, heads · d] to [batch, length, heads, d]; to [batch, heads, 1, d] where the length is one. */
    Tensor inHeads(Tensor x, int heads);

    /**
     * What {@link #inHeads} gave, cut into groups of heads.
     *
     * @param heads how many go into each group
     * @return [batch, heads of the group, length, d] each
     */
    List<Tensor> groups(Tensor x, int... heads);

    /** [batch, heads, length, d] to [batch · length, heads · d]. */
    Tensor merged(Tensor x, int width);

    /** The rows of a position table that belong to this passage: [length, width]. */
    Tensor positions(Tensor table);

    /** x, as {@link #inHeads} gave it, turned by its positions. */
    Tensor rotate(Tensor x, int width, Rotary rotary);

    /** A table with a row for each head, [heads, d], as what {@link #inHeads} gave can be multiplied with. */
    default Tensor perHead(Tensor table) {
        return table;
    }

    /**
     * Causal attention of this passage's queries over all positions so far.
     *
     * @param layer number of the layer, from 0
     * @param query [batch, heads, length, width]
     * @param key [batch, heads / sharing, length, width], as is value
     * @param sharing how many heads of queries look at one of keys and values
     * @return [batch, heads, length, width]
     */
    Tensor attend(int layer, Tensor query, Tensor key, Tensor value, int sharing);

    /**
     * The positions of x [batch · length, width] whose logits are wanted: all when learning, the last of each sequence
     * when speaking.
     */
    Tensor wanted(Tensor x, int width);
}
