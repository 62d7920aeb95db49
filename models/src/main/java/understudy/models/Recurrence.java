package understudy.models;

import java.util.Map;

/**
 * The recurrences of plain and gated cells through a whole passage, forward and backward, written out. Automatic differentiation takes a product for each token to find what
 * belongs to the recurrent weights, and adds those up; written out it is one product for all tokens, which saves a quarter of a step on a processor. A GPU's own fused
 * operations do the like.
 *
 * @param trace where it is written
 * @param width cells in the layer
 * @param weight recurrent weights [gates · width, width]
 * @param bias of the recurrent products, [gates · width]; a plain cell needs none
 */
record Recurrence(Trace trace, int width, Tensor weight, Tensor bias) {

    /**
     * A layer of plain cells: h' = tanh(in + W·h).
     *
     * @param entry inputs' share of the sums, [length, rows, width]
     * @param first what the cells put out before, [rows, width]
     */
    Cut plain(Tensor entry, Tensor first, int declared) {
        Tensor states = states(entry, first);
        Tensor turned = turned();
        Tensor in = trace.value("torch.detach(%s)", entry);
        trace.block("for t in range(torch.size(" + entry + ", 0)):", () -> {
            Tensor next = trace.value("torch.select(%s, 0, torch.add(t, 1))", states);
            trace.line(
                    "%s = torch.addmm(torch.select(%s, 0, t), torch.select(%s, 0, t), %s, out=%s)",
                    trace.unread(), in, states, turned, next);
            trace.line("%s = torch.tanh_(%s)", trace.unread(), next);
        });
        Tensor exit = exit(states);
        return new Cut(entry, exit, declared, gradient -> {
            Tensor reach = trace.value("torch.rsub(torch.square(torch.detach(%s)), 1)", exit);
            back(reach, gradient, () -> {
                trace.line("sums = torch.mul_(torch.select(%s, 0, t), back)", reach);
                trace.line("back = torch.mm(sums, torch.detach(%s))", weight);
            });
            return new Cut.Gradients(reach, Map.of(weight.toString(), ofWeight(reach, states)));
        });
    }

