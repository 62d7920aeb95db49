package understudy.repl.commands;

import java.util.List;
import java.util.Optional;
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
        Optional<Run> run = session.company().director().active();
        if (run.isEmpty()) {
            session.console().println("Nothing is being trained; `train` starts a run.");
            return Reply.ok().with("running", false);
        }
        run.get().pause();
        long step = run.get().snapshot().step();
        session.console()
                .println(run.get().snapshot().model() + " pauses at step " + Figures.count(step)
                        + "; `resume` goes on.");
        return Reply.ok().with("running", true).with("step", step);
    }
}
