package understudy.models;

import java.util.ArrayList;
import java.util.List;

/**
 * A passage that continues earlier ones: the keys and values of all positions so far are kept, so that each token costs
 * only its own work. The cache is the program's list {@code state} (keys and values, each [layers, batch, heads,
 * context, width]) and is written in place.
 */
final class CachedPass implements Pass {
    /** The program's argument that is the list of carried tensors. */
    static final String STATE = "state";

    /** What each token of the passage sees, [length, end]. */
    private static final String LOWER_RIGHT =
            "torch.tril(torch.ones([length, end], dtype=11, layout=0, device=ops.prim.device(%s)), position)";

    private final Trace trace;
    private final Tensor ids;
    private final int context;
    private final Tensor keys;
    private final Tensor values;
    private final List<Tensor[]> layers = new ArrayList<>();
    private Rotation rotation;
    private boolean masked;

    /**
     * Within the loop's body the variables {@code rows}, {@code position} (of the first of {@code ids}), {@code length}
     * and {@code end} must be set.
     */
    CachedPass(Trace trace, Tensor ids, int context) {
        this.trace = trace;
        this.ids = ids;
        this.context = context;
        this.keys = new Tensor(trace, STATE + "[0]");
        this.values = new Tensor(trace, STATE + "[1]");
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
    public Tensor positions(Tensor table) {
        return trace.value("torch.slice(%s, 0, position, end)", table);
    }

    @Override
    public Tensor rotate(Tensor x, int width, Rotary rotary) {
        if (rotation == null) {
            Rotation all = Rotation.constant(trace, Integer.toString(context), keys, width, rotary);
            rotation = new Rotation(here(all.cosine()), here(all.sine()));
        }
        return rotation.apply(x, width);
    }

    private Tensor here(Tensor table) {
        return trace.value("torch.slice(%s, 0, position, end)", table);
    }

    @Override
    public Tensor attend(int layer, Tensor query, Tensor key, Tensor value, int sharing) {
        while (layers.size() <= layer) {
            int next = layers.size();
            layers.add(new Tensor[] {
                trace.constant("torch.select(%s, 0, %d)", keys, next),
                trace.constant("torch.select(%s, 0, %d)", values, next)
            });
        }
        Tensor allKeys = extended(layers.get(layer)[0], key);
        Tensor allValues = extended(layers.get(layer)[1], value);
        if (sharing > 1) {
            return attendSharing(query, allKeys, allValues, sharing);
        }
        // one query sees everything; several at the start are causal; several later (a second turn) need the mask of
        // the lower right corner
        return trace.value(
                "torch.scaled_dot_product_attention(%s, %s, %s, mask, 0., causal)", query, allKeys, allValues);
    }

    /** Queries that share keys are one longer list of queries to them, so that keys and values need not be repeated. */
    private Tensor attendSharing(Tensor query, Tensor allKeys, Tensor allValues, int sharing) {
        Tensor together = trace.value(
                "torch.reshape(%s, [rows, torch.size(%s, 1), torch.mul(length, %d), -1])", query, allKeys, sharing);
        if (!masked) {
            masked = true;
            trace.line("shared = annotate(Optional[Tensor], None)");
            trace.block(
                    "if torch.gt(length, 1):",
                    () -> trace.line("shared = torch.repeat(" + LOWER_RIGHT + ", [%d, 1])", keys, sharing));
        }
        Tensor mixed = trace.value(
                "torch.scaled_dot_product_attention(%s, %s, %s, shared, 0., False)", together, allKeys, allValues);
        return trace.value(
                "torch.view(%s, [rows, torch.mul(torch.size(%s, 1), %d), length, -1])", mixed, allKeys, sharing);
    }

    private Tensor extended(Tensor cache, Tensor news) {
        trace.line("torch.copy_(torch.slice(%s, 2, position, end), %s)", cache, news);
        return trace.value("torch.slice(%s, 2, 0, end)", cache);
    }

    /** Sets {@code causal} and {@code mask} for the passage at hand; to be called once before the network. */
    void prepare() {
        trace.line("causal = torch.__and__(torch.gt(length, 1), torch.eq(position, 0))");
        trace.line("mask = annotate(Optional[Tensor], None)");
        trace.block(
                "if torch.__and__(torch.gt(length, 1), torch.gt(position, 0)):",
                () -> trace.line("mask = " + LOWER_RIGHT, keys));
    }

    @Override
    public Tensor wanted(Tensor x, int width) {
        return trace.value("torch.select(torch.view(%s, [rows, length, %d]), 1, -1)", x, width);
    }
}
