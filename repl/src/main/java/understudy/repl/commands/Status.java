package understudy.repl.commands;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import understudy.repl.Figures;
import understudy.repl.Session;
import understudy.repl.rehearsal.Report;
import understudy.repl.rehearsal.Resident;
import understudy.repl.rehearsal.Run;
import understudy.repl.rehearsal.RunSnapshot;
import understudy.repl.terminal.Text;

@Command(name = "status", description = "say how the run gets on")
final class Status implements ShellCommand {
    private final Session session;

    Status(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of("status");
    }

    @Override
    public Reply call() {
        Optional<Run> run = session.company().director().run();
        if (run.isEmpty()) {
            session.console().println(idle());
            return Reply.ok().with("running", false);
        }
        RunSnapshot now = run.get().snapshot();
        String state = now.state().name().toLowerCase(Locale.ROOT);
        session.console()
                .println(now.active() ? Text.empty().strong(now.model()).plain(rest(now)) : Text.of(Report.of(now)));
        Reply reply = Vigil.reply(now);
        return reply.with("running", now.active())
                .with("model", now.model())
                .with("state", state)
                .with("from", now.steps().from())
                .with("to", now.steps().to())
                .with("seconds_left", now.tempo().secondsLeft());
    }

    private static String rest(RunSnapshot now) {
        String line = Vigil.line(now).substring(now.model().length());
        String rate = now.tempo().rate().isPresent()
                ? " · rate " + Figures.rate(now.tempo().rate().getAsDouble())
                : "";
        return line + rate + " · " + now.precision();
    }

    private String idle() {
        Optional<Resident> current =
                session.current().flatMap(name -> session.company().resident(name));
        return "Nothing is being trained."
                + current.map(here -> " " + here.name() + " is at step "
                                + Figures.count(here.standing().step()) + (here.unsaved() ? ", unsaved." : "."))
                        .orElse("");
    }
}
