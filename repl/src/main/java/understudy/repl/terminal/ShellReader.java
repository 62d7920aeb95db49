package understudy.repl.terminal;

import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jline.reader.Candidate;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Terminal;
import org.jline.utils.Status;

/**
 * JLine's line reader, whose lock becomes the one lock of the screen: every write to the terminal takes it. The reader holds it while it draws and
 * gives it back while it waits for a key.
 */
final class ShellReader extends LineReaderImpl {
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
}
