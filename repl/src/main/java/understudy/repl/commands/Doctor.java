package understudy.repl.commands;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import understudy.repl.Session;
import understudy.repl.terminal.Console;
import understudy.repl.terminal.Text;

@Command(name = "doctor", description = "look at every part of the program, and say what to do about what is wrong")
final class Doctor implements ShellCommand {
    private static final int PART = 13;

    private final Session session;

    Doctor(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of("doctor");
    }

    @Override
    public Reply call() {
        Examination examination = new Examination(session);
        List<Supplier<Check>> parts = List.of(
                examination::java,
                examination::terminal,
                examination::disk,
                examination::memory,
                examination::engine,
                examination::gpu,
                examination::tokenizer,
                examination::corpora,
                examination::checkpoints);
        List<Check> checks = new ArrayList<>();
        for (Supplier<Check> part : parts) {
            session.halt().check();
            Check check = part.get();
            checks.add(check);
            show(check);
        }
        List<String> bad =
                checks.stream().filter(c -> !c.well()).map(Check::part).toList();
        session.console()
                .println(Text.empty()
                        .quiet(bad.isEmpty() ? "All is well." : "Not well: " + String.join(", ", bad) + "."));
        Reply reply =
                Reply.ok().with("checks", checks.stream().map(Doctor::fields).toList());
        return bad.isEmpty() ? reply : reply.wrong("not well: " + String.join(", ", bad));
    }

    private void show(Check check) {
        Console console = session.console();
        String part = check.part() + " ".repeat(Math.max(1, PART - check.part().length()));
        Text text =
                check.well() ? Text.empty().accent("  ok       ") : Text.empty().trouble("  trouble  ");
        console.println(text.plain(part + check.found()));
        if (!check.well()) {
            console.println("           " + " ".repeat(PART) + check.advice());
        }
    }

    private static Map<String, Object> fields(Check check) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("part", check.part());
        fields.put("ok", check.well());
        fields.put("found", check.found());
        if (!check.well()) {
            fields.put("advice", check.advice());
        }
        return fields;
    }
}
