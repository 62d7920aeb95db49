package understudy.repl;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import understudy.repl.commands.Dispatch;

/** Runs lines one after another. Stops at the first failure unless told to keep going, or unless a person types them. */
final class Script {
    private final Session session;
    private final Dispatch dispatch;
    private final boolean typed;
    private int status = Dispatch.DONE;
    private int line;
    private int begun;

    /** @param typed whether a person types the lines, who sees what fails and goes on */
    Script(Session session, Dispatch dispatch, boolean typed) {
        this.session = session;
        this.dispatch = dispatch;
        this.typed = typed;
    }

    /** Runs all commands of a text; returns the status to exit with. */
    int run(String text) {
        part(text);
        return status;
    }

    /**
     * Runs lines as they arrive; a quotation may go over several.
     *
     * @param ask done before each line is read
     */
    int run(BufferedReader lines, Runnable ask) throws IOException {
        StringBuilder pending = new StringBuilder();
        ask.run();
        skipMark(lines);
        String next = lines.readLine();
        while (next != null) {
            line++;
            if (pending.length() == 0) {
                begun = line;
            }
            pending.append(next).append('\n');
            if (!LineSplitter.open(pending.toString())) {
                part(pending.toString());
                pending.setLength(0);
            }
            if (over()) { // before the next line, for which a person at a terminal would have to press Enter
                break;
            }
            ask.run();
            next = lines.readLine();
        }
        if (pending.length() > 0 && !over()) {
            part(pending.toString());
        }
        return status;
    }

    /** The byte order mark that some editors put first. */
    private static void skipMark(BufferedReader lines) throws IOException {
        lines.mark(1);
        if (lines.read() != 0xfeff) {
            lines.reset();
        }
    }

    /** Runs one command whose words are known. */
    int command(List<String> words) {
        note(dispatch.run(words));
        return status;
    }

    private void part(String text) {
        try {
            for (List<String> words : LineSplitter.commands(text)) {
                if (over()) {
                    return;
                }
                session.halt().clear();
                tell(dispatch.run(words));
            }
        } catch (Mistake e) {
            tell(dispatch.refuse(text.strip().split("\\s+", 2)[0], e));
        }
    }

    /** Where in a script it failed, for a person who has only its output. */
    private void tell(int result) {
        note(result);
        if (result == Dispatch.FAILED && begun > 0 && !typed) {
            String where = begun == line ? "That was line " + line : "Those were lines " + begun + " to " + line;
            session.console()
                    .log(where + " of the script"
                            + (session.launch().keepGoing() ? "." : "; what follows was not run (--keep-going)."));
        }
    }

    private void note(int result) {
        if (result == Dispatch.INTERRUPTED || (status == Dispatch.DONE && !typed)) {
            status = result;
        }
    }

    private boolean over() {
        boolean stopped = status == Dispatch.INTERRUPTED
                || (status != Dispatch.DONE && !session.launch().keepGoing());
        return session.over() || stopped;
    }
}
