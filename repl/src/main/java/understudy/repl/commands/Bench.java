package understudy.repl.commands;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import understudy.models.Architecture;
import understudy.models.Engine;
import understudy.models.EngineInfo;
import understudy.models.Knob;
import understudy.models.Profile;
import understudy.models.Recipe;
import understudy.repl.Figures;
import understudy.repl.Mistake;
import understudy.repl.Session;
import understudy.repl.bench.SpeakingPace;
import understudy.repl.bench.TrainingPace;
import understudy.repl.bench.Yardsticks;
import understudy.repl.terminal.Console;
import understudy.repl.terminal.Text;

@Command(
        name = "bench",
        description = {
            "measure what this machine can do: training, speaking, or both",
            "Needs no corpus: 65 random symbols. A training step counts whole, with making its batch; the median is told, after 10 steps that do not count. Speaking counts"
                    + " decoding alone, with one row and with eight at once."
        },
        modelTransformer = KnobOptions.OfSpeed.class)
final class Bench implements ShellCommand {
    private static final String USUAL = "nanogpt-cpu";
    private static final int SYMBOLS = 65;
    /** Lines of a profile. */
    private static final int OPERATIONS = 10;

    private final Session session;

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "WHAT",
            description = "train, sample, or all: the table of known work; train and sample if not given")
    private What what;

    @Option(
            names = "--recipe",
            paramLabel = "NAME",
            description = "whose sizes and optimizer: nanogpt-cpu, or that of the --arch",
            completionCandidates = RecipeNames.class)
    private String recipe;

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "training steps, or tokens of each text [50 steps, 400 tokens]",
            converter = Values.Count.class)
    private Integer steps;

    @Option(names = "--profile", description = "the ten most expensive operations of a training step")
    private boolean profile;

    Bench(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of(
                "bench train --steps 20",
                "bench train --steps 5 --profile",
                "bench sample --layers 6 --width 192 --heads 6 --steps 100");
    }

    @Override
    public Reply call() {
        if (profile && what == What.SAMPLE) {
            throw new Mistake("--profile looks into a training step; `bench train --profile` does that.");
        }
        if (what == What.ALL) {
            return all();
        }
        Map<Knob, String> given = KnobOptions.given(spec);
        Recipe base = KnobOptions.base(recipe, given, USUAL, session.home().recipes());
        Recipe chosen = KnobOptions.turned(base, given);
        Architecture architecture = chosen.architecture(SYMBOLS);
        KnobOptions.refuseForeign(architecture, given);
        Engine engine = session.company().engine();
        Console console = session.console();
        console.println(Text.of("recipe ")
                .strong(base.name())
                .plain(" " + architecture.arch() + ", " + architecture.sizes() + ", "
                        + Figures.parameters(architecture.parameters()) + " parameters")
                .quiet(" · " + where(engine.info())));
        Reply reply = Reply.ok().with("recipe", base.name()).with("parameters", architecture.parameters());
        if (what != What.SAMPLE) {
            reply = train(chosen, engine, reply);
        }
        if (what != What.TRAIN) {
            reply = sample(chosen, engine, reply);
        }
        return reply.with("threads", engine.info().threads())
                .with("device", engine.info().device().toString());
    }

    private Reply all() {
        if (profile || recipe != null) {
            throw new Mistake("`bench all` measures its own recipes and has no " + (profile ? "--profile" : "--recipe")
                    + "; `bench train` does that.");
        }
        Console console = session.console();
        Engine engine = session.company().engine();
        List<Yardsticks.Yardstick> all = new Yardsticks(
                        engine, session.home().recipes(), session.halt()::asked, console::progress)
                .measured(KnobOptions.given(spec), count());
        console.println(Text.of("| work | " + where(engine.info()) + " | precision |"));
        console.println(Text.of("|---|---|---|"));
        all.forEach(row -> console.println(
                Text.of("| " + row.work() + " | " + amount(row) + " " + row.unit() + " | " + row.precision() + " |")));
        return Reply.ok()
                .with(
                        "rows",
                        all.stream()
                                .map(row -> Map.of(
                                        "work", row.work(),
                                        "value", row.value(),
                                        "unit", row.unit(),
                                        "precision", row.precision()))
                                .toList())
                .with("threads", engine.info().threads())
                .with("device", engine.info().device().toString());
    }

    private static String amount(Yardsticks.Yardstick row) {
        return row.value() < 1000 ? decimal(row.value()) : Figures.count(Math.round(row.value()));
    }

    private Reply train(Recipe chosen, Engine engine, Reply reply) {
        Console console = session.console();
        TrainingPace pace = TrainingPace.of(engine, chosen, count(), profile, step -> {
            session.halt().check();
            console.progress("training, step " + step);
        });
        double[] all = pace.milliseconds();
        console.println(Text.empty()
                .plain("  train   ")
                .strong(decimal(pace.millisecondsPerStep()) + " ms a step")
                .plain(" · " + Figures.count(Math.round(pace.tokensPerSecond())) + " tokens/s · " + whole(pace.gflops())
                        + " GFLOP/s")
                .quiet(" · median of " + all.length + ", batch " + chosen.count(Knob.BATCH) + " x "
                        + chosen.count(Knob.CONTEXT) + ", " + pace.precision()));
        pace.profile().ifPresent(this::tell);
        Reply more = pace.profile()
                .map(found -> reply.with("products", found.products())
                        .with(
                                "operations",
                                found.operations().stream()
                                        .limit(OPERATIONS)
                                        .map(Bench::row)
                                        .toList()))
                .orElse(reply);
        return more.with("steps", all.length)
                .with("ms_per_step", pace.millisecondsPerStep())
                .with("train_tokens_per_second", pace.tokensPerSecond())
                .with("gflops", pace.gflops())
                .with("precision", pace.precision());
    }

    private void tell(Profile profile) {
        Console console = session.console();
        for (Profile.Operation operation : profile.operations()
                .subList(0, Math.min(OPERATIONS, profile.operations().size()))) {
            console.println(Text.of(String.format(
                    Locale.ROOT,
                    "    %5.1f %%  %8.2f ms  %5d x  %s",
                    100 * operation.milliseconds() / profile.milliseconds(),
                    operation.milliseconds() / TrainingPace.PROFILED,
                    operation.times() / TrainingPace.PROFILED,
                    operation.name())));
        }
        console.println(
                Text.empty()
                        .plain("    products of matrices " + whole(100 * profile.products()) + " %")
                        .quiet(
                                " · the ten most expensive operations of a step, each without what it calls; being watched makes a step slower"));
    }

    private static Map<String, Object> row(Profile.Operation operation) {
        return Map.of(
                "operation",
                operation.name(),
                "ms",
                operation.milliseconds() / TrainingPace.PROFILED,
                "times",
                operation.times() / TrainingPace.PROFILED);
    }

    private Reply sample(Recipe chosen, Engine engine, Reply reply) {
        Console console = session.console();
        console.progress("speaking");
        SpeakingPace pace =
                SpeakingPace.of(engine, chosen, count(), () -> session.halt().asked());
        console.println(Text.empty()
                .plain("  sample  ")
                .strong(Figures.count(Math.round(pace.tokensPerSecond())) + " tokens/s")
                .plain(" · eight at once " + Figures.count(Math.round(pace.tokensPerSecondOfEight())) + " tokens/s · "
                        + whole(pace.gflops()) + " GFLOP/s")
                .quiet(" · medians of 5, decoding alone"));
        Reply more = reply.with("tokens_per_second", pace.tokensPerSecond())
                .with("tokens_per_second_of_8", pace.tokensPerSecondOfEight());
        return what != null ? more.with("gflops", pace.gflops()).with("precision", "fp32") : more;
    }

    private OptionalInt count() {
        return steps == null ? OptionalInt.empty() : OptionalInt.of(steps);
    }

    private static String where(EngineInfo info) {
        return info.device() + ", " + info.threads() + (info.threads() == 1 ? " thread" : " threads");
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String whole(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.1f" : "%.0f", value);
    }

    /** What is measured. */
    enum What {
        TRAIN,
        SAMPLE,
        ALL;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
