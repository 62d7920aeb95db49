package understudy.repl.commands;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import understudy.repl.Escapes;
import understudy.repl.Mistake;
import understudy.repl.References;
import understudy.repl.Session;
import understudy.repl.rehearsal.Speaker;
import understudy.repl.speech.Sorter;
import understudy.repl.terminal.Text;

@Command(
        name = "classify",
        description = {
            "tell the label of a text",
            "For a model with a head that sorts: `fork NEW MODEL --head classify --corpus C`, then `train NEW`. It reads the text and tells how probable it finds each label."
        })
final class Classify implements ShellCommand {
    private final Session session;

    @Parameters(
            arity = "0..*",
            paramLabel = "[MODEL[@C]] TEXT",
            description = "which model, if not the current one; the text: \\n and \\t are understood",
            completionCandidates = References.class)
    private List<String> words;

    Classify(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of("classify spam \"You won a cup of tea\"");
    }

    @Override
    public Reply call() {
        Subject subject = Subject.of(session, words);
        String text = text(subject.rest());
        try (Speaker speaker = session.company().reader(subject.reference())) {
            Map<String, Double> probabilities = speaker.sorter().probabilities(text);
            String label = Sorter.likeliest(probabilities);
            session.console()
                    .println(
                            Text.empty().strong(label).quiet("  by " + speaker.label() + " at step " + speaker.step()));
            probabilities.entrySet().stream()
                    .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                    .forEach(entry -> session.console()
                            .println("  "
                                    + String.format(
                                            java.util.Locale.ROOT, "%7s", ConfusionReport.percent(entry.getValue()))
                                    + "  " + entry.getKey()));
            return Reply.ok()
                    .with("label", label)
                    .with("probabilities", probabilities)
                    .with("model", speaker.label())
                    .with("step", speaker.step());
        }
    }

    private static String text(List<String> rest) {
        if (rest.size() == 1 && !rest.get(0).isBlank()) {
            return Escapes.read(rest.get(0));
        }
        throw new Mistake(
                rest.size() < 2
                        ? "classify: expected a TEXT, in quotes; found none."
                        : "classify: expected one TEXT; found also \"" + rest.get(1)
                                + "\". Quote text that has blanks: \"" + String.join(" ", rest) + "\".");
    }
}
