package understudy.repl.commands;

import java.util.List;
import picocli.CommandLine.Command;
import understudy.repl.Figures;
import understudy.repl.Session;
import understudy.repl.rehearsal.Run;

@Command(name = "pause", description = "hold the run between two steps; `resume` goes on")
final class Pause implements ShellCommand {
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

    private Reply of(Run run) {
        run.pause();
        long step = run.snapshot().step();
        session.console()
                .println(run.snapshot().model() + " pauses at step " + Figures.count(step) + "; `resume` goes on.");
        return Reply.ok().with("running", true).with("step", step);
    }
}
