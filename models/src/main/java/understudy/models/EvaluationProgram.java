package understudy.models;

import java.util.ArrayList;
import java.util.List;

/**
 * The program that reads text without learning from it or going on with it: losses, scores, logits. A network whose
 * state does not grow goes on from the argument {@link Continuation#STATE}, in which it leaves what comes after.
 */
final class EvaluationProgram {
    private EvaluationProgram() {}

    static String source(Architecture architecture, Layout layout) {
        List<String> functions = new ArrayList<>(List.of(
                loss(architecture, layout),
                score(architecture, layout),
                logits(architecture, layout),
                likeliest(architecture, layout)));
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
    private static String loss(Architecture architecture, Layout layout) {
        Trace trace = new Trace("loss");
        Tensor ids = trace.input("ids");
        Tensor targets = trace.input("targets");
        Tensor logits = forward(trace, ids, architecture, layout);
        return trace.source("torch.cross_entropy_loss(" + logits + ", torch.view(" + targets + ", [-1]), None, 2)");
    }

    private static String score(Architecture architecture, Layout layout) {
        Trace trace = new Trace("score");
        Tensor ids = trace.input("ids");
        Tensor targets = trace.input("targets");
        Tensor logits = forward(trace, ids, architecture, layout);
        return trace.source("torch.view(torch.gather(torch.log_softmax(" + logits + ", -1), -1, torch.view(" + targets
                + ", [-1, 1])), [-1])");
    }

    /** For each token: the log probability of its target, the entropy, and the {@code most} likeliest with their ids. */
    private static String likeliest(Architecture architecture, Layout layout) {
        Trace trace = new Trace("likeliest");
        Tensor ids = trace.input("ids");
        Tensor targets = trace.input("targets");
        Tensor logs = trace.value("torch.log_softmax(%s, -1)", forward(trace, ids, architecture, layout));
        Tensor own = trace.value("torch.gather(%s, -1, torch.view(%s, [-1, 1]))", logs, targets);
        Tensor entropy = trace.value("torch.neg(torch.sum(torch.mul(torch.exp(%s), %s), [1], True))", logs, logs);
        trace.line("top, which = torch.topk(%s, %d, 1)", logs, Likeliest.most(architecture));
        // ids are whole numbers far below 2^24, so single precision holds them
        return trace.source("torch.cat([" + own + ", " + entropy + ", top, torch.to(which, 6)], 1)");
    }

    private static String logits(Architecture architecture, Layout layout) {
        Trace trace = new Trace("logits");
        Tensor ids = trace.input("ids");
        Tensor logits = forward(trace, ids, architecture, layout);
        return trace.source("torch.select(" + logits + ", 0, -1)");
    }

    private static String gates(Architecture architecture, Layout layout) {
        Trace trace = new Trace("gates");
        Tensor ids = trace.input("ids");
        Weights.bind(trace, layout, group -> false);
        return trace.source(architecture.gates(Weights.of(trace, layout), ids).toString());
    }

    private static Tensor forward(Trace trace, Tensor ids, Architecture architecture, Layout layout) {
        if (architecture.endless()) {
            trace.inputList(Continuation.STATE);
        }
        Weights.bind(trace, layout, group -> false);
        Pass pass = Pass.whole(architecture, trace, ids, "", CarriedPass.state(trace, architecture));
        Tensor logits = architecture.logits(new Weights(trace, false), pass);
        pass.keep();
        return logits;
    }
}
