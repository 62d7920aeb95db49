package understudy.repl.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import understudy.repl.Escapes;
import understudy.repl.Figures;
import understudy.repl.Mistake;
import understudy.repl.References;
import understudy.repl.Session;
import understudy.repl.speech.Cue;
import understudy.repl.speech.Manner;
import understudy.repl.terminal.SideBySide;
import understudy.repl.terminal.Text;

@Command(
        name = "compare",
        description = {
            "set models or checkpoints side by side: the same prompt or question, the same seed, the loss of each",
            "Losses are those of the run's own validation windows. --tokens 0 compares losses alone."
        })
final class Compare implements ShellCommand {
    private final Session session;

    @Parameters(
            arity = "0..*",
            paramLabel = "MODEL[@C]",
            description = "models and checkpoints",
            completionCandidates = References.class)
    private List<String> words;

    @Option(
            names = "--ask",
            paramLabel = "QUESTION",
            description = "put a question to each instead, once under every --template")
    private String asked;

    @Option(
            names = "--template",
            paramLabel = "T,T…",
            split = ",",
            description = "how the question is written; a column for each; else as each model usually reads questions",
            completionCandidates = TemplateNames.class)
    private List<String> templates;

    @Mixin
    private TypedPrompt prompt;

    @Mixin
    private SamplingOptions options;

    Compare(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of(
                "compare romeo@0 romeo",
                "compare romeo@0 romeo@best --prompt \"SCENE\" --tokens 60 --seed 7",
                "compare romeo@0 romeo --ask \"Who is the weaver?\" --template playhouse,plain --tokens 30");
    }

    @Override
    public Reply call() {
        List<String> references = references();
        long seed = options.seed();
        Cue cue = options.cue(prompt.prompt(), 1, seed);
        List<String> names = templates(cue);
        List<Exhibit> parts = new ArrayList<>();
        for (String reference : references) {
            if (!session.halt().asked()) {
                session.console().progress(reference + " speaks");
                parts.addAll(
                        asked == null
                                ? List.of(Exhibit.of(session, reference, cue))
                                : Exhibit.asked(session, reference, Escapes.read(asked), names, options, seed));
            }
        }
        session.console().progress("");
        requireOne(parts);
        if (asked != null) {
            session.console().println(Text.empty().quiet("─ " + Escapes.read(asked)));
        }
        SideBySide.lines(
                        parts.stream().map(Exhibit::column).toList(),
                        session.console().width())
                .forEach(session.console()::println);
        footnote(cue, parts);
        Reply reply = Reply.ok()
                .with("columns", parts.stream().map(Exhibit::fields).toList())
                .with("prompt", cue.prompt())
                .with("seed", seed);
        if (asked != null) {
            reply = reply.with("question", Escapes.read(asked));
        }
        boolean whole = parts.size() >= references.size() * Math.max(1, names.size())
                && parts.stream().noneMatch(part -> part.said().interrupted());
        return whole ? reply : reply.interrupted();
    }

    private List<String> references() {
        if (words == null || words.isEmpty()) {
            throw new Mistake("compare: expected models or checkpoints, such as romeo@0 romeo; found nothing. "
                    + "`checkpoints` lists those of the current model.");
        }
        for (String word : words) {
            if (!Subject.isModel(session, word)) {
                throw new Mistake(Subject.unknown(session, word) + " A prompt goes behind --prompt.");
            }
        }
        return words;
    }

    /** The templates under which a question is put; none where each model has its own. */
    private List<String> templates(Cue cue) {
        List<String> names = templates == null ? List.of() : templates;
        if (asked == null && !names.isEmpty()) {
            throw new Mistake("compare: expected --ask QUESTION with --template " + String.join(",", names)
                    + ", since it writes out a question; found none.");
        }
        if (asked != null && !cue.prompt().isEmpty()) {
            throw new Mistake("compare: expected --ask or a prompt; found both. Leave one out.");
        }
        if (asked != null && asked.isBlank()) {
            throw new Mistake("--ask: expected a QUESTION, in quotes; found nothing.");
        }
        names.forEach(TemplateNames.book(session)::open); // says so if one is none, before anybody speaks
        return names.stream().distinct().toList();
    }

    /** @throws Mistake if no column holds anything but trouble */
    private static void requireOne(List<Exhibit> parts) {
        if (!parts.isEmpty()
                && parts.stream().allMatch(part -> !part.said().trouble().isEmpty())) {
            throw new Mistake(parts.get(0).said().trouble());
        }
    }

    private void footnote(Cue cue, List<Exhibit> parts) {
        StringBuilder line = new StringBuilder("  ");
        line.append(cue.tokens() == 0 ? "losses alone" : Manner.of(cue.sampling()) + " · seed " + cue.seed());
        List<OptionalDouble> floors =
                parts.stream().map(part -> part.standings().floor()).distinct().toList();
        if (floors.size() == 1) { // one that stands under all of them
            floors.get(0).ifPresent(floor -> line.append(" · floor ").append(Figures.loss(floor)));
        }
        session.console().println(Text.empty().quiet(line.toString()));
    }
}
