package understudy.repl.commands;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import understudy.models.Reading;
import understudy.models.Recipe;
import understudy.repl.Figures;
import understudy.repl.Halt;
import understudy.repl.Session;
import understudy.repl.rehearsal.Report;
import understudy.repl.rehearsal.Run;
import understudy.repl.rehearsal.RunSnapshot;
import understudy.repl.rehearsal.Standing;
import understudy.repl.rehearsal.Sums;

/** Waiting for a run, with a passing line that says how it gets on; and a run as the fields of a reply. */
final class Vigil {
    private static final Duration GLANCE = Duration.ofMillis(100);

    private Vigil() {}

    /** What a command replies that is about the run going on; where none does, it says so. */
    static Reply ofActive(Session session, Function<Run, Reply> answer) {
        Optional<Run> run = session.company().director().active();
        if (run.isEmpty()) {
            session.console().println("Nothing is being trained; `train` starts a run.");
            return Reply.ok().with("running", false);
        }
        return answer.apply(run.get());
    }

    /** Waits until the run has ended and left its checkpoint. Ctrl-C does as told. */
    static void keep(Session session, Run run, Runnable onInterrupt) {
        Halt.Watch watch = session.halt().whenAsked(onInterrupt);
        try {
            while (!run.await(GLANCE)) {
                session.console().progress(line(run.snapshot()));
            }
        } finally {
            watch.close();
        }
    }

    /** Waits until the run has ended or the person asks to stop waiting; true if it has ended. */
    static boolean keepUnlessAsked(Session session, Run run) {
        while (!run.await(GLANCE)) {
            if (session.halt().asked()) {
                return false;
            }
            session.console().progress(line(run.snapshot()));
        }
        return true;
    }

    /** {@code romeo 1,220 / 2,500 · train 1.742, validation 1.861 @1,000 · 13,950 tokens/s · 1:12 to go}. */
    static String line(RunSnapshot run) {
        String words = run.model() + " " + Figures.count(run.step()) + " / "
                + Figures.count(run.steps().to()) + " · " + Report.losses(run);
        if (run.tempo().tokensPerSecond().isPresent()) {
            words += " · "
                    + Figures.count(Math.round(run.tempo().tokensPerSecond().getAsDouble())) + " tokens/s";
        }
        if (run.tempo().secondsLeft().isPresent()) {
            words += " · " + Figures.time(seconds(run.tempo().secondsLeft().getAsDouble())) + " to go";
        }
        return words
                + switch (run.state()) {
                    case EVALUATING, SAVING, PAUSED, STOPPING ->
                        " · " + run.state().name().toLowerCase(Locale.ROOT);
                    default -> "";
                };
    }

    static Duration seconds(double seconds) {
        return Duration.ofMillis((long) Math.min(1e15, seconds * 1000));
    }

    /** The fields of {@code train}. */
    static Reply reply(RunSnapshot run) {
        Reply reply = Reply.ok()
                .with("step", run.step())
                .with("train_loss", run.standing().train())
                .with("validation_loss", run.standing().validation().map(e -> e.loss()))
                .with("best_loss", run.standing().best().map(e -> e.loss()))
                .with("best_step", run.standing().best().map(e -> e.step()))
                .with("also", run.standing().beside().map(text -> text.corpus()))
                .with(
                        "also_loss",
                        run.standing().beside().flatMap(text -> text.last()).map(e -> e.loss()))
                .with(
                        "also_first_loss",
                        run.standing().beside().flatMap(text -> text.first()).map(e -> e.loss()))
                .with("seconds", run.tempo().seconds())
                .with("ms_per_step", times1000(run.tempo().secondsPerStep()))
                .with("tokens_per_second", run.tempo().tokensPerSecond())
                .with("precision", run.precision());
        Recipe recipe = run.standing().recipe();
        OptionalDouble last = run.standing().validation().stream()
                .mapToDouble(Standing.Evaluated::loss)
                .findAny();
        if (recipe.reading() == Reading.STREAMS) {
            reply = reply.with("train_loss_sum", Sums.of(recipe, run.standing().train()))
                    .with("validation_loss_sum", Sums.of(recipe, last));
        }
        return reply.with("stopped_because", run.ending());
    }

    private static OptionalDouble times1000(OptionalDouble seconds) {
        return seconds.isPresent() ? OptionalDouble.of(1000 * seconds.getAsDouble()) : seconds;
    }
}
