package understudy.models;

import java.util.List;

/**
 * A passage of which a network sees, for each prediction, the tokens right before it and nothing else. In training every
 * row is one such moment. Elsewhere there is one behind every token, and what is carried is the newest tokens: each as
 * its id plus one, so that zero means that there was none. In the place of those the first token that was read stands.
 */
final class MomentPass implements Pass {
    private final Trace trace;
    private final Tensor ids;
    private final String dropout;
    private final Statistics statistics;
    private final List<Tensor> before;
    private final boolean lastOnly;
    private Tensor newest;

    private MomentPass(
            Trace trace, Tensor ids, String dropout, Statistics statistics, List<Tensor> before, boolean lastOnly) {
        this.trace = trace;
        this.ids = ids;
        this.dropout = dropout;
        this.statistics = statistics;
        this.before = before;
        this.lastOnly = lastOnly;
    }

    /**
     * Rows [rows, context], each a moment.
     *
     * @param dropout the float variable holding the dropout rate; empty for none
     */
    static MomentPass moments(Trace trace, Tensor ids, String dropout, Statistics statistics) {
        return new MomentPass(trace, ids, dropout, statistics, List.of(), false);
    }

    /**
     * A passage of a text, which goes on from an earlier one.
     *
     * @param state the newest tokens [1, rows, context]
     * @param lastOnly whether only what follows the last token is to be predicted
     */
    static MomentPass reading(Trace trace, Tensor ids, Tensor state, boolean lastOnly) {
        return new MomentPass(trace, ids, "", Statistics.KEPT, List.of(state), lastOnly);
    }

    @Override
    public Tensor ids() {
        return ids;
    }

    @Override
    public Tensor moments(int context) {
        if (before.isEmpty()) {
            return ids;
        }
        Tensor carried = trace.value("torch.select(%s, 0, 0)", before.get(0));
        Tensor first = trace.value("torch.to(torch.slice(%s, 1, 0, 1), 6)", ids);
        Tensor known = trace.value(
                "torch.to(torch.where(torch.gt(%s, 0.), torch.sub(%s, 1.), %s), 4)", carried, carried, first);
        Tensor all = trace.value("torch.cat([%s, %s], 1)", known, ids);
        newest = trace.value("torch.slice(%s, 1, %d)", all, -context);
        return lastOnly
                ? newest
                : trace.value(
                        "torch.reshape(torch.unfold(torch.slice(%s, 1, 1), 1, %d, 1), [-1, %d])",
                        all, context, context);
    }

    @Override
    public void keep() {
        if (newest != null) {
            trace.line("torch.copy_(torch.select(%s, 0, 0), torch.add(%s, 1))", before.get(0), newest);
        }
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
    public Statistics statistics() {
        return statistics;
    }

    @Override
    public Tensor wanted(Tensor x, int width) {
        return x;
    }
}
