package understudy.repl.commands;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import understudy.models.Knob;
import understudy.models.Recipe;
import understudy.repl.Figures;
import understudy.repl.Mistake;
import understudy.repl.References;
import understudy.repl.Session;
import understudy.repl.rehearsal.Ending;
import understudy.repl.rehearsal.Plan;
import understudy.repl.rehearsal.RateSweep;
import understudy.repl.rehearsal.Report;
import understudy.repl.rehearsal.Run;
import understudy.repl.rehearsal.RunSnapshot;
import understudy.repl.terminal.Text;

@Command(
        name = "train",
        description = {
            "train a model, from where it stands",
            "At the prompt it goes on in the background. Options stay in force for the model. The first run fixes the schedule's horizon; training past it starts a new cycle."
        },
        modelTransformer = KnobOptions.OfTraining.class)
final class Train implements ShellCommand {
    private static final long SWEEP = 150;
    private static final long SWEEP_MOST = 100_000;

    private final Session session;

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "MODEL",
            description = "a model, or a checkpoint to go on from",
            completionCandidates = References.class)
    private String first;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "STEPS",
            description = "how many more; the recipe's if not given",
            completionCandidates = Counts.class)
    private String second;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            description = "for so long; turned into steps after 20 measured ones if that fixes the schedule",
            converter = Values.Time.class)
    private Duration time;

    @Option(
            names = "--until",
            paramLabel = "LOSS",
            description = "until validation is this low",
            converter = Values.Positive.class)
    private Double until;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "so many passes over the text",
            converter = Values.Positive.class)
    private Double epochs;

    @Option(
            names = "--horizon",
            paramLabel = "N",
            description = "the step at which the schedule is to end",
            converter = Values.Count.class)
    private Integer horizon;

    @Option(
            names = "--also",
            paramLabel = "C",
            description =
                    "validate on this corpus as well, so that forgetting is seen, from here on; none for on no other."
                            + " A fork to another text validates on its parent's from the first",
            completionCandidates = OtherCorpora.class)
    private String also;

    @Option(names = "--find-rate", description = "instead, try rising rates for STEPS steps on a copy and suggest one")
    private boolean findRate;

    @Option(names = "--wait", description = "return when it is done, also at the prompt")
    private boolean wait;

    Train(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of(
                "train romeo 20 --wait",
                "train romeo 10 --horizon 40 --rate 1e-3 --eval-every 5 --wait",
                "train romeo --for 1s --wait",
                "train romeo 10 --also playhouse --wait",
                "train romeo 20 --find-rate");
    }

    @Override
    public Reply call() {
        Subject subject = Subject.of(session, Subject.words(first, second));
        if (findRate) {
            return found(subject);
        }
        boolean foreground = wait || !session.interactive();
        Plan plan = new Plan(
                new Plan.Limits(
                        steps(subject),
                        Optional.ofNullable(time),
                        until == null ? OptionalDouble.empty() : OptionalDouble.of(until),
                        epochs == null ? OptionalDouble.empty() : OptionalDouble.of(epochs)),
                horizon == null ? OptionalLong.empty() : OptionalLong.of(horizon),
                KnobOptions.given(spec),
                Optional.ofNullable(also));
        Run run = session.company().director().train(subject.reference(), plan, foreground);
        session.use(subject.name());
        session.console().println(opening(run.snapshot(), foreground));
        if (!foreground) {
            return Vigil.reply(run.snapshot());
        }
        Vigil.keep(session, run, () -> run.stop(Ending.INTERRUPTED));
        RunSnapshot last = run.snapshot();
        if (last.ending().map(Ending::trouble).orElse(true)) {
            throw new Mistake(last.message());
        }
        session.console().println(Report.of(last));
        Reply reply = Vigil.reply(last);
        return last.ending().equals(Optional.of(Ending.INTERRUPTED)) ? reply.interrupted() : reply;
    }

    private Reply found(Subject subject) {
        int steps = (int) Math.min(SWEEP_MOST, Math.max(2, steps(subject).orElse(SWEEP)));
        RateSweep sweep = session.company()
                .director()
                .findRate(subject.reference(), KnobOptions.given(spec), steps, point -> {
                    session.console()
                            .progress("rate " + Figures.rate(point.rate()) + "  loss " + Figures.loss(point.loss()));
                    return !session.halt().asked();
                });
        if (sweep.points().isEmpty()) {
            throw new Mistake("The loss of " + subject.name()
                    + " is not a number even at the lowest rate: `checkpoints " + subject.name() + "` lists others.");
        }
        session.use(subject.name());
        Recipe recipe = session.company().load(subject.name()).standing().recipe();
        RateCurve curve = new RateCurve(subject.name(), recipe, sweep);
        curve.show(session.console());
        return session.halt().asked() ? curve.reply().interrupted() : curve.reply();
    }

    private OptionalLong steps(Subject subject) {
        List<String> rest = subject.rest();
        if (rest.isEmpty()) {
            return OptionalLong.empty();
        }
        String word = rest.get(0);
        if (!word.isEmpty() && Character.isLetter(word.charAt(0))) {
            throw new Mistake(Subject.unknown(session, word));
        }
        if (rest.size() > 1) {
            throw new Mistake("train: expected one number of steps; found also \"" + rest.get(1) + "\".");
        }
        try {
            return OptionalLong.of(new Values.Count().convert(word));
        } catch (TypeConversionException e) {
            throw new Mistake("STEPS: " + e.getMessage() + "; found \"" + word + "\".");
        }
    }

    private Text opening(RunSnapshot run, boolean foreground) {
        long from = run.steps().from();
        String until = time != null && second == null
                ? " for " + Figures.time(time)
                : " to " + Figures.count(run.steps().to());
        Text text = Text.empty()
                .strong(run.model())
                .plain(" rehearses " + run.corpus() + " from step " + Figures.count(from) + until
                        + "; validation every "
                        + run.standing().recipe().text(Knob.EVAL_EVERY) + ".");
        return foreground ? text : text.quiet(" Go on typing; `pause` or `stop` holds it.");
    }

    /** What can be validated on beside. */
    static final class OtherCorpora implements Iterable<String> {
        private final CorpusNames corpora;

        OtherCorpora(Session session) {
            this.corpora = new CorpusNames(session);
        }

        @Override
        public java.util.Iterator<String> iterator() {
            List<String> all = new java.util.ArrayList<>(List.of("none"));
            corpora.forEach(all::add);
            return all.iterator();
        }
    }

    /** Numbers of steps worth offering. */
    static final class Counts implements Iterable<String> {
        @Override
        public java.util.Iterator<String> iterator() {
            return List.of("100", "500", "1000", "2000").iterator();
        }
    }
}
