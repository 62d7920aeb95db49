package understudy.repl.commands;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import understudy.checkpoints.Checkpoint;
import understudy.models.Sampling;
import understudy.repl.Figures;
import understudy.repl.Halt;
import understudy.repl.Mistake;
import understudy.repl.Session;
import understudy.repl.rehearsal.Ending;
import understudy.repl.rehearsal.Plan;
import understudy.repl.rehearsal.Run;
import understudy.repl.rehearsal.RunSnapshot;
import understudy.repl.rehearsal.Speaker;
import understudy.repl.rehearsal.Standing;
import understudy.repl.speech.Cue;
import understudy.repl.speech.Performance;
import understudy.repl.terminal.Columns;
import understudy.repl.terminal.Text;

/** The tour's training: a run like any other, with a line whenever the model was measured, and what it says at that moment. */
final class TourRehearsal {
    private static final Duration GLANCE = Duration.ofMillis(100);
    private static final int EVALUATIONS = 6;
    private static final int WINDOWS = 80;
    /** The name that stands above somebody's line in a play: what comes next is spoken. */
    private static final String SPEAKER = "HESTER\n";

    private static final int LINE = 70;
    /** Columns of the time, the step and the loss. */
    private static final int BEFORE = 28;

    private final Session session;
    private final TourGuide guide;
    private final String model;
    private long told;

    TourRehearsal(Session session, TourGuide guide, String model) {
        this.session = session;
        this.guide = guide;
        this.model = model;
    }

    /** Trains for a time; Ctrl-C ends the run, which leaves a checkpoint as always. */
    RunSnapshot train(Duration time) {
        // The tour looks more often than a longer run should.
        Plan plan = Plan.time(time, new Plan.Reviews(EVALUATIONS, WINDOWS));
        Run run = session.company().director().train(model, plan, false);
        Halt.Watch watch = session.halt().whenAsked(() -> run.stop(Ending.INTERRUPTED));
        try {
            while (!run.await(GLANCE)) {
                watch(run.snapshot());
            }
        } finally {
            watch.close();
        }
        RunSnapshot last = run.snapshot();
        if (last.ending().map(Ending::trouble).orElse(true)) {
            throw new Mistake(last.message());
        }
        tell(last);
        return last;
    }

    private void watch(RunSnapshot now) {
        tell(now);
        session.console().progress("     " + Vigil.line(now));
    }

    /** One line for each evaluation: when, how well, and what it says. */
    private void tell(RunSnapshot now) {
        Optional<Standing.Evaluated> latest = now.standing().validation();
        if (latest.isEmpty() || latest.get().step() <= told) {
            return;
        }
        told = latest.get().step();
        Text line = Text.empty()
                .quiet(Figures.time(Duration.ofMillis((long) (1000 * now.tempo().seconds()))) + "  step "
                        + String.format(Locale.ROOT, "%,6d", told) + "  ")
                .strong(Figures.loss(latest.get().loss()))
                .plain("  " + Columns.cut(line(), guide.room(BEFORE)));
        guide.show(line);
    }

    /** What the model has somebody say now, in one line. */
    private String line() {
        if (session.halt().asked()) {
            return "";
        }
        try (Speaker speaker = session.company().speaker(model)) {
            Cue cue = Cue.of(SPEAKER, LINE, new Sampling(.6, 0, 1, 0, 1), told);
            Performance performance = new Performance(
                    speaker.model(), speaker.tokenizer(), () -> session.halt().asked(), System::nanoTime);
            String said = performance.of(cue, piece -> {}).speeches().get(0).text();
            return said.strip().lines().findFirst().orElse("");
        }
    }

    /** Four checkpoints from the first to the last, or as many as there are. */
    List<String> stages() {
        session.company().settle();
        List<Checkpoint> all = session.company().store().list(model).checkpoints();
        List<String> stages = new ArrayList<>();
        int last = all.size() - 1;
        for (int i : new int[] {0, 1, last / 2, last}) {
            String reference = all.get(Math.max(0, Math.min(i, last))).reference();
            if (!stages.contains(reference)) {
                stages.add(reference);
            }
        }
        return stages;
    }
}
