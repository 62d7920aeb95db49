package understudy.models;

import java.util.List;

/**
 * A passage of several tokens that continues earlier ones: a prompt, or what is said to the model between two answers.
 */
final class CachedPass implements GrowingPass {
    /** What each token of the passage sees, [length, end]. */
    private static final String LOWER_RIGHT =
            "torch.tril(torch.ones([length, end], dtype=11, layout=0, device=ops.prim.device(%s)), position)";

    private final Trace trace;
    private final Tensor ids;
    private final Continuation text;
    private Rotation rotation;
    private boolean masked;

    /**
     * The variables {@code rows}, {@code position} (of the first of {@code ids}), {@code length} and {@code end} must be
     * set.
     *
     * @param ids [rows, length]
     */
    CachedPass(Trace trace, Tensor ids, Continuation text) {
        this.trace = trace;
        this.ids = ids;
        this.text = text;
    }

    @Override
    public Tensor ids() {
        return ids;
    }

    @Override
    public Tensor dropout(Tensor x) {
        return x;
    }

    @Override
    public Tensor inHeads(Tensor x, int heads) {
        return trace.value("torch.view(%s, [rows, length, %d, -1])", x, heads);
    }

    @Override
    public List<Tensor> groups(Tensor x, int... heads) {
        return x.split(2, heads).stream().map(Tensor::headsFirst).toList();
    }

    @Override
    public Tensor merged(Tensor x, int width) {
        return x.mergeHeads(width);
    }

    @Override
    public Tensor positions(Tensor table) {
        return trace.value("torch.slice(%s, 0, position, end)", table);
    }

    @Override
    public Tensor rotate(Tensor x, int width, Rotary rotary) {
        if (rotation == null) {
            Rotation all = text.rotation(width, rotary);
            rotation = new Rotation(positions(all.cosine()), positions(all.sine()));
        }
        return rotation.apply(x, width);
    }

    @Override
    public Tensor attend(int layer, Tensor query, Tensor key, Tensor value, int sharing) {
        Tensor[] all = text.extended(layer, key, value);
        if (sharing > 1) {
            return attendSharing(query, all[0], all[1], sharing);
        }
        // several at the start are causal; several later (a second turn) need the mask of the lower right corner
        return trace.value(
                "torch.scaled_dot_product_attention(%s, %s, %s, mask, 0., torch.eq(position, 0))",
                query, all[0], all[1]);
    }

    /** Queries that share keys are one longer list of queries to them, so that keys and values need not be repeated. */
    private Tensor attendSharing(Tensor query, Tensor allKeys, Tensor allValues, int sharing) {
        if (!masked) {
            masked = true;
            trace.line("shared = torch.repeat(" + LOWER_RIGHT + ", [%d, 1])", text.device(), sharing);
        }
        Tensor together = trace.value(
                "torch.reshape(%s, [rows, torch.size(%s, 1), torch.mul(length, %d), -1])", query, allKeys, sharing);
        Tensor mixed =
                trace.value("torch.scaled_dot_product_attention(%s, %s, %s, shared)", together, allKeys, allValues);
        return trace.value(
                "torch.view(%s, [rows, torch.mul(torch.size(%s, 1), %d), length, -1])", mixed, allKeys, sharing);
    }

    /** Sets {@code mask} for the passage at hand; to be called once before the network. */
    void prepare() {
        trace.line("mask = annotate(Optional[Tensor], None)");
        trace.block("if torch.gt(position, 0):", () -> trace.line("mask = " + LOWER_RIGHT, text.device()));
    }

    @Override
    public Tensor wanted(Tensor x, int width) {
        return trace.value("torch.select(torch.view(%s, [rows, length, %d]), 1, -1)", x, width);
    }
}
