package understudy.models;

import java.util.List;

/**
 * A passage whose tokens attend to each other and to all before them: what is carried, keys and values, grows with the
 * text.
 */
sealed interface GrowingPass extends Pass permits WholePass, CachedPass, TokenPass {
    @Override
    default GrowingPass growing() {
        return this;
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
}
