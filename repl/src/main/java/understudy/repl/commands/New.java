package understudy.repl.commands;

import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import understudy.models.Architecture;
import understudy.models.Knob;
import understudy.models.Recipe;
import understudy.repl.Figures;
import understudy.repl.Session;
import understudy.repl.rehearsal.Resident;
import understudy.repl.rehearsal.Size;
import understudy.repl.terminal.Text;

@Command(
        name = "new",
        description = {
            "build a model in memory and make it the current one",
            "A recipe says everything about it; a size and any knob override it. The same seed gives the same model."
        },
        modelTransformer = KnobOptions.All.class)
final class New implements ShellCommand {
    private final Session session;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "MODEL", description = "a new name", converter = Values.NewName.class)
    private String name;

    @Option(
            names = "--corpus",
            required = true,
            paramLabel = "C",
            description = "the text it is to learn",
            completionCandidates = CorpusNames.class)
    private String corpus;

    @Option(
            names = "--recipe",
            paramLabel = "NAME",
            description = "network and training to begin with: modern, or that of the --arch",
            completionCandidates = RecipeNames.class)
    private String recipe;

    @Option(
            names = "--size",
            paramLabel = "WORD",
            description = "tiny 0.2M, small 0.8M, medium 5M, large 25M, gpt2 124M parameters; or so many, such as 4.8M",
            converter = Values.Sized.class)
    private Size size;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "decides first weights, order of texts, dropout",
            defaultValue = "1337",
            converter = Values.Seed.class)
    private long seed;

    New(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of(
                "new juliet --corpus playhouse",
                "new nurse --corpus playhouse --size tiny --dropout 0.1",
                "new paris --corpus playhouse --recipe nanogpt-cpu --layers 2");
    }

    @Override
    public Reply call() {
        Map<Knob, String> given = KnobOptions.given(spec);
        Recipe base = KnobOptions.base(
                recipe, given, Recipe.BUILT_IN.get(0), session.home().recipes());
        Recipe chosen = KnobOptions.turned(base, given);
        chosen.requireMeaning(given.keySet());
        int vocabulary = session.company().corpora().card(corpus).vocabulary();
        Recipe sized =
                KnobOptions.fitting(base, chosen.word(Knob.ARCH), session.home().recipes(), () -> {
                    Recipe wanted = size == null ? chosen : size.of(chosen, vocabulary, given);
                    wanted.architecture(vocabulary); // says so if it is none
                    return wanted;
                });
        Architecture architecture = sized.architecture(vocabulary);
        KnobOptions.refuseForeign(architecture, given);
        Resident made = session.company().create(name, corpus, base, sized, seed);
        session.use(name);
        session.console()
                .println(Text.empty()
                        .strong(name)
                        .plain(": " + made.arch() + " with " + Figures.count(made.parameters()) + " parameters, "
                                + architecture.sizes()));
        session.console()
                .println(Text.empty()
                        .quiet("  " + Figures.bytes(made.bytes()) + " on " + made.device() + " · recipe " + base.name()
                                + " · seed " + seed + " · `train` begins"));
        session.company()
                .corpora()
                .card(corpus)
                .unseen()
                .ifPresent(line -> session.console().println(Text.empty().quiet("  " + line)));
        return Reply.ok()
                .with("name", name)
                .with("arch", made.arch())
                .with("parameters", made.parameters())
                .with("bytes", made.bytes())
                .with("device", made.device())
                .with("recipe", base.name())
                .with("config", architecture.config());
    }
}
