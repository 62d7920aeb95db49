package understudy.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * The program that reads text without learning from it or going on with it: losses, scores, logits. A network whose
 * state does not grow goes on from the argument {@link Continuation#STATE}, in which it leaves what comes after.
 */
final class EvaluationProgram {
    private EvaluationProgram() {}

    static String source(Architecture architecture, Layout layout, Portions portions) {
        List<String> functions = new ArrayList<>(List.of(
                loss(architecture, layout, portions),
                score(architecture, layout, portions),
                logits(architecture, layout),
                likeliest(architecture, layout, portions)));
        if (!architecture.gates().isEmpty()) {
            functions.add(gates(architecture, layout));
        }
        if (layout.groups().contains(Group.STATISTICS)) {
            functions.add(observe(architecture, layout));
        }
        return Trace.module(functions);
    }

    /** Moments [rows, context] are only looked at: the statistics of batch norm move towards theirs. */
    private static String observe(Architecture architecture, Layout layout) {
        Trace trace = new Trace("observe");
        Tensor ids = trace.input("ids");
        Tensor options = trace.input("options");
        Weights.bind(trace, layout, group -> false);
        trace.header("pace = torch.Float(torch.select(" + options + ", 0, 0))");
        Pass pass = MomentPass.moments(trace, ids, "", new Statistics("True", "pace"));
        return trace.source("torch.sum(" + architecture.logits(new Weights(trace, false), pass) + ")");
    }

    /** Sum of cross entropy over targets that are not negative. */
    private static String loss(Architecture architecture, Layout layout, Portions portions) {
        return measured(
                        "loss",
                        architecture,
                        layout,
                        portions,
                        (logits, targets) -> logits.trace()
                                .value(
                                        "torch.reshape(torch.cross_entropy_loss(%s, %s, None, 2), [1])",
                                        logits, targets))
                .apply("torch.sum(%s)");
    }

    private static String score(Architecture architecture, Layout layout, Portions portions) {
        return measured(
                        "score",
                        architecture,
                        layout,
                        portions,
                        (logits, targets) -> logits.trace()
                                .value(
                                        "torch.view(torch.gather(torch.log_softmax(%s, -1), -1, torch.view(%s, [-1, 1])), [-1])",
                                        logits, targets))
                .apply("%s");
    }

    /** For each token: the log probability of its target, the entropy, and the {@code most} likeliest with their ids. */
    private static String likeliest(Architecture architecture, Layout layout, Portions portions) {
        return measured("likeliest", architecture, layout, portions, (logits, targets) -> {
                    Trace trace = logits.trace();
                    Tensor logs = trace.value("torch.log_softmax(%s, -1)", logits);
                    Tensor own = trace.value("torch.gather(%s, -1, torch.view(%s, [-1, 1]))", logs, targets);
                    Tensor entropy =
                            trace.value("torch.neg(torch.sum(torch.mul(torch.exp(%s), %s), [1], True))", logs, logs);
                    trace.line("top, which = torch.topk(%s, %d, 1)", logs, Likeliest.most(architecture));
                    // ids are whole numbers far below 2^24, so single precision holds them
                    return trace.value("torch.cat([%s, %s, top, torch.to(which, 6)], 1)", own, entropy);
                })
                .apply("%s");
    }

    /** A function of ids and targets, made of what a portion's logits and targets [rows] give, joined. */
    private static UnaryOperator<String> measured(
            String name, Architecture architecture, Layout layout, Portions portions, BinaryOperator<Tensor> measure) {
        Trace trace = new Trace(name);
        Tensor ids = trace.input("ids");
        Tensor targets = trace.input("targets");
        Weights weights = new Weights(trace, false);
        Tensor features = features(trace, ids, architecture, layout, weights);
        Tensor flat = trace.value("torch.view(%s, [-1])", targets);
        trace.line("parts = annotate(List[Tensor], [])");
        portions.each(
                trace,
                features,
                flat,
                (rows, wanted) ->
                        trace.line("torch.append(parts, %s)", measure.apply(architecture.head(weights, rows), wanted)));
        Tensor joined = trace.value("torch.cat(parts)");
        return result -> trace.source(String.format(Locale.ROOT, result, joined));
    }

    private static String logits(Architecture architecture, Layout layout) {
        Trace trace = new Trace("logits");
        Tensor ids = trace.input("ids");
        Weights weights = new Weights(trace, false);
        Tensor last = trace.value("torch.slice(%s, 0, -1)", features(trace, ids, architecture, layout, weights));
        return trace.source("torch.select(" + architecture.head(weights, last) + ", 0, 0)");
    }

    private static String gates(Architecture architecture, Layout layout) {
        Trace trace = new Trace("gates");
        Tensor ids = trace.input("ids");
        Weights.bind(trace, layout, group -> false);
        return trace.source(architecture.gates(Weights.of(trace, layout), ids).toString());
    }

    private static Tensor features(Trace trace, Tensor ids, Architecture architecture, Layout layout, Weights weights) {
        if (architecture.endless()) {
            trace.inputList(Continuation.STATE);
        }
        Weights.bind(trace, layout, group -> false);
        Pass pass = Pass.whole(architecture, trace, ids, "", CarriedPass.state(trace, architecture));
        Tensor features = architecture.features(weights, pass);
        pass.keep();
        return features;
    }
}
