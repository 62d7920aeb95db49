package understudy.repl.commands;

import java.util.List;
import picocli.CommandLine.Command;
import understudy.repl.Session;

@Command(name = "quit", description = "leave; a run in the background and unsaved steps are saved first")
final class Quit implements ShellCommand {
    private final Session session;

    Quit(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of("quit");
    }

    @Override
    public Reply call() {
        if (session.interactive()) {
            List<String> unsaved = session.company().saveAll();
            if (!unsaved.isEmpty()
                    && !session.agrees("Cannot be saved: " + String.join(", ", unsaved) + ". Leave and lose that?")) {
                return Reply.ok();
            }
        }
        session.end();
        return Reply.ok();
    }
}