    /**
     * A layer of gated units, gates in PyTorch's order: r and z are sigmoids of in + W·h + b, n = tanh(in + r · (W·h + b)), h' = n + z · (h - n).
     *
     * @param entry inputs' share of the sums, [length, rows, 3 width]
     * @param first what the cells put out before, [rows, width]
     */
    Cut gated(Tensor entry, Tensor first, int declared) {
        Tensor states = states(entry, first);
        Tensor turned = turned();
        Tensor gates = trace.value("torch.clone(torch.detach(%s))", entry);
        Tensor inner = trace.value(
                "torch.new_empty(%s, [torch.size(%s, 0), torch.size(%s, 1), %d])", gates, gates, gates, width);
        Tensor offset = trace.value("torch.detach(%s)", bias);
        trace.block("for t in range(torch.size(" + entry + ", 0)):", () -> {
            Tensor before = trace.value("torch.select(%s, 0, t)", states);
            Tensor product = trace.value("torch.addmm(%s, %s, %s)", offset, before, turned);
            Tensor own = trace.value("torch.select(%s, 0, t)", gates);
            Tensor open = trace.value("torch.narrow(%s, 1, 0, %d)", own, 2 * width);
            trace.line(
                    "%s = torch.sigmoid_(torch.add_(%s, torch.narrow(%s, 1, 0, %d)))",
                    trace.unread(), open, product, 2 * width);
            Tensor part = trace.value(
                    "torch.copy_(torch.select(%s, 0, t), torch.narrow(%s, 1, %d, %d))",
                    inner, product, 2 * width, width);
            Tensor fresh = trace.value(
                    "torch.tanh_(torch.addcmul_(torch.narrow(%s, 1, %d, %d), torch.narrow(%s, 1, 0, %d), %s))",
                    own, 2 * width, width, own, width, part);
            trace.line(
                    "%s = torch.lerp(%s, %s, torch.narrow(%s, 1, %d, %d), out=torch.select(%s, 0, torch.add(t, 1)))",
                    trace.unread(), fresh, before, own, width, width, states);
        });
        Tensor exit = exit(states);
        return new Cut(entry, exit, declared, gradient -> {
            Tensor reset = gate(gates, 0);
            Tensor update = gate(gates, 1);
            Tensor fresh = gate(gates, 2);
            Tensor before = trace.value("torch.slice(%s, 0, 0, -1)", states);
            Tensor slope = trace.value("torch.mul(torch.rsub(%s, 1), torch.rsub(torch.square(%s), 1))", update, fresh);
            Tensor reach = trace.value("torch.empty_like(%s)", gates); // of the recurrent products
            Tensor shut = trace.value("torch.mul(%s, torch.rsub(%s, 1))", reset, reset);
            trace.line(
                    "%s = torch.copy_(%s, torch.mul(torch.mul(%s, %s), %s))",
                    trace.unread(), gate(reach, 0), shut, inner, slope);
            trace.line(
                    "%s = torch.copy_(%s, torch.mul(torch.mul(%s, torch.rsub(%s, 1)), torch.sub(%s, %s)))",
                    trace.unread(), gate(reach, 1), update, update, before, fresh);
            trace.line("%s = torch.copy_(%s, torch.mul(%s, %s))", trace.unread(), gate(reach, 2), slope, reset);
            Tensor arrived = trace.value("torch.empty_like(%s)", slope);
            back(reach, gradient, () -> {
                trace.line("%s = torch.copy_(torch.select(%s, 0, t), back)", trace.unread(), arrived);
                trace.line("sums = torch.select(%s, 0, t)", reach);
                trace.line(
                        "%s = torch.mul_(torch.view(sums, [-1, 3, %d]), torch.unsqueeze(back, 1))",
                        trace.unread(), width);
                trace.line(
                        "back = torch.addmm(torch.mul(back, torch.select(%s, 0, t)), sums, torch.detach(%s))",
                        update, weight);
            });
            Tensor inputs = trace.value("torch.clone(%s)", reach);
            trace.line("%s = torch.copy_(%s, torch.mul(%s, %s))", trace.unread(), gate(inputs, 2), slope, arrived);
            return new Cut.Gradients(
                    inputs,
                    Map.of(
                            weight.toString(), ofWeight(reach, states),
                            bias.toString(), trace.value("torch.sum(%s, [0, 1])", reach)));
        });
    }

    /** From the last token to the first; {@code step} takes the gradient that has reached token t, {@code back}, on to the one before. */
    private void back(Tensor reach, Tensor gradient, Runnable step) {
        trace.line("length = torch.size(%s, 0)", reach);
        trace.line("back = torch.zeros_like(torch.select(%s, 0, 0))", gradient);
        trace.block("for k in range(length):", () -> {
            trace.line("t = torch.sub(torch.sub(length, k), 1)");
            trace.line("back = torch.add(back, torch.select(%s, 0, t))", gradient);
            step.run();
        });
    }

    /** Room for what the cells put out, the first of it known: [length + 1, rows, width]. */
    private Tensor states(Tensor entry, Tensor first) {
        Tensor states = trace.value(
                "torch.new_empty(torch.detach(%s), [torch.add(torch.size(%s, 0), 1), torch.size(%s, 1), %d])",
                entry, entry, entry, width);
        trace.line("%s = torch.copy_(torch.select(%s, 0, 0), torch.detach(%s))", trace.unread(), states, first);
        return states;
    }

    private Tensor turned() {
        return trace.value("torch.t(torch.detach(%s))", weight);
    }

    private Tensor exit(Tensor states) {
        return trace.value("torch.requires_grad_(torch.detach(torch.slice(%s, 0, 1)), True)", states);
    }

    private Tensor gate(Tensor gates, int index) {
        return trace.value("torch.narrow(%s, 2, %d, %d)", gates, index * width, width);
    }

    private Tensor ofWeight(Tensor reach, Tensor states) {
        return trace.value(
                "torch.mm(torch.t(torch.flatten(%s, 0, 1)), torch.flatten(torch.slice(%s, 0, 0, -1), 0, 1))",
                reach, states);
    }
}
