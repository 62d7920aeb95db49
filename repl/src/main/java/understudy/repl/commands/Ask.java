package understudy.repl.commands;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import understudy.prompts.Conversation;
import understudy.prompts.Template;
import understudy.repl.Escapes;
import understudy.repl.Figures;
import understudy.repl.Mistake;
import understudy.repl.References;
import understudy.repl.Session;
import understudy.repl.rehearsal.Speaker;
import understudy.repl.speech.Cue;
import understudy.repl.speech.Performance;
import understudy.repl.speech.Recital;
import understudy.repl.speech.Speech;
import understudy.repl.terminal.Console;
import understudy.repl.terminal.Text;

@Command(
        name = "ask",
        description = {
            "put one question to a model, written as its texts write questions",
            "A template says how: playhouse for a model that learns a Playhouse, transcript for others, unless another is named. The answer ends where the template says"
                    + " that answers end."
        })
final class Ask implements ShellCommand {
    private final Session session;

    @Parameters(
            arity = "0..*",
            paramLabel = "[MODEL[@C]] QUESTION",
            description = "who is asked, if not the current model; the question, in quotes",
            completionCandidates = References.class)
    private List<String> words;

    @Mixin
    private TemplateOption template;

    @Option(names = "--show-prompt", description = "show the whole text that the model reads before it answers")
    private boolean show;

    @Mixin
    private SamplingOptions options;

    Ask(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of(
                "ask romeo \"Where does Dorcas live?\"",
                "ask romeo \"Who is the weaver?\" --template playhouse --greedy",
                "ask romeo \"Provide a synonym for 'bright'\" --template transcript --show-prompt");
    }

    @Override
    public Reply call() {
        Subject subject = Subject.of(session, words);
        String question = question(subject.rest());
        try (Speaker speaker = session.company().speaker(subject.reference())) {
            Template chosen = template.of(session, speaker);
            String prompt = chosen.prompt(Conversation.asking(question));
            long seed = options.seed();
            Cue cue = options.cue(prompt, 1, seed, chosen.stops());
            Performance performance = new Performance(
                    speaker.model(), speaker.tokenizer(), () -> session.halt().asked(), System::nanoTime);
            performance.check(cue);
            if (show) {
                session.console().print(Text.empty().quiet(prompt));
            }
            Recital recital = performance.of(cue, session.console()::print);
            Speech speech = recital.speeches().get(0);
            footnote(speaker, chosen, recital, seed);
            Reply reply = Reply.ok()
                    .with("answer", chosen.answer(speech.text()))
                    .with("prompt", prompt)
                    .with("stopped_because", speech.ending())
                    .with("tokens", speech.tokens())
                    .with("template", chosen.name())
                    .with("seed", seed)
                    .with("model", speaker.label())
                    .with("step", speaker.step());
            return recital.interrupted() ? reply.interrupted() : reply;
        }
    }

    private static String question(List<String> rest) {
        if (rest.isEmpty()) {
            throw new Mistake("ask: expected a QUESTION, in quotes; found nothing.");
        }
        if (rest.size() > 1) {
            throw new Mistake("Expected one QUESTION; found also \"" + rest.get(1)
                    + "\". Quote text that has blanks: \"" + String.join(" ", rest) + "\".");
        }
        return Escapes.read(rest.get(0));
    }

    private void footnote(Speaker speaker, Template chosen, Recital recital, long seed) {
        Console console = session.console();
        console.fresh();
        console.log(Text.empty()
                .quiet("  step " + Figures.count(speaker.step()) + (speaker.training() ? ", still training" : "")
                        + " · template " + chosen.name() + " · " + Figures.count(recital.tokens()) + " tokens · seed "
                        + seed));
    }
}
