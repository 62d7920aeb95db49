package understudy.repl.commands;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import understudy.corpora.Corpus;
import understudy.corpora.CorpusCard;
import understudy.corpora.Split;
import understudy.corpora.playhouse.PlayhouseOptions;
import understudy.models.Knob;
import understudy.models.Recipe;
import understudy.models.Sampling;
import understudy.repl.Figures;
import understudy.repl.Mistake;
import understudy.repl.Session;
import understudy.repl.rehearsal.Ending;
import understudy.repl.rehearsal.Plan;
import understudy.repl.rehearsal.Resident;
import understudy.repl.rehearsal.Run;
import understudy.repl.rehearsal.RunSnapshot;
import understudy.repl.rehearsal.Size;
import understudy.repl.rehearsal.Speaker;
import understudy.repl.speech.Cue;
import understudy.repl.speech.Measure;
import understudy.repl.speech.Passages;
import understudy.repl.speech.Performance;
import understudy.repl.speech.Translation;
import understudy.repl.speech.Verdict;
import understudy.repl.terminal.Table;

@Command(
        name = "duel",
        description = {
            "train every architecture for the same time on one text, and set them side by side",
            "Each is built by its usual recipe at one size and trained alone; the models stay, as NAME-ARCH. Ctrl-C ends it with what there is."
        })
final class Duel implements ShellCommand {
    /** Measured once, at the end: time is for training. */
    private static final Plan.Reviews ONCE = new Plan.Reviews(1, 40);

    private static final String PLAYHOUSE = "playhouse";
    private static final int LINE = 80;

