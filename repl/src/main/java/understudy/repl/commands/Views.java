package understudy.repl.commands;

import java.util.List;
import understudy.repl.Session;
import understudy.repl.terminal.Canvas;
import understudy.repl.terminal.TerminalConsole;
import understudy.repl.terminal.View;

/** How a view comes before the person: on the whole screen, or as text where there is no terminal. */
final class Views {
    private static final int COLUMNS = 100;
    private static final int ROWS = 34;
    /** The rows that tell of keys, which a text has none of. */
    private static final int KEYS = 1;

    private Views() {}

    static void show(Session session, View view) {
        if (session.console() instanceof TerminalConsole console) {
            console.show(view);
            return;
        }
        List<String> rows = Canvas.rows(view, COLUMNS, ROWS);
        int end = rows.size() - KEYS;
        while (end > 0 && rows.get(end - 1).isBlank()) {
            end--;
        }
        rows.subList(0, end).forEach(session.console()::println);
    }
}
