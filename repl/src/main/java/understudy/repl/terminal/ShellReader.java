package understudy.repl.terminal;

import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jline.reader.Binding;
import org.jline.reader.Candidate;
import org.jline.reader.Widget;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Terminal;
import org.jline.utils.Status;

/**
 * JLine's line reader, whose lock becomes the one lock of the screen: every write to the terminal takes it. The reader holds it while it draws and
 * gives it back while it waits for a key.
 */
final class ShellReader extends LineReaderImpl {
    private static final String CTRL_G = "\u0007";

    ShellReader(Terminal terminal) throws IOException {
        super(terminal, "understudy", new HashMap<>());
    }

    ReentrantLock screenLock() {
        return lock;
    }

    /** In the order in which they are offered: checkpoints by number, not by letter. */
    @Override
    protected Comparator<Candidate> getCandidateComparator(boolean caseInsensitive, String word) {
        return Comparator.naturalOrder();
    }

    @Override
    protected void handleSignal(Terminal.Signal signal) {
        // The original redraws without taking its own lock.
        lock.lock();
        try {
            super.handleSignal(signal);
            Status pane = Status.getStatus(terminal, false);
            if (signal == Terminal.Signal.WINCH && pane != null) {
                // The original forgets the pane when the prompt began between the change and its signal.
                pane.resize(terminal.getSize());
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ctrl-G hands the line to an editor, as in other shells, until what is given back is run. */
    Runnable editing(UnaryOperator<String> editor) {
        Binding before = getKeyMaps().get(MAIN).getBound(CTRL_G);
        Widget widget = () -> {
            String text = editor.apply(buf.toString());
            buf.clear();
            buf.write(text);
            redrawLine();
            return true;
        };
        getKeyMaps().get(MAIN).bind(widget, CTRL_G);
        return () -> {
            if (before == null) {
                getKeyMaps().get(MAIN).unbind(CTRL_G);
            } else {
                getKeyMaps().get(MAIN).bind(before, CTRL_G);
            }
        };
    }
}