    private final Session session;

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            description = "what the models' names begin with",
            defaultValue = "duel",
            converter = Values.NewName.class)
    private String name;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            description = "how long each is trained",
            defaultValue = "60s",
            converter = Values.Time.class)
    private Duration time;

    @Option(
            names = "--corpus",
            paramLabel = "C",
            description = "the text; playhouse, made if it is not there, if none is named",
            completionCandidates = CorpusNames.class)
    private String corpus;

    @Option(
            names = "--size",
            paramLabel = "WORD",
            description = "tiny 0.2M, small 0.8M, medium 5M, large 25M, gpt2 124M parameters; or so many, such as 4.8M",
            defaultValue = "small",
            converter = Values.Sized.class)
    private Size size;

    @Option(
            names = "--arch",
            paramLabel = "WORD",
            description = "only this architecture; may be given several times",
            completionCandidates = Architectures.class)
    private List<String> only;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "decides first weights, order of texts, dropout",
            defaultValue = "1337",
            converter = Values.Seed.class)
    private long seed;

    Duel(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of("duel --for 1s --size tiny --arch gpt --arch mlp");
    }

    @Override
    public Reply call() {
        List<String> architectures = architectures();
        CorpusCard text = text();
        List<Result> results = new ArrayList<>();
        for (String architecture : architectures) {
            if (!session.halt().asked()) {
                results.add(trained(architecture, text));
                session.console().progress(results.size() + " of " + architectures.size() + " have been trained");
            }
        }
        show(results);
        Reply reply = Reply.ok()
                .with("corpus", text.name())
                .with("seconds_each", time.toMillis() / 1e3)
                .with("results", results.stream().map(Result::fields).toList());
        return session.halt().asked() ? reply.interrupted() : reply;
    }

    /** Those asked for, none of which may have a model of its name already. */
    private List<String> architectures() {
        List<String> all = Knob.ARCH.choices();
        List<String> asked = only == null ? all : only;
        for (String architecture : asked) {
            if (!all.contains(architecture)) {
                throw new Mistake("--arch: expected " + CommandTable.listed(all, "or") + "; found \"" + architecture
                        + "\"." + Nearest.hint(architecture, all));
            }
            if (session.company().has(named(architecture))) {
                throw new Mistake("There is a model " + named(architecture) + " already: `delete " + named(architecture)
                        + "` makes room, `duel OTHER` takes other names.");
            }
        }
        return asked;
    }

    private String named(String architecture) {
        return name + "-" + architecture;
    }

    private CorpusCard text() {
        if (corpus != null) {
            return session.company().corpora().card(corpus);
        }
        if (session.company().corpora().names().contains(PLAYHOUSE)) {
            return session.company().corpora().card(PLAYHOUSE);
        }
        session.console().progress("writing the playhouse");
        try (Corpus made = session.company().corpora().playhouse(PLAYHOUSE, PlayhouseOptions.defaults())) {
            return made.card();
        }
    }

    private Result trained(String architecture, CorpusCard text) {
        Recipe base = Recipe.named(
                Recipe.usual(architecture).orElseThrow(), session.home().recipes());
        Recipe sized = size.of(base, text.vocabulary(), Map.of());
        Resident made = session.company().create(named(architecture), text.name(), base, sized, seed);
        Run run = session.company().director().train(made.name(), Plan.time(time, ONCE), false);
        Vigil.keep(session, run, () -> run.stop(Ending.INTERRUPTED));
        RunSnapshot last = run.snapshot();
        if (last.ending().map(Ending::trouble).orElse(true)) {
            throw new Mistake(last.message());
        }
        return measured(architecture, made, last);
    }

    private Result measured(String architecture, Resident made, RunSnapshot last) {
        try (Speaker speaker = session.company().speaker(made.name());
                Corpus text = session.company().corpora().whole(speaker.corpus())) {
            session.console().progress("measuring " + speaker.name());
            Passages passages = Passages.all(
                    Translation.windows(
                            text,
                            Split.VALIDATION,
                            speaker.tokenizer(),
                            speaker.model().architecture().context(),
                            Optional.empty()),
                    speaker.model().architecture());
            Verdict verdict = new Measure(speaker.model(), speaker.tokenizer()).of(passages, share -> {});
            return new Result(architecture, made, last, verdict, line(speaker));
        }
    }

    /** What it says at the text's beginning. */
    private String line(Speaker speaker) {
        Cue cue = Cue.of("", LINE, new Sampling(.7, 0, 1, 0, 1), seed);
        Performance performance = new Performance(speaker.model(), speaker.tokenizer(), () -> false, System::nanoTime);
        String said = performance.of(cue, piece -> {}).speeches().get(0).text();
        return said.strip().replaceAll("\\s*\\n\\s*", " / ");
    }

    /** What became of one architecture. */
    private record Result(String architecture, Resident model, RunSnapshot run, Verdict verdict, String line) {
        Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("arch", architecture);
            fields.put("name", model.name());
            fields.put("parameters", model.parameters());
            fields.put("steps", run.step());
            fields.put("seconds", run.tempo().seconds());
            run.standing().train().ifPresent(train -> fields.put("train_loss", train));
            fields.put("validation_loss", verdict.loss());
            fields.put("bits_per_byte", verdict.bitsPerByte());
            run.tempo().tokensPerSecond().ifPresent(pace -> fields.put("tokens_per_second", pace));
            fields.put("sample", line);
            return fields;
        }
    }

    private void show(List<Result> results) {
        Table table =
                Table.of("", ">parameters", ">steps", ">train", ">validation", ">bits/byte", ">tokens/s", "it says");
        for (Result result : results) {
            OptionalDouble train = result.run().standing().train();
            OptionalDouble pace = result.run().tempo().tokensPerSecond();
            table.row(
                    result.architecture(),
                    Figures.count(result.model().parameters()),
                    Figures.count(result.run().step()),
                    train.isPresent() ? Figures.loss(train.getAsDouble()) : "",
                    Figures.loss(result.verdict().loss()),
                    String.format(Locale.ROOT, "%.3f", result.verdict().bitsPerByte()),
                    pace.isPresent() ? Figures.count(Math.round(pace.getAsDouble())) : "",
                    result.line());
        }
        table.print(session.console());
    }

    /** Every architecture there is. */
    static final class Architectures implements Iterable<String> {
        @Override
        public java.util.Iterator<String> iterator() {
            return Knob.ARCH.choices().iterator();
        }
    }
}
