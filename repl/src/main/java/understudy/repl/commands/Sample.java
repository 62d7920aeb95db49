package understudy.repl.commands;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import understudy.prompts.Conversation;
import understudy.prompts.Message;
import understudy.prompts.Role;
import understudy.repl.Figures;
import understudy.repl.Mistake;
import understudy.repl.References;
import understudy.repl.Session;
import understudy.repl.rehearsal.Speaker;
import understudy.repl.speech.Cast;
import understudy.repl.speech.Cue;
import understudy.repl.speech.Performance;
import understudy.repl.speech.Recital;
import understudy.repl.speech.Staging;
import understudy.repl.terminal.Console;
import understudy.repl.terminal.Text;

@Command(
        name = "sample",
        description = {
            "go on with a text, shown as it comes",
            "Without a PROMPT the model begins as its texts begin. The same checkpoint, prompt, options and seed give the same text. Ctrl-C ends it and keeps what was said."
        })
final class Sample implements ShellCommand {
    private static final int TAIL = 60;

    private final Session session;

    @Parameters(
            arity = "0..*",
            paramLabel = "[MODEL[@C]] [PROMPT]",
            description = "who speaks, if not the current model; what it goes on with: \\n and \\t are understood",
            completionCandidates = References.class)
    private List<String> words;

    @Mixin
    private SamplingOptions options;

    @Mixin
    private PromptOptions prompts;

    @Option(
            names = "--template",
            paramLabel = "T",
            description = "begin as this prompt template does; PROMPT is its system text, in a screenplay the scene",
            completionCandidates = TemplateNames.class)
    private String template;

    @Option(
            names = "--cast",
            paramLabel = "TEXT",
            split = ",",
            description = "of a screenplay, who may speak: the names, with commas between; all cues are theirs")
    private List<String> cast;

    @Option(
            names = "-n",
            paramLabel = "N",
            description = "so many texts at once",
            defaultValue = "1",
            converter = Rows.class)
    private int rows;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "write the text to a file as well",
            converter = FilePath.class)
    private Path out;

    @Option(
            names = "--explain",
            description = "say nothing, but show how the first token would be drawn: each stage, what it removes")
    private boolean explain;

    Sample(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of(
                "sample romeo",
                "sample romeo@best \"SCENE\" -k 40 --tokens 60 --seed 7",
                "sample romeo \"The \" -n 3 --stop \"\\n\" --greedy",
                "sample romeo --template screenplay --cast DORCAS,FELIX --tokens 60 --seed 7",
                "sample romeo \"The \" --explain -k 10 -p 0.9");
    }

    @Override
    public Reply call() {
        Subject subject = Subject.of(session, words);
        String prompt = opening(prompts.prompt(subject.rest()));
        Optional<Cast> company = company();
        long seed = options.seed();
        Cue cue = options.cue(prompt, rows, seed);
        Optional<OutFile> file = Optional.ofNullable(out).map(OutFile::at);
        try (Speaker speaker = session.company().speaker(subject.reference())) {
            if (explain) {
                return Explanation.of(session, speaker, cue);
            }
            Recital recital = company.isPresent() ? play(speaker, company.get(), cue) : perform(speaker, cue);
            file.ifPresent(f -> f.write(whole(prompt, recital)));
            footnote(speaker, recital, seed);
            Reply reply = reply(speaker, recital, prompt, seed);
            return recital.interrupted() ? reply.interrupted() : reply;
        }
    }

    /** What the model reads first: as typed, or as a template begins with it. */
    private String opening(String typed) {
        if (template == null) {
            return typed;
        }
        List<Message> system = typed.isEmpty() ? List.of() : List.of(new Message(Role.SYSTEM, typed));
        return TemplateNames.book(session)
                .open(template)
                .render(new Conversation(system))
                .text();
    }

    private Optional<Cast> company() {
        if (cast == null) {
            return Optional.empty();
        }
        if (cast.stream().allMatch(String::isBlank)) {
            throw new Mistake(
                    "--cast: expected names, such as ROMEO,JULIET; found \"" + String.join(",", cast) + "\".");
        }
        if (rows > 1) {
            throw new Mistake("sample: expected --cast without -n " + rows + ": a scene with a cast is spoken alone.");
        }
        return Optional.of(new Cast(cast));
    }

    private Recital play(Speaker speaker, Cast company, Cue cue) {
        Console console = session.console();
        new Performance(speaker.model(), speaker.tokenizer(), () -> false, System::nanoTime).check(cue);
        console.print(Text.empty().quiet(cue.prompt()));
        Recital recital = new Staging(
                        speaker.model(),
                        speaker.tokenizer(),
                        company,
                        () -> session.halt().asked(),
                        System::nanoTime)
                .of(cue, console::print);
        console.fresh();
        return recital;
    }

    private Recital perform(Speaker speaker, Cue cue) {
        Console console = session.console();
        Performance performance = new Performance(
                speaker.model(), speaker.tokenizer(), () -> session.halt().asked(), System::nanoTime);
        if (rows == 1) {
            performance.check(cue);
            console.print(Text.empty().quiet(cue.prompt()));
            Recital recital = performance.of(cue, console::print);
            console.fresh();
            return recital;
        }
        StringBuilder first = new StringBuilder();
        Recital recital = performance.of(cue, piece -> {
            first.append(piece);
            String tail = first.substring(Math.max(0, first.length() - TAIL));
            console.progress(rows + " at once: …" + tail.replace('\n', ' '));
        });
        for (int row = 0; row < rows; row++) {
            console.println(Text.empty().quiet("─ " + (row + 1) + " of " + rows));
            console.println(Text.empty()
                    .quiet(cue.prompt())
                    .plain(recital.speeches().get(row).text()));
        }
        return recital;
    }

    /** {@code step 1,216, still training · 60 tokens · 1,402 tokens/s · seed 7}. */
    private void footnote(Speaker speaker, Recital recital, long seed) {
        List<String> parts = new ArrayList<>();
        parts.add("step " + Figures.count(speaker.step()) + (speaker.training() ? ", still training" : ""));
        parts.add(Figures.count(recital.tokens()) + " tokens");
        recital.tokensPerSecond()
                .ifPresent(speed -> parts.add(Figures.count(Math.round(speed)) + " tokens/s"
                        + (speaker.training() ? ", sharing the cores with the run" : "")));
        parts.add("seed " + seed);
        if (recital.interrupted()) {
            parts.add("stopped by you");
        }
        session.console().log(Text.empty().quiet("  " + String.join(" · ", parts)));
    }

    private static String whole(String prompt, Recital recital) {
        List<String> texts = recital.speeches().stream()
                .map(speech -> prompt + speech.text() + "\n")
                .toList();
        return String.join("\n", texts);
    }

    private static Reply reply(Speaker speaker, Recital recital, String prompt, long seed) {
        return Reply.ok()
                .with(
                        "samples",
                        recital.speeches().stream().map(Wordings::fields).toList())
                .with("tokens_per_second", recital.tokensPerSecond())
                .with("seed", seed)
                .with("step", speaker.step())
                .with("model", speaker.label())
                .with("prompt", prompt)
                .with("training", speaker.training());
    }

    /** As many texts as anyone reads. */
    static final class Rows implements ITypeConverter<Integer>, Offer {
        private static final int MOST = 1000;

        @Override
        public Integer convert(String value) {
            return (int) Values.whole(value, 1, MOST, "a whole number from 1 to 1000, such as 8");
        }

        @Override
        public List<String> offers() {
            return List.of("2", "4", "8");
        }
    }
}
