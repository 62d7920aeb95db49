package understudy.repl;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/**
 * Standard output, watched: a {@code PrintStream} keeps it to itself why something could not be written. Where the reader has closed the pipe, as {@code head} does when it has
 * seen enough, nobody wants the rest.
 */
final class Outlet extends OutputStream {
    private final OutputStream behind;
    private volatile boolean closed;
    private volatile Runnable whenClosed = () -> {};

    Outlet(OutputStream behind) {
        this.behind = behind;
    }

    /** Whether the reader has closed the pipe. */
    boolean closed() {
        return closed;
    }

    /** What to do, once, when that happens; on the thread that writes. */
    void whenClosed(Runnable action) {
        whenClosed = action;
    }

    /** A stream of words beside the results, which nobody wants either once the pipe is closed. */
    OutputStream silenced(OutputStream words) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int count) throws IOException {
                if (!closed) {
                    words.write(bytes, from, count);
                }
            }

            @Override
            public void flush() throws IOException {
                words.flush();
            }
        };
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        try {
            behind.write(bytes, from, count);
        } catch (IOException fault) {
            notice(fault);
            throw fault;
        }
    }

    @Override
    public void flush() throws IOException {
        behind.flush();
    }

    /** No class of its own tells this fault: Linux and macOS speak of a broken pipe, Windows of one that is being closed. */
    private void notice(IOException fault) {
        String words = String.valueOf(fault.getMessage()).toLowerCase(Locale.ROOT);
        if (!closed && words.contains("pipe")) {
            closed = true;
            whenClosed.run();
        }
    }
}
