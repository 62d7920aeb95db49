package understudy.repl.commands;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import understudy.repl.Session;
import understudy.repl.rehearsal.Ending;
import understudy.repl.rehearsal.Run;

@Command(name = "stop", description = "end the run behind its present step and save it; `train` goes on from there")
final class Stop implements ShellCommand {
    private final Session session;

    Stop(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of("stop");
    }

    @Override
    public Reply call() {
        Optional<Run> run = session.company().director().active();
        if (run.isEmpty()) {
            session.console().println("Nothing is being trained.");
            return Reply.ok().with("running", false);
        }
        run.get().stop(Ending.STOPPED);
        // The run tells its end itself.
        boolean done = Vigil.keepUnlessAsked(session, run.get());
        Reply reply = Vigil.reply(run.get().snapshot());
        return done ? reply : reply.interrupted();
    }
}
