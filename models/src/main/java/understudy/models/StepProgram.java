package understudy.models;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The program of one training step: forward and backward over each micro-batch, gradients added up, clipped by their
 * global norm or number by number, and the optimizer's update, in one native call.
 */
final class StepProgram {
    private StepProgram() {}

    /**
     * @param sum whether gradients are of each row's sum over its predictions, instead of the mean over all
     * @param portions how many logits lie in memory at a time
     * @param device a GPU's fused recurrences are used as they are
     */
    static String source(
            Architecture architecture,
            Layout layout,
            Optimizer optimizer,
            boolean bfloat16,
            boolean sum,
            Portions portions,
            Device device) {
        Trace trace = new Trace("step");
        Tensor inputs = trace.input("inputs"); // int64 [micro-batches, rows, length]
        Tensor targets = trace.input("targets");
        if (architecture.endless()) {
            trace.inputList(Continuation.STATE); // for all rows of all micro-batches
        }
        Weights.bind(trace, layout, Group::learns);
        for (Group group : layout.learning()) {
            optimizer.slots(group).forEach(slot -> trace.inputList(group.argument(slot)));
        }
        Hyperparameters.bind(trace);

        List<Integer> learnt = learnt(layout);
        learnt.forEach(i -> trace.line("g%d = p%d", i, i)); // only gives the variable its type
        trace.line("count = torch.size(%s, 0)", inputs);
        Tensor total = trace.value("torch.zeros([], dtype=6, layout=0, device=ops.prim.device(%s))", inputs);
        trace.block("for i in range(count):", () -> {
            Tensor ids = trace.value("torch.select(%s, 0, i)", inputs);
            Tensor all = trace.value("torch.select(%s, 0, i)", targets);
            Tensor target = all;
            if (architecture.reading() == Reading.MOMENTS) {
                target = trace.value("torch.select(%s, 1, -1)", all); // the others are not predicted
            }
            Weights weights = new Weights(trace, bfloat16);
            List<Cut> cuts = new ArrayList<>();
            Pass pass = architecture.reading() == Reading.MOMENTS
                    ? MomentPass.moments(trace, ids, "dropout", new Statistics("from_batch", "norm_momentum"))
                    : architecture.reading() == Reading.STREAMS && !device.isCuda()
                            ? CarriedPass.learning(trace, ids, "dropout", state(trace, architecture, ids), cuts)
                            : Pass.whole(architecture, trace, ids, "dropout", state(trace, architecture, ids));
            Tensor features = architecture.features(weights, pass);
            Backward.Result backward =
                    new Backward(trace, architecture, layout, weights, cuts, sum).of(portions, features, target);
            trace.line("%s = torch.add(%s, %s)", total, total, backward.loss());
            Map<Integer, String> gradients = backward.gradients();
            if (architecture.reading() == Reading.STREAMS) {
                pass.keep();
            }
            trace.block("if torch.eq(i, 0):", () -> learnt.forEach(i -> trace.line("g%d = %s", i, gradients.get(i))));
            trace.block(
                    "else:",
                    () -> learnt.forEach(i -> trace.line("g%1$d = torch.add(g%1$d, %2$s)", i, gradients.get(i))));
        });
        Map<Group, List<String>> gradients = new EnumMap<>(Group.class);
        layout.learning()
                .forEach(group -> gradients.put(
                        group,
                        layout.places(group).stream()
                                .map(place -> "g" + place.index())
                                .toList()));
        String norm = "torch.linalg_vector_norm(torch.stack(torch._foreach_norm(["
                + gradients.values().stream().flatMap(List::stream).collect(Collectors.joining(", ")) + "])))";
        trace.line("norm = %s", norm);
        trace.line("left = norm");
        trace.line("largest = torch.zeros_like(norm)");
        trace.block("if torch.gt(clip_value, 0.):", () -> {
            trace.line("largest = torch.max(torch.stack([%s]))", joined(learnt, "torch.max(torch.abs(g%d))"));
            learnt.forEach(i -> trace.line("g%d = torch.clamp(g%d, torch.neg(clip_value), clip_value)", i, i));
            trace.line("left = %s", norm);
        });
        trace.line("scale = torch.ones_like(norm)");
        trace.block(
                "if torch.gt(clip, 0.):",
                () -> trace.line("scale = torch.clamp_min(torch.div(torch.add(left, 1.0e-6), clip), 1.)"));
        optimizer.trace(trace, layout, gradients);
        return Trace.module(List.of(trace.source("torch.stack([" + total + ", norm, largest, left])")));
    }

    /** What the rows of micro-batch i carry: views, so that what comes after can be written into them. */
    private static List<Tensor> state(Trace trace, Architecture architecture, Tensor ids) {
        return architecture.endless()
                ? CarriedPass.state(trace, architecture).stream()
                        .map(whole -> trace.value(
                                "torch.slice(%s, 1, torch.mul(i, torch.size(%s, 0)), torch.mul(torch.add(i, 1), torch.size(%s, 0)))",
                                whole, ids, ids))
                        .toList()
                : List.of();
    }

    /** The numbers of the parameters that gradients reach. */
    private static List<Integer> learnt(Layout layout) {
        return layout.learning().stream()
                .flatMap(group -> layout.places(group).stream())
                .map(Layout.Place::index)
                .sorted()
                .toList();
    }

    /** An expression for each of them, with its number. */
    private static String joined(List<Integer> learnt, String format) {
        return learnt.stream().map(i -> String.format(format, i)).collect(Collectors.joining(", "));
    }
}
