package understudy.models;

import java.util.List;

/**
 * The program that goes on with a text: a loop over tokens inside one native call. Each round runs the network over the
 * newest tokens with everything earlier in the cache, and picks one token a row with a uniform number that comes from
 * Java, so that what is said depends on the seed alone. Several tokens (a prompt) and single ones have a passage each:
 * for single ones the small operations around the products count as much as those.
 */
final class GenerationProgram {
    private GenerationProgram() {}

    /**
     * {@code speak(ids [rows, length], state…, seen [rows, vocabulary], uniforms [tokens, rows, 1], options, buffers…)}
     * gives ids [rows, tokens]. The state and the table of seen tokens are changed in place.
     */
    static String source(Architecture architecture, Layout layout) {
        Trace trace = new Trace("speak");
        trace.input("ids");
        trace.inputList(Continuation.STATE);
        trace.input("seen");
        Tensor uniforms = trace.input("uniforms");
        Tensor options = trace.input("options");
        Weights.bind(trace, layout, group -> false);
        String[] floats = {"temperature", "top_k", "top_p", "min_p", "repeat"};
        for (int i = 0; i < floats.length; i++) {
            trace.header(floats[i] + " = torch.Float(torch.select(" + options + ", 0, " + i + "))");
        }
        trace.header("position = torch.Int(torch.select(" + options + ", 0, " + floats.length + "))");
        trace.header("keep = torch.Int(top_k)");
        trace.header("cold = torch.reciprocal(torch.select(" + options + ", 0, 0))"); // a tensor: faster than a number
        trace.line("draws = torch.unbind(%s)", uniforms);
        trace.line("out = annotate(List[Tensor], [])");
        trace.line("rows = torch.size(ids, 0)");
        trace.line("length = torch.size(ids, 1)");
        trace.line("next = torch.select(ids, 1, -1)");
        trace.block("for i in range(torch.size(" + uniforms + ", 0)):", () -> {
            forward(trace, architecture);
            trace.block("if torch.ne(repeat, 1.):", () -> {
                trace.block("if torch.eq(i, 0):", () -> trace.line("torch.scatter_(seen, 1, ids, 1.)"));
                trace.block("else:", () -> trace.line("torch.scatter_(seen, 1, torch.unsqueeze(next, 1), 1.)"));
                trace.line("scores = torch.where(torch.gt(seen, 0.), torch.where(torch.gt(scores, 0.), "
                        + "torch.div(scores, repeat), torch.mul(scores, repeat)), scores)");
            });
            pick(trace, architecture.vocabulary());
            trace.line("torch.append(out, next)");
            trace.line("position = end");
        });
        return Trace.module(List.of(trace.source("torch.stack(out, 1)")));
    }

    /** The network's {@code scores} [rows, vocabulary] after {@code ids} at first, after {@code next} later. */
    private static void forward(Trace trace, Architecture architecture) {
        Weights weights = new Weights(trace, false);
        Continuation text = new Continuation(trace, architecture.context());
        trace.block("if torch.eq(length, 1):", () -> {
            trace.line("end = torch.add(position, 1)");
            if (architecture.endless()) {
                carried(trace, architecture, weights, trace.value("torch.unsqueeze(next, 1)"), CarriedPass.Spoken.ONLY);
            } else {
                TokenPass pass = new TokenPass(trace, new Tensor(trace, "next"), text);
                trace.line("scores = %s", architecture.logits(weights, pass));
            }
        });
        trace.block("else:", () -> {
            trace.line("end = torch.add(position, length)");
            Tensor ids = new Tensor(trace, "ids");
            if (architecture.endless()) {
                carried(trace, architecture, weights, ids, CarriedPass.Spoken.LAST);
            } else {
                CachedPass pass = new CachedPass(trace, ids, text);
                pass.prepare();
                trace.line("scores = %s", architecture.logits(weights, pass));
            }
            trace.line("length = 1");
        });
    }

    private static void carried(
            Trace trace, Architecture architecture, Weights weights, Tensor ids, CarriedPass.Spoken spoken) {
        Pass pass = Pass.carrying(architecture, trace, ids, "", CarriedPass.state(trace, architecture), spoken);
        trace.line("scores = %s", architecture.logits(weights, pass));
        pass.keep();
    }

    /**
     * From {@code scores} [rows, vocabulary] to {@code next} [rows]: inverse transform sampling over what the options
     * leave.
     */
    private static void pick(Trace trace, int vocabulary) {
        trace.block("if torch.eq(temperature, 0.):", () -> trace.line("next = torch.argmax(scores, 1)"));
        trace.block("else:", () -> {
            trace.line("scores = torch.mul(scores, cold)");
            String filtered = "torch.__or__(torch.__and__(torch.gt(keep, 0), torch.lt(keep, " + vocabulary
                    + ")), torch.__or__(torch.lt(top_p, 1.), torch.gt(min_p, 0.)))";
            trace.block("if " + filtered + ":", () -> {
                trace.line("k = " + vocabulary);
                trace.block("if torch.__and__(torch.gt(keep, 0), torch.lt(keep, k)):", () -> trace.line("k = keep"));
                trace.line("top, which = torch.topk(scores, k, 1)"); // sorted, so that what stays is a prefix
                trace.line("shares = torch.softmax(top, 1)");
                trace.line("last = torch.sub(k, 1)");
                trace.line("sums = torch.cumsum(shares, 1)");
                trace.block("if torch.__or__(torch.lt(top_p, 1.), torch.gt(min_p, 0.)):", () -> {
                    trace.line("stays = torch.__and__(torch.lt(torch.sub(sums, shares), top_p), "
                            + "torch.ge(shares, torch.mul(torch.slice(shares, 1, 0, 1), min_p)))");
                    trace.line("sums = torch.cumsum(torch.mul(shares, stays), 1)");
                });
                trace.line("total = torch.contiguous(torch.slice(sums, 1, last))");
                trace.line("rank = torch.searchsorted(sums, torch.mul(draws[i], total), right=True)");
                // rounding must not step past the last token that stays: sums are flat from there on
                trace.line("most = torch.searchsorted(sums, total)");
                trace.line("next = torch.squeeze(torch.gather(which, 1, torch.minimum(rank, most)), 1)");
            });
            trace.block("else:", () -> {
                trace.line("sums = torch.cumsum(torch.softmax(scores, 1), 1)");
                trace.line(
                        "rank = torch.searchsorted(sums, torch.mul(draws[i], torch.slice(sums, 1, -1)), right=True)");
                trace.line("next = torch.clamp_max(torch.squeeze(rank, 1), " + (vocabulary - 1) + ")");
            });
        });
    }
}
