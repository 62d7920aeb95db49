package understudy.repl.commands;

import java.util.List;
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
        return Vigil.ofActive(session, this::of);
    }

    private Reply of(Run run) {
        run.stop(Ending.STOPPED);
        // The run tells its end itself.
        boolean done = Vigil.keepUnlessAsked(session, run);
        Reply reply = Vigil.reply(run.snapshot());
        return done ? reply : reply.interrupted();
    }
}
