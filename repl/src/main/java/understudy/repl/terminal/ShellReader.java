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
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.Status;

/**
 * JLine's line reader, whose lock becomes the one lock of the screen: every write to the terminal takes it. The reader holds it while it draws and
 * gives it back while it waits for a key.
 */
final class ShellReader extends LineReaderImpl {
    private static final String CTRL_G = "\u0007";

    private final boolean reflows;

    /** @param reflows whether the terminal breaks long lines anew when it becomes narrower or wider */
    ShellReader(Terminal terminal, boolean reflows) throws IOException {
        super(terminal, "understudy", new HashMap<>());
        this.reflows = reflows;
    }

    ReentrantLock screenLock() {
        return lock;
    }

    /** The original draws the line anew from the row on which its cursor is: a line of several rows would be there twice. */
    private void backToPrompt() {
        Size now = terminal.getSize();
        boolean same = now.getColumns() == size.getColumns() && now.getRows() == size.getRows();
        if (!same && now.getColumns() > 0 && prompt != null) {
            int width = reflows ? now.getColumns() : size.getColumns();
            int above = rowsAbove(prompt.columnLength(), buf.upToCursor(), width);
            terminal.writer().write("\r" + (above > 0 ? "\033[" + above + "A" : "") + "\033[J");
        }
    }

    /**
     * The rows between the one on which a typed text begins and that of the cursor behind it.
     *
     * @param prompt columns before the text, and before each further line of it
     */
    static int rowsAbove(int prompt, String text, int width) {
        String[] lines = text.split("\n", -1);
        int rows = lines.length - 1;
        for (String line : lines) {
            rows += (prompt + Columns.of(line)) / width;
        }
        return rows;
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
            if (signal == Terminal.Signal.WINCH && isReading()) {
                backToPrompt();
            }
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
