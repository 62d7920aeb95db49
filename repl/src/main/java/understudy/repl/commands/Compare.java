package understudy.repl.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
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
            "set models or checkpoints side by side: the same prompt, the same seed, the loss of each",
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

    @Mixin
    private TypedPrompt prompt;

    @Mixin
    private SamplingOptions options;

    Compare(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of("compare romeo@0 romeo", "compare romeo@0 romeo@best --prompt \"SCENE\" --tokens 60 --seed 7");
    }

    @Override
    public Reply call() {
        List<String> references = references();
        long seed = options.seed();
        Cue cue = options.cue(prompt.prompt(), 1, seed);
        List<Exhibit> parts = new ArrayList<>();
        for (String reference : references) {
            if (!session.halt().asked()) {
                session.console().progress(reference + " speaks");
                parts.add(Exhibit.of(session, reference, cue));
            }
        }
        session.console().progress("");
        SideBySide.lines(
                        parts.stream().map(part -> part.column(cue)).toList(),
                        session.console().width())
                .forEach(session.console()::println);
        footnote(cue, parts);
        Reply reply = Reply.ok()
                .with("columns", parts.stream().map(Exhibit::fields).toList())
                .with("prompt", cue.prompt())
                .with("seed", seed);
        boolean whole = parts.size() == references.size()
                && parts.stream().noneMatch(p -> p.recital().interrupted());
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

    private void footnote(Cue cue, List<Exhibit> parts) {
        StringBuilder line = new StringBuilder("  ");
        line.append(cue.tokens() == 0 ? "losses alone" : Manner.of(cue.sampling()) + " · seed " + cue.seed());
        OptionalDouble floor = parts.stream()
                .map(part -> part.standings().floor())
                .filter(OptionalDouble::isPresent)
                .findFirst()
                .orElse(OptionalDouble.empty());
        floor.ifPresent(f -> line.append(" · floor ").append(Figures.loss(f)));
        session.console().println(Text.empty().quiet(line.toString()));
    }
}
