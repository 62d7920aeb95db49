package understudy.repl.commands;

import java.util.List;
import java.util.Optional;
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
        Optional<Run> run = session.company().director().active();
        if (run.isEmpty()) {
            session.console().println("Nothing is being trained.");
            return Reply.ok().with("running", false);
        }
        boolean done = Vigil.keepUnlessAsked(session, run.get());
        Reply reply = Vigil.reply(run.get().snapshot());
        return done ? reply : reply.interrupted();
    }
}
