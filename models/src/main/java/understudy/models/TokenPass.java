package understudy.models;

import java.util.List;

/**
 * One token of each row, after all those of a {@link Continuation}: the inner loop of speaking, in which every
 * operation counts. With a length of one, heads come first without being moved, and attention needs no mask.
 */
final class TokenPass implements GrowingPass {
    private final Trace trace;
    private final Tensor ids;
    private final Continuation text;
    private Rotation rotation;

    /**
     * The variables {@code rows}, {@code position} (of the tokens) and {@code end} (the one after it) must be set.
     *
     * @param ids [rows]
     */
    TokenPass(Trace trace, Tensor ids, Continuation text) {
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
    public Tensor joined(Tensor x, int width) {
        return x;
    }

    @Override
    public Tensor inHeads(Tensor x, int heads) {
        return trace.value("torch.view(%s, [rows, %d, 1, -1])", x, heads);
    }

    @Override
    public List<Tensor> groups(Tensor x, int... heads) {
        return x.split(1, heads);
    }

    @Override
    public Tensor merged(Tensor x, int width) {
        return trace.value("torch.view(%s, [-1, %d])", x, width);
    }

    @Override
    public Tensor positions(Tensor table) {
        return trace.value("torch.select(%s, 0, position)", table);
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
    public Tensor perHead(Tensor table) {
        return trace.constant("torch.unsqueeze(%s, 1)", table);
    }

    @Override
    public Tensor attend(int layer, Tensor query, Tensor key, Tensor value, int sharing) {
        Tensor[] all = text.extended(layer, key, value);
        // queries that share keys are several queries to them, so that keys and values need not be repeated
        Tensor queries = sharing == 1
                ? query
                : trace.value("torch.reshape(%s, [rows, torch.size(%s, 1), %d, -1])", query, all[0], sharing);
        return trace.value("torch.scaled_dot_product_attention(%s, %s, %s)", queries, all[0], all[1]);
    }

    @Override
    public Tensor wanted(Tensor x, int width) {
        return x;
    }
}
