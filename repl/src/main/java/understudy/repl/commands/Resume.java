package understudy.repl.commands;

import java.util.List;
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
        return Vigil.ofActive(session, this::of);
    }

    private Reply of(Run run) {
        run.resume();
        long step = run.snapshot().step();
        session.console().println(run.snapshot().model() + " goes on from step " + Figures.count(step) + ".");
        return Reply.ok().with("running", true).with("step", step);
    }
}
