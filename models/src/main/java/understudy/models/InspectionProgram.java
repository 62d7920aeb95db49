package understudy.models;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The program that looks at a network while it reads and would learn: forward and backward once, and of everything on the way a few numbers.
 *
 * @param source of its function {@code inspect(ids, targets, …)}, which gives one row of numbers
 * @param parts names of the activations, in order
 * @param layers numbers of the layers with attention, in order
 */
record InspectionProgram(String source, List<String> parts, List<Integer> layers) {
    static final int BINS = 24;
    /** Numbers of one activation: rms, least, most, share of silent units, share saturated, the same first three of its gradient, two histograms. */
    static final int EACH = 8 + 2 * BINS;

    private static final String QUERY = ".query";
    private static final String KEY = ".key";

    static InspectionProgram of(Architecture architecture, Layout layout) {
        Trace trace = new Trace("inspect");
        Tensor ids = trace.input("ids");
        Tensor targets = trace.input("targets");
        if (architecture.endless()) {
            trace.inputList(Continuation.STATE);
        }
        Weights.bind(trace, layout, Group::differentiable);
        Map<String, Tensor> seen = trace.watch();
        Pass pass = Pass.whole(architecture, trace, ids, "", CarriedPass.state(trace, architecture));
        Weights weights = new Weights(trace, false);
        Tensor logits = architecture.logits(weights, pass);
        Tensor loss = trace.value("torch.cross_entropy_loss(%s, torch.view(%s, [-1]))", logits, targets);
        Map<String, Tensor> parts = new LinkedHashMap<>(seen);
        parts.keySet().removeIf(name -> name.endsWith(QUERY) || name.endsWith(KEY));
        List<String> wanted = new ArrayList<>();
        for (int i = 0; i < layout.parameters().size(); i++) {
            wanted.add("p" + i);
        }
        parts.values().forEach(part -> wanted.add(part.toString()));
        Tensor gradients =
                trace.value("torch.grad([%s], [%s])", loss, wanted.stream().collect(Collectors.joining(", ")));
        trace.line("out = annotate(List[Tensor], [])");
        trace.line("torch.append(out, torch.unsqueeze(torch.detach(%s), 0))", loss);
        int index = layout.parameters().size();
        for (Tensor part : parts.values()) {
            activation(trace, part, "unchecked_cast(Tensor, " + gradients + "[" + index++ + "])");
        }
        for (int i = 0; i < layout.parameters().size(); i++) {
            trace.line(
                    "torch.append(out, torch.stack([%s, %s]))",
                    rms("p" + i), rms("unchecked_cast(Tensor, " + gradients + "[" + i + "])"));
        }
        List<Integer> layers = new ArrayList<>();
        seen.forEach((name, query) -> {
            if (name.endsWith(QUERY)) {
                String stem = name.substring(0, name.length() - QUERY.length());
                attention(trace, query, seen.get(stem + KEY));
                layers.add(Integer.parseInt(stem.replaceAll("\\D", "")));
            }
        });
        return new InspectionProgram(
                Trace.module(List.of(trace.source("torch.cat(out)"))), List.copyOf(parts.keySet()), layers);
    }

    private static String rms(String tensor) {
        return "torch.sqrt(torch.mean(torch.square(torch.detach(" + tensor + "))))";
    }

    private static void activation(Trace trace, Tensor part, String gradient) {
        // NaN would stop a histogram; what is wrong then shows in the other numbers.
        Tensor x = trace.value("torch.detach(%s)", part);
        Tensor g = trace.value("torch.detach(%s)", gradient);
        Tensor clean = trace.value("torch.nan_to_num(%s, 0., 0., 0.)", x);
        Tensor cleanGradient = trace.value("torch.nan_to_num(%s, 0., 0., 0.)", g);
        Tensor units = trace.value("torch.reshape(%s, [-1, torch.size(%s, -1)])", clean, clean);
        Tensor silent = trace.value("torch.mean(torch.to(torch.le(torch.amax(%s, [0]), 1.0e-6), 6))", units);
        Tensor saturated = trace.value("torch.mean(torch.to(torch.gt(torch.abs(%s), .97), 6))", clean);
        trace.line(
                "torch.append(out, torch.stack([%s, torch.min(%s), torch.max(%s), %s, %s, %s, torch.min(%s), torch.max(%s)]))",
                rms(x.toString()), clean, clean, silent, saturated, rms(g.toString()), cleanGradient, cleanGradient);
        trace.line("torch.append(out, torch.histc(%s, %d))", clean, BINS);
        trace.line("torch.append(out, torch.histc(%s, %d))", cleanGradient, BINS);
    }

    /** For each head its evenness, then the map of the first text. */
    private static void attention(Trace trace, Tensor query, Tensor key) {
        Tensor q = trace.value("torch.to(torch.detach(%s), 6)", query);
        Tensor k = trace.value(
                "torch.repeat_interleave(torch.to(torch.detach(%s), 6), torch.floordiv(torch.size(%s, 1), torch.size(%s, 1)), 1)",
                key, query, key);
        Tensor scores = trace.value(
                "torch.div(torch.matmul(%s, torch.transpose(%s, -2, -1)), torch.sqrt(torch.size(%s, -1)))", q, k, q);
        Tensor later = trace.value("torch.gt(torch.triu(torch.ones_like(%s), 1), 0.5)", scores);
        Tensor shares = trace.value("torch.softmax(torch.masked_fill(%s, %s, -1.0e30), -1)", scores, later);
        Tensor entropy = trace.value(
                "torch.neg(torch.sum(torch.mul(%s, torch.log(torch.add(%s, 1.0e-9))), [-1]))", shares, shares);
        // of a token that sees n: at most log n; the first sees itself alone and tells nothing
        Tensor most = trace.value("torch.log(torch.cumsum(torch.ones_like(torch.select(%s, 3, 0)), -1))", shares);
        Tensor even = trace.value("torch.div(torch.slice(%s, 2, 1), torch.slice(%s, 2, 1))", entropy, most);
        trace.line("torch.append(out, torch.mean(%s, [0, 2]))", even);
        trace.line("torch.append(out, torch.reshape(torch.select(%s, 0, 0), [-1]))", shares);
    }
}
