package understudy.models;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One TorchScript function while it is being written. Operations on {@link Tensor} append to the body; what is the same
 * for the whole call (views of parameters, tables, casts) goes into the prelude, so that the token loop of generation
 * does not repeat it.
 */
final class Trace {
    private final String name;
    private final List<String> inputs = new ArrayList<>();
    private final StringBuilder header = new StringBuilder();
    private final StringBuilder prelude = new StringBuilder();
    private final StringBuilder body = new StringBuilder();
    private Optional<Map<String, Tensor>> watched = Optional.empty();
    private int depth = 1;
    private int fresh;

    Trace(String name) {
        this.name = name;
    }

    /** An argument of the function that is one tensor. */
    Tensor input(String argument) {
        inputs.add(argument + ": Tensor");
        return new Tensor(this, argument);
    }

    /**
     * An argument that is a list of tensors; in-place list operations reach their targets only through such an
     * argument.
     */
    String inputList(String argument) {
        inputs.add(argument + ": List[Tensor]");
        return argument;
    }

    /** A new variable holding the value of a TorchScript expression; {@code %s} takes tensors by name. */
    Tensor value(String format, Object... arguments) {
        String variable = "v" + fresh++;
        line(variable + " = " + format, arguments);
        return new Tensor(this, variable);
    }

    /** The name of a variable that nobody reads: TorchScript wants one for what an operation in place gives back. */
    String unread() {
        return "u" + fresh++;
    }

    /** As {@link #value}, computed once per call, before the body. */
    Tensor constant(String format, Object... arguments) {
        String variable = "c" + fresh++;
        prelude.append("    ")
                .append(variable)
                .append(" = ")
                .append(text(format, arguments))
                .append('\n');
        return new Tensor(this, variable);
    }

    /** From here on what is {@link #tap tapped} is kept, by name. */
    Map<String, Tensor> watch() {
        watched = Optional.of(new LinkedHashMap<>());
        return watched.get();
    }

    /** Tells whoever watches of a tensor on the way; where nobody does this is nothing. */
    Tensor tap(String called, Tensor x) {
        watched.ifPresent(all -> all.put(called, x));
        return x;
    }

    /** A statement before all others: the parameters. */
    void header(String statement) {
        header.append("    ").append(statement).append('\n');
    }

    /** A statement. */
    void line(String format, Object... arguments) {
        body.append("  ".repeat(depth + 1)).append(text(format, arguments)).append('\n');
    }

    /** A compound statement such as {@code for i in range(n):} and what stands inside. */
    void block(String header, Runnable inside) {
        line("%s", header);
        depth++;
        inside.run();
        depth--;
    }

    /** The function's source. */
    String source(String result) {
        String arguments = inputs.stream().map(i -> ", " + i).collect(Collectors.joining());
        return "  def " + name + "(self: __torch__.M" + arguments + ") -> Tensor:\n" + header + prelude + body
                + "    return " + result + "\n";
    }

    private static String text(String format, Object... arguments) {
        return arguments.length == 0 ? format : String.format(Locale.ROOT, format, arguments);
    }

    /** The source of a module with the given functions. */
    static String module(List<String> functions) {
        return "class M(Module):\n  __parameters__ = []\n  __buffers__ = []\n  training : bool\n"
                + String.join("", functions);
    }
}
