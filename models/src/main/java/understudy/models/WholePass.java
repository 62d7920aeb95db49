package understudy.models;

import java.util.List;

/** A passage that starts at position 0 and sees everything at once: training and evaluation. */
final class WholePass implements GrowingPass {
    private final Trace trace;
    private final Tensor ids;
    private final String dropout;
    private Rotation rotation;

    /** @param dropout the float variable holding the dropout rate; empty for none */
    WholePass(Trace trace, Tensor ids, String dropout) {
        this.trace = trace;
        this.ids = ids;
        this.dropout = dropout;
    }

    @Override
    public Tensor ids() {
        return ids;
    }

    @Override
    public Tensor dropout(Tensor x) {
        return dropout.isEmpty() ? x : trace.value("torch.dropout(%s, %s, True)", x, dropout);
    }

    @Override
    public String rate() {
        return dropout.isEmpty() ? "0." : dropout;
    }

    @Override
    public Tensor inHeads(Tensor x, int heads) {
        return trace.value("torch.view(%s, [torch.size(%s, 0), torch.size(%s, 1), %d, -1])", x, ids, ids, heads);
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
        return trace.value("torch.slice(%s, 0, 0, torch.size(%s, 1))", table, ids);
    }

    @Override
    public Tensor rotate(Tensor x, int width, Rotary rotary) {
        if (rotation == null) {
            rotation = Rotation.value(trace, "torch.size(" + ids + ", 1)", ids, width, rotary);
        }
        return rotation.apply(x, width);
    }

    @Override
    public Tensor attend(int layer, Tensor query, Tensor key, Tensor value, int sharing) {
        return trace.value(
                "torch.scaled_dot_product_attention(%s, %s, %s, None, %s, True)",
                query, repeated(key, sharing), repeated(value, sharing), rate());
    }

    /** The fused kernel wants a head of keys for each of queries. */
    private Tensor repeated(Tensor x, int sharing) {
        return sharing == 1 ? x : trace.value("torch.repeat_interleave(%s, %d, 1)", x, sharing);
    }

    @Override
    public Tensor wanted(Tensor x, int width) {
        return x;
    }
}
