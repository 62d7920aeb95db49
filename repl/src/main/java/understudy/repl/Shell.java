package understudy.repl;

import java.util.List;
import java.util.Optional;
import understudy.repl.commands.Dispatch;
import understudy.repl.terminal.Entry;
import understudy.repl.terminal.Prompt;
import understudy.repl.terminal.Screen;
import understudy.repl.terminal.Text;

/** The prompt: reads lines and runs them until the person leaves. */
final class Shell {
    private final Session session;
    private final Prompt prompt;
    private final Dispatch dispatch;
    private volatile boolean busy;

    Shell(Session session, Screen screen, Prompt prompt, Dispatch dispatch) {
        this.session = session;
        this.prompt = prompt;
        this.dispatch = dispatch;
        screen.onInterrupt(this::interrupt);
    }

    /** Runs the first command, if one is given, then whatever is typed. */
    void run(Optional<List<String>> first) {
        first.ifPresent(this::perform);
        while (!session.over()) {
            Entry entry = prompt.read(Text.empty().accent(session.prompt()).quiet("> "));
            if (entry instanceof Entry.Typed typed) {
                perform(typed.text());
            } else if (entry instanceof Entry.Dropped dropped) {
                remind(dropped.wasEmpty());
            } else {
                session.end();
            }
        }
    }

    private void remind(boolean emptyLine) {
        if (emptyLine) {
            session.console().log(Text.empty().quiet("`quit` or Ctrl-D leaves."));
        }
    }

    private void perform(String text) {
        List<List<String>> commands;
        try {
            commands = LineSplitter.commands(text);
        } catch (Mistake e) {
            session.console().trouble(e.getMessage());
            return;
        }
        for (int i = 0; i < commands.size() && !session.over(); i++) {
            int status = perform(commands.get(i));
            int left = commands.size() - i - 1;
            if (status != Dispatch.DONE && left > 0) {
                session.console()
                        .log(Text.empty()
                                .quiet(
                                        left == 1
                                                ? "The command after it was not run."
                                                : "The " + left + " commands after it were not run."));
                return;
            }
        }
    }

    private int perform(List<String> words) {
        session.halt().clear();
        busy = true;
        try {
            return dispatch.run(words);
        } finally {
            busy = false;
        }
    }

    /** Ctrl-C while a command runs: say at once that it was heard; the command ends when it can. */
    private void interrupt() {
        if (busy && !session.halt().asked()) {
            session.console().heard();
            session.halt().ask();
        }
    }
}
