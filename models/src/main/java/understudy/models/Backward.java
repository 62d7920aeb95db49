package understudy.models;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The end of one micro-batch, in a program that has an int {@code count} of them: from features to a loss and its
 * gradients.
 *
 * @param trace the program
 * @param architecture whose features these are
 * @param layout its parameters, numbered
 * @param weights of which those that made the features are declared, and no others
 * @param cuts the stretches on the way to the features whose gradients are written out, the first one first
 * @param sum whether gradients are of each row's sum over its predictions, instead of the mean over all
 */
record Backward(Trace trace, Architecture architecture, Layout layout, Weights weights, List<Cut> cuts, boolean sum) {

    /**
     * @param loss the mean cross entropy over the predictions, divided by the count; detached
     * @param gradients an expression for each parameter that learns, by number
     */
    record Result(Tensor loss, Map<Integer, String> gradients) {}

    /** @param targets the ids to be predicted, [rows, …]; -100 where none */
    Result of(Portions portions, Tensor features, Tensor targets) {
        return portions.whole() ? atOnce(features, targets) : inPortions(portions, features, targets);
    }

    private Result atOnce(Tensor features, Tensor targets) {
        Tensor logits = architecture.head(weights, features);
        Tensor loss =
                trace.value("torch.div(torch.cross_entropy_loss(%s, torch.view(%s, [-1])), count)", logits, targets);
        Tensor objective = sum
                ? trace.value(
                        "torch.mul(%s, torch.div(torch.sum(torch.ge(%s, 0)), torch.size(%s, 0)))",
                        loss, targets, targets)
                : loss;
        List<Integer> seen = behindCuts(learnt());
        Tensor gradients = trace.value("torch.grad([%s], %s)", objective, variables(seen, lastExit()));
        Map<Integer, String> all = new LinkedHashMap<>();
        for (int k = 0; k < seen.size(); k++) {
            all.put(seen.get(k), tensor(gradients, k));
        }
        throughCuts(gradients, seen.size(), all);
        return new Result(trace.value("torch.detach(%s)", loss), all);
    }

    /**
     * The chain rule, cut at the features: portion by portion the loss is differentiated by them and by the head's own
     * parameters, then the features by all that made them. The same gradients as at once, but for the order of sums.
     */
    private Result inPortions(Portions portions, Tensor features, Tensor targets) {
        List<Integer> made = behindCuts(learnt(weights));
        List<Integer> reading = learnt(head());

        Tensor flat = trace.value("torch.view(%s, [-1])", targets);
        Tensor known = trace.value("torch.mul(torch.sum(torch.ge(%s, 0)), count)", flat);
        Tensor divisor = sum ? trace.value("torch.mul(torch.size(%s, 0), count)", targets) : known;
        Tensor loss = trace.value("torch.zeros([], dtype=6, layout=0, device=ops.prim.device(%s))", features);
        trace.line("parts = annotate(List[Tensor], [])");
        reading.forEach(i -> trace.line("head%d = p%d", i, i)); // only gives the variable its type
        portions.each(trace, features, flat, (slice, wanted) -> {
            Tensor rows = trace.value("torch.requires_grad_(torch.detach(%s), True)", slice);
            Tensor portion =
                    trace.value("torch.cross_entropy_loss(%s, %s, None, 2)", architecture.head(weights, rows), wanted);
            trace.line("%s = torch.add(%s, torch.detach(%s))", loss, loss, portion);
            String read = reading.stream().map(i -> ", p" + i).collect(Collectors.joining());
            Tensor gradients = trace.value("torch.grad([torch.div(%s, %s)], [%s%s])", portion, divisor, rows, read);
            trace.line("torch.append(parts, %s)", tensor(gradients, 0));
            for (int k = 0; k < reading.size(); k++) {
                int i = reading.get(k);
                String one = tensor(gradients, k + 1);
                trace.block("if torch.eq(portion, 0):", () -> trace.line("head%d = %s", i, one));
                trace.block("else:", () -> trace.line("head%1$d = torch.add_(head%1$d, %2$s)", i, one));
            }
        });
        Map<Integer, String> all = new LinkedHashMap<>();
        reading.forEach(i -> all.put(i, "head" + i));
        if (!made.isEmpty() || !cuts.isEmpty()) {
            Tensor gradients = trace.value(
                    "torch.grad([%s], %s, annotate(List[Optional[Tensor]], [torch.cat(parts)]))",
                    features, variables(made, lastExit()));
            for (int k = 0; k < made.size(); k++) {
                String one = tensor(gradients, k);
                all.merge(made.get(k), one, (head, below) -> "torch.add_(" + head + ", " + below + ")");
            }
            throughCuts(gradients, made.size(), all);
        }
        return new Result(trace.value("torch.div(%s, %s)", loss, known), all);
    }

