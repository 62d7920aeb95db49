package understudy.repl.commands;

import java.util.List;
import picocli.CommandLine.Command;
import understudy.repl.Session;
import understudy.repl.rehearsal.Run;

@Command(name = "wait", description = "wait until the run is done; Ctrl-C ends the waiting, not the run")
final class Wait implements ShellCommand {
    private final Session session;

    Wait(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of("wait");
    }

    @Override
    public Reply call() {
        return Vigil.ofActive(session, this::of);
    }

    private Reply of(Run run) {
        boolean done = Vigil.keepUnlessAsked(session, run);
        if (!done) {
            session.console().println(run.snapshot().model() + " goes on rehearsing; `stop` ends that.");
        }
        Reply reply = Vigil.reply(run.snapshot());
        return done ? reply : reply.interrupted();
    }
}
