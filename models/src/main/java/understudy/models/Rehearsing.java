package understudy.models;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The program of one training step: forward and backward over each micro-batch, gradients added up, clipped by their global norm, and the optimizer's update, in
 * one native call.
 */
final class Rehearsing {
    private Rehearsing() {}

    static String source(Architecture architecture, Layout layout, Optimizer optimizer, boolean bfloat16) {
        Trace trace = new Trace("step");
        Tensor inputs = trace.input("inputs"); // int64 [micro-batches, rows, length]
        Tensor targets = trace.input("targets");
        Weights.bind(trace, layout, true);
        for (Group group : layout.groups()) {
            optimizer.slots(group).forEach(slot -> trace.inputList(group.argument(slot)));
        }
        Dials.bind(trace);

        Map<Group, Tensor> sums = new EnumMap<>(Group.class);
        layout.groups().forEach(group -> sums.put(group, trace.value("%s", inputs)));
        trace.line("count = torch.size(%s, 0)", inputs);
        Tensor total = trace.value("torch.zeros([], dtype=6, layout=0, device=ops.prim.device(%s))", inputs);
        trace.block("for i in range(count):", () -> {
            Tensor ids = trace.value("torch.select(%s, 0, i)", inputs);
            Tensor target = trace.value("torch.select(%s, 0, i)", targets);
            Weights weights = new Weights(trace, bfloat16);
            Tensor logits = architecture.logits(weights, new WholePass(trace, ids, "dropout"));
            Tensor loss = trace.value(
                    "torch.div(torch.cross_entropy_loss(torch.view(%s, [-1, %d]), torch.view(%s, [-1])), count)",
                    logits, architecture.vocabulary(), target);
            trace.line("%s = torch.add(%s, torch.detach(%s))", total, total, loss);
            Tensor gradients = trace.value("torch.grad([%s], %s)", loss, weights.variables());
            for (Group group : layout.groups()) {
                Tensor joined = trace.value("torch.cat(%s)", flat(layout.places(group), gradients));
                trace.block("if torch.eq(i, 0):", () -> trace.line("%s = %s", sums.get(group), joined));
                trace.block(
                        "else:", () -> trace.line("%s = torch.add(%s, %s)", sums.get(group), sums.get(group), joined));
            }
        });
        Tensor norm = trace.value(
                "torch.linalg_vector_norm(torch.stack(%s))",
                sums.values().stream()
                        .map(sum -> "torch.linalg_vector_norm(" + sum + ")")
                        .collect(Collectors.joining(", ", "[", "]")));
        trace.block("if torch.gt(clip, 0.):", () -> {
            Tensor factor = trace.value("torch.clamp_max(torch.div(clip, torch.add(%s, 1.0e-6)), 1.)", norm);
            sums.values().forEach(sum -> trace.line("torch.mul_(%s, %s)", sum, factor));
        });
        optimizer.trace(trace, layout, sums);
        return Trace.module(List.of(trace.source("torch.stack([" + total + ", " + norm + "])")));
    }

    private static String flat(List<Layout.Place> places, Tensor gradients) {
        List<String> pieces = new ArrayList<>();
        for (Layout.Place place : places) {
            pieces.add("torch.reshape(unchecked_cast(Tensor, " + gradients + "[" + place.index() + "]), [-1])");
        }
        return pieces.stream().collect(Collectors.joining(", ", "[", "]"));
    }
}
