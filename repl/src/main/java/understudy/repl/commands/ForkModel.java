package understudy.repl.commands;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import understudy.checkpoints.Checkpoint;
import understudy.models.Lora;
import understudy.repl.Figures;
import understudy.repl.Mistake;
import understudy.repl.References;
import understudy.repl.Session;
import understudy.repl.rehearsal.Fork;
import understudy.repl.rehearsal.Resident;
import understudy.repl.rehearsal.Speaker;
import understudy.repl.terminal.Text;

@Command(
        name = "fork",
        description = {
            "begin a new model where another one stands, and make it the current one",
            "It has the other's parameters, tokenizer and knobs, stands at step 0, and has a fresh optimizer: fine-tuning is `fork`, then `train`."
        },
        modelTransformer = KnobOptions.OfForking.class)
final class ForkModel implements ShellCommand {
    private final Session session;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "NEW", description = "a new name", converter = Values.NewName.class)
    private String name;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "MODEL[@C]",
            description = "whose parameters it begins with; the current model's if none is named",
            completionCandidates = References.class)
    private String model;

    @Option(
            names = "--corpus",
            paramLabel = "C",
            description = "the text it is to learn; else the one that the other learned",
            completionCandidates = CorpusNames.class)
    private String corpus;

    @Option(
            names = "--template",
            paramLabel = "T",
            description = "the prompt template that writes out the conversations of --corpus",
            completionCandidates = TemplateNames.class)
    private String template;

    @Option(
            names = "--at",
            paramLabel = "STEP",
            description = "the other's checkpoint at this step, as MODEL@STEP",
            converter = Values.Amount.class)
    private Integer at;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "decides order of texts and dropout",
            defaultValue = "1337",
            converter = Values.Seed.class)
    private long seed;

    @Option(
            names = "--lora",
            paramLabel = "RANK",
            description = "train adapters of this rank beside its weights, which stay as they are, such as 16",
            converter = Values.Amount.class)
    private Integer lora;

    @Option(
            names = "--lora-alpha",
            paramLabel = "X",
            description = "how much adapters count; else twice their rank",
            converter = Values.Factor.class)
    private Double alpha;

    @Option(
            names = "--lora-on",
            paramLabel = "WORD",
            description = "beside which layers: ${COMPLETION-CANDIDATES}; else all")
    private Lora.On on;

    @Option(
            names = "--head",
            paramLabel = "WORD",
            description = "${COMPLETION-CANDIDATES}: a head that tells the labels of --corpus in the place of its own")
    private Head head;

    enum Head {
        CLASSIFY;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    ForkModel(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of(
                "fork juliet romeo",
                "fork nurse romeo@best --corpus playhouse --rate 3e-4",
                "fork tuned romeo --lora 16",
                "fork sorter romeo --corpus sms --head classify",
                "fork paris --at 0 --seed 7");
    }

    @Override
    public Reply call() {
        Checkpoint parent = session.company().stored(reference());
        Fork wish = new Fork(name, Optional.ofNullable(corpus), template(), seed, KnobOptions.given(spec), making());
        Resident made = session.company().fork(wish, parent);
        session.use(name);
        String learns = corpus == null ? parent.card().source().corpus() : corpus;
        session.console()
                .println(Text.empty()
                        .strong(name)
                        .plain(" begins where " + parent.reference() + " stands: " + made.arch() + " with "
                                + Figures.count(made.parameters()) + " parameters, at step 0, to learn " + learns));
        session.console()
                .println(Text.empty()
                        .quiet("  " + Figures.bytes(made.bytes()) + " on " + made.device() + " · "
                                + parent.card().source().tokenizer() + " of its parent · fresh optimizer · seed " + seed
                                + " · `train` begins"));
        long learnt = learnt();
        if (learnt < made.parameters()) {
            session.console()
                    .println(Text.empty()
                            .quiet("  " + Figures.count(learnt) + " parameters learn"
                                    + (lora == null
                                            ? ""
                                            : "; the others lie once in base.safetensors beside its checkpoints")));
        }
        return Reply.ok()
                .with("trained_parameters", learnt)
                .with("name", name)
                .with("parent", parent.reference())
                .with("arch", made.arch())
                .with("parameters", made.parameters())
                .with("bytes", made.bytes())
                .with("device", made.device())
                .with("step", 0)
                .with("corpus", learns)
                .with("seed", seed);
    }

    private long learnt() {
        try (Speaker made = session.company().specimen(name)) {
            return made.model().learnt(made.standing().recipe());
        }
    }

    private Fork.Making making() {
        if (lora == null && (alpha != null || on != null)) {
            throw new Mistake("fork: expected --lora RANK with " + (alpha == null ? "--lora-on" : "--lora-alpha")
                    + "; found none.");
        }
        Optional<Lora> form = Optional.ofNullable(lora)
                .map(rank -> new Lora(rank, alpha == null ? 2.0 * rank : alpha, on == null ? Lora.On.ALL : on));
        return new Fork.Making(form, head == Head.CLASSIFY);
    }

    private Optional<String> template() {
        if (template == null) {
            return Optional.empty();
        }
        if (corpus == null) {
            throw new Mistake("fork: expected --corpus with --template " + template
                    + ", since it writes out that corpus's conversations; found none.");
        }
        return Optional.of(TemplateNames.book(session).open(template).name());
    }

    private String reference() {
        Subject subject = Subject.alone(session, Subject.words(model));
        if (at == null) {
            return subject.reference();
        }
        if (subject.isCheckpoint()) {
            throw new Mistake("fork: expected --at STEP or a checkpoint, not both; found \"" + subject.reference()
                    + "\" and --at " + at + ".");
        }
        return subject.reference() + "@" + at;
    }
}
