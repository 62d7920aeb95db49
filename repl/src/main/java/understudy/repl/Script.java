package understudy.repl;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import understudy.repl.commands.Dispatch;

/** Runs lines one after another, without a person. Stops at the first failure unless told to keep going. */
final class Script {
    private final Session session;
    private final Dispatch dispatch;
    private int status = Dispatch.DONE;

    Script(Session session, Dispatch dispatch) {
        this.session = session;
        this.dispatch = dispatch;
    }

    /** Runs all commands of a text; returns the status to exit with. */
    int run(String text) {
        part(text);
        return status;
    }

    /** Runs lines as they arrive; a quotation may go over several. */
    int run(BufferedReader lines) throws IOException {
        StringBuilder pending = new StringBuilder();
        for (String line = lines.readLine(); line != null && !over(); line = lines.readLine()) {
            pending.append(line).append('\n');
            if (!LineSplitter.open(pending.toString())) {
                part(pending.toString());
                pending.setLength(0);
            }
        }
        if (pending.length() > 0 && !over()) {
            part(pending.toString());
        }
        return status;
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
                note(dispatch.run(words));
            }
        } catch (Mistake e) {
            note(dispatch.refuse(text.strip().split("\\s+", 2)[0], e));
        }
    }

    private void note(int result) {
        if (result == Dispatch.INTERRUPTED || status == Dispatch.DONE) {
            status = result;
        }
    }

    private boolean over() {
        boolean stopped = status == Dispatch.INTERRUPTED
                || (status != Dispatch.DONE && !session.launch().keepGoing());
        return session.over() || stopped;
    }
}
