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
        List<String> functions = new ArrayList<>(
                List.of(loss(architecture, layout), score(architecture, layout), logits(architecture, layout)));
        if (!architecture.gates().isEmpty()) {
            functions.add(gates(architecture, layout));
        }
        return Trace.module(functions);
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

    private static String logits(Architecture architecture, Layout layout) {
        Trace trace = new Trace("logits");
        Tensor ids = trace.input("ids");
        Tensor logits = forward(trace, ids, architecture, layout);
        return trace.source("torch.select(" + logits + ", 0, -1)");
    }

    private static String gates(Architecture architecture, Layout layout) {
        Trace trace = new Trace("gates");
        Tensor ids = trace.input("ids");
        Weights.bind(trace, layout, false);
        return trace.source(architecture.gates(Weights.of(trace, layout), ids).toString());
    }

    private static Tensor forward(Trace trace, Tensor ids, Architecture architecture, Layout layout) {
        if (architecture.endless()) {
            trace.inputList(Continuation.STATE);
        }
        Weights.bind(trace, layout, false);
        Pass pass = Pass.whole(architecture, trace, ids, "", CarriedPass.state(trace, architecture));
        Tensor logits = architecture.logits(new Weights(trace, false), pass);
        pass.keep();
        return logits;
    }
}
