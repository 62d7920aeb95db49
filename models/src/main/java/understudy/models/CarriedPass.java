package understudy.models;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A passage that goes on from an earlier one by a state whose size does not grow: recurrent networks in training, evaluation and speaking.
 */
final class CarriedPass implements Pass {
    /** Whether logits are for learning or measuring, of all positions, or for speaking, of the last; and whether that is the only one. */
    enum Spoken {
        NOT,
        LAST,
        ONLY
    }

    private final Trace trace;
    private final Tensor ids;
    private final String dropout;
    private final Spoken spoken;
    private final List<Tensor> before;
    private final List<Tensor> after;
    private final Optional<List<Cut>> cuts;

    /**
     * @param dropout the float variable holding the dropout rate; empty for none
     * @param before what was carried so far, in the order of {@link Architecture#state}
     */
    CarriedPass(Trace trace, Tensor ids, String dropout, List<Tensor> before, Spoken spoken) {
        this(trace, ids, dropout, before, spoken, Optional.empty());
    }

    private CarriedPass(
            Trace trace, Tensor ids, String dropout, List<Tensor> before, Spoken spoken, Optional<List<Cut>> cuts) {
        this.trace = trace;
        this.ids = ids;
        this.dropout = dropout;
        this.before = before;
        this.after = new ArrayList<>(Collections.nCopies(before.size(), null));
        this.spoken = spoken;
        this.cuts = cuts;
    }

    /** A passage in training. */
    static CarriedPass learning(Trace trace, Tensor ids, String dropout, List<Tensor> before, List<Cut> cuts) {
        return new CarriedPass(trace, ids, dropout, before, Spoken.NOT, Optional.of(cuts));
    }

    /** The tensors of the argument {@link Continuation#STATE}, one by one. */
    static List<Tensor> state(Trace trace, Architecture architecture) {
        List<Tensor> state = new ArrayList<>();
        for (int i = 0; i < architecture.state(1).size(); i++) {
            state.add(new Tensor(trace, Continuation.STATE + "[" + i + "]"));
        }
        return state;
    }

    @Override
    public Tensor ids() {
        return ids;
    }

    @Override
    public boolean single() {
        return spoken == Spoken.ONLY;
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
    public Optional<List<Cut>> cuts() {
        return cuts;
    }

    @Override
    public Tensor carried(int index) {
        return before.get(index);
    }

    @Override
    public void carry(int index, Tensor value) {
        after.set(index, value);
    }

    @Override
    public void keep() {
        for (int i = 0; i < before.size(); i++) {
            trace.line("torch.copy_(%s, torch.detach(%s))", before.get(i), after.get(i));
        }
    }

    @Override
    public Tensor wanted(Tensor x, int width) {
        return spoken == Spoken.LAST
                ? trace.value("torch.select(torch.view(%s, [torch.size(%s, 0), -1, %d]), 1, -1)", x, ids, width)
                : x;
    }
}
