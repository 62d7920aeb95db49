package understudy.repl.commands;

import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import understudy.repl.Figures;
import understudy.repl.Session;
import understudy.repl.rehearsal.Run;
import understudy.repl.rehearsal.RunSnapshot;

@Command(name = "pause", description = "hold the run between two steps; `resume` goes on")
final class Pause implements ShellCommand {
    private static final Duration GLANCE = Duration.ofMillis(20);
    private static final int GLANCES = 50;

    private final Session session;

    Pause(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of("pause");
    }

    @Override
    public Reply call() {
        return Vigil.ofActive(session, this::of);
    }

    /** The step behind which it pauses, known once that is done; a long one is not waited for. */
    private long settled(Run run) {
        for (int i = 0; i < GLANCES && run.active() && run.snapshot().state() != RunSnapshot.State.PAUSED; i++) {
            if (session.halt().await(GLANCE)) {
                break;
            }
        }
        return run.snapshot().step();
    }

    private Reply of(Run run) {
        run.pause();
        long step = settled(run);
        session.console()
                .println(run.snapshot().model() + " pauses at step " + Figures.count(step) + "; `resume` goes on.");
        return Reply.ok().with("running", true).with("step", step);
    }
}
