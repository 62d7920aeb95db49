package understudy.repl.commands;

import java.util.List;
import understudy.repl.Session;

/** The table of commands. Adding one is a class and a line here. */
public final class Commands {
    private Commands() {}

    /** All commands, ready for a session. */
    public static CommandTable table(Session session) {
        return new CommandTable(
                session,
                List.of(
                        new CommandGroup("Texts", List.of(new CorpusGroup())),
                        new CommandGroup("Models", List.of()),
                        new CommandGroup("Training", List.of()),
                        new CommandGroup("Speaking", List.of()),
                        new CommandGroup("Looking", List.of(new Bench(session))),
                        new CommandGroup("Shell", List.of(new Help(session), new Quit(session)))));
    }
}
