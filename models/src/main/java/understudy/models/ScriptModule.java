package understudy.models;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A network with its parameters as one TorchScript module for other programs: {@code forward(ids [rows, length])} gives
 * logits [rows, length, vocabulary], having read nothing before. It differentiates, and goes to any device, as any
 * module does.
 */
final class ScriptModule {
    private ScriptModule() {}

    /** Writes a model as it is now; the stream stays open. */
    static void write(LanguageModel model, OutputStream out) throws IOException {
        Layout layout = model.layout();
        Map<String, Parameter> attributes = new LinkedHashMap<>();
        layout.parameters().forEach(parameter -> attributes.put(identifier(parameter.name()), parameter));
        List<Archive.Attribute> tensors = new ArrayList<>();
        attributes.forEach((name, parameter) -> tensors.add(new Archive.Attribute(
                name, parameter.shape(), () -> model.tensor(parameter.name()).data())));
        Archive.write(out, source(model.architecture(), attributes), tensors);
    }

    /** {@code h.0.attn.c_attn.weight} as an attribute can be called. */
    private static String identifier(String name) {
        return name.replace('.', '_');
    }

    private static String source(Architecture architecture, Map<String, Parameter> attributes) {
        Trace trace = new Trace("forward");
        Tensor ids = trace.input("ids");
        int index = 0;
        for (String name : attributes.keySet()) {
            trace.header("p" + index++ + " = self." + name);
        }
        if (architecture.endless()) {
            trace.header(Continuation.STATE + " = [" + nothing(architecture, ids) + "]");
        }
        Pass pass = Pass.whole(architecture, trace, ids, "", CarriedPass.state(trace, architecture));
        Tensor logits = architecture.logits(new Weights(trace, false), pass);
        String forward = trace.source("torch.view(" + logits + ", [torch.size(" + ids + ", 0), torch.size(" + ids
                + ", 1), " + architecture.vocabulary() + "])");
        return "class M(Module):\n  __parameters__ = " + names(attributes, true) + "\n  __buffers__ = "
                + names(attributes, false) + "\n  training : bool\n"
                + attributes.keySet().stream()
                        .map(name -> "  " + name + " : Tensor\n")
                        .collect(Collectors.joining())
                + forward;
    }

    private static String names(Map<String, Parameter> attributes, boolean learnt) {
        return attributes.entrySet().stream()
                .filter(entry -> entry.getValue().group().differentiable() == learnt)
                .map(entry -> "\"" + entry.getKey() + "\", ")
                .collect(Collectors.joining("", "[", "]"));
    }

    /** What such a network carries before it has read anything, for as many rows as there are. */
    private static String nothing(Architecture architecture, Tensor ids) {
        return architecture.state(1).stream()
                .map(shape -> {
                    List<String> extents = new ArrayList<>();
                    for (int i = 0; i < shape.length; i++) {
                        extents.add(i == 1 ? "torch.size(" + ids + ", 0)" : Long.toString(shape[i]));
                    }
                    return "torch.zeros(" + extents + ", dtype=6, layout=0, device=ops.prim.device(" + ids + "))";
                })
                .collect(Collectors.joining(", "));
    }
}