    private List<Integer> learnt() {
        return layout.learning().stream()
                .flatMap(group -> layout.places(group).stream())
                .map(Layout.Place::index)
                .sorted()
                .toList();
    }

    /** The head alone, traced to see what it reads with. */
    private Weights head() {
        Trace apart = new Trace("head");
        Weights alone = new Weights(apart, false);
        architecture.head(alone, new Tensor(apart, "features"));
        return alone;
    }

    /** Those of them that a tracing has declared so far. */
    private List<Integer> learnt(Weights tracing) {
        Set<String> declared = new HashSet<>();
        tracing.layout().parameters().forEach(parameter -> declared.add(parameter.name()));
        List<Integer> learnt = new ArrayList<>(learnt());
        learnt.removeIf(i -> !declared.contains(layout.parameters().get(i).name()));
        return learnt;
    }

    /** Those parameters that are used behind the last cut only. */
    private List<Integer> behindCuts(List<Integer> learnt) {
        int from = cuts.isEmpty() ? 0 : cuts.get(cuts.size() - 1).declared();
        return learnt.stream().filter(i -> i >= from).toList();
    }

    private List<Tensor> lastExit() {
        return cuts.isEmpty() ? List.of() : List.of(cuts.get(cuts.size() - 1).exit());
    }

    /**
     * The chain rule through the cuts, from the last to the first.
     *
     * @param index of the gradient of the last exit in a list of gradients
     * @param all gets the gradients of the parameters on the way
     */
    private void throughCuts(Tensor gradients, int index, Map<Integer, String> all) {
        Tensor list = gradients;
        int at = index;
        for (int c = cuts.size() - 1; c >= 0; c--) {
            Cut cut = cuts.get(c);
            int from = c == 0 ? 0 : cuts.get(c - 1).declared();
            Cut.Gradients own = cut.chain().apply(trace.value(tensor(list, at)));
            List<Integer> before = new ArrayList<>();
            for (int i : learnt()) {
                if (own.parameters().containsKey("p" + i)) {
                    all.put(i, own.parameters().get("p" + i).toString());
                } else if (i >= from && i < cut.declared()) {
                    before.add(i);
                }
            }
            List<Tensor> exit = c == 0 ? List.of() : List.of(cuts.get(c - 1).exit());
            if (before.isEmpty() && exit.isEmpty()) {
                return;
            }
            list = trace.value(
                    "torch.grad([%s], %s, annotate(List[Optional[Tensor]], [%s]))",
                    cut.entry(), variables(before, exit), own.entry());
            at = before.size();
            for (int k = 0; k < at; k++) {
                all.put(before.get(k), tensor(list, k));
            }
        }
    }

    private static String variables(List<Integer> learnt, List<Tensor> others) {
        return Stream.concat(learnt.stream().map(i -> "p" + i), others.stream().map(Tensor::toString))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String tensor(Tensor list, int index) {
        return "unchecked_cast(Tensor, " + list + "[" + index + "])";
    }
}
