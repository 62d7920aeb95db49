package understudy.repl.commands;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import understudy.repl.Figures;
import understudy.repl.Session;
import understudy.repl.rehearsal.Run;

@Command(name = "resume", description = "go on with a paused run")
final class Resume implements ShellCommand {
    private final Session session;

    Resume(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of("resume");
    }

    @Override
    public Reply call() {
        Optional<Run> run = session.company().director().active();
        if (run.isEmpty()) {
            session.console().println("Nothing is being trained; `train` starts a run.");
            return Reply.ok().with("running", false);
        }
        run.get().resume();
        long step = run.get().snapshot().step();
        session.console().println(run.get().snapshot().model() + " goes on from step " + Figures.count(step) + ".");
        return Reply.ok().with("running", true).with("step", step);
    }
}
