package understudy.repl.terminal;

import java.lang.reflect.Field;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.AbstractTerminal;
import org.jline.utils.AttributedString;
import org.jline.utils.Status;

/**
 * The rows at the bottom of the screen, below the scrolling text.
 *
 * <p>JLine's {@link Status} draws them and its line reader knows about them. This subclass puts every call under the screen's lock and does its own geometry: the stock
 * one loses lines when it grows and leaves ghosts when the terminal changes size. How many rows there are depends on the size of the terminal only, for a pane that grew
 * while a person types would wipe what stands under the cursor.
 */
final class Pane extends Status {
    private final ReentrantLock lock;
    private final Function<Size, List<AttributedString>> picture;
    private boolean closed;
    private int rows;
    private int columns;

    private Pane(Terminal terminal, ReentrantLock lock, Function<Size, List<AttributedString>> picture) {
        super(terminal);
        this.lock = lock;
        this.picture = picture;
        rows = terminal.getHeight();
        columns = terminal.getWidth();
    }

    /** How many rows the pane has on a terminal of this size. */
    static int height(Size size) {
        if (size.getRows() < 5) {
            return 0;
        }
        if (size.getRows() < 8 || size.getColumns() < 30) {
            return 1;
        }
        return size.getRows() < 20 ? 2 : 5;
    }

    /** Makes the terminal's status line ours; empty if the terminal cannot hold one. */
    static Optional<Pane> install(
            Terminal terminal, ReentrantLock lock, Function<Size, List<AttributedString>> picture) {
        Pane pane = new Pane(terminal, lock, picture);
        if (!pane.supported || !(terminal instanceof AbstractTerminal)) {
            return Optional.empty();
        }
        try {
            Field status = AbstractTerminal.class.getDeclaredField("status");
            status.setAccessible(true);
            status.set(terminal, pane);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("JLine has moved its status field", e);
        }
        return Optional.of(pane);
    }

    /** Draws what has changed. From any thread. */
    void tick() {
        locked(() -> {
            if (!suspended && !closed) {
                update(picture.apply(new Size(columns, rows)), true);
            }
        });
    }

    @Override
    public void update(List<AttributedString> fresh, boolean flush) {
        if (lock == null) {
            return; // called by the constructor above
        }
        locked(() -> {
            if (!suspended && fresh.size() != rows - 1 - scrollRegion) {
                reserve(fresh.size());
            }
            super.update(fresh, flush);
        });
    }

    @Override
    public void resize(Size size) {
        if (lock == null) {
            super.resize(size);
            return;
        }
        locked(() -> {
            boolean same = size.getRows() == rows && size.getColumns() == columns;
            if (size.getRows() <= 0 || same) {
                return;
            }
            measure(size);
            if (!suspended) {
                reserve(lines.size());
                super.update(lines, true);
            }
        });
    }

    private void measure(Size size) {
        rows = size.getRows();
        columns = size.getColumns();
        display.resize(rows, columns);
        lines = picture.apply(size);
    }

    /** Makes free rows below the cursor, whichever row that is on, clears them, and keeps scrolling above them. */
    private void reserve(int count) {
        StringBuilder codes = new StringBuilder("\0337\033[r\0338");
        codes.append("\033D".repeat(count));
        if (count > 0) {
            codes.append("\033[").append(count).append('A');
        }
        codes.append("\0337\033E\033[J");
        if (count > 0) {
            codes.append("\033[1;").append(rows - count).append('r');
        }
        terminal.writer().write(codes.append("\0338").toString());
        scrollRegion = rows - 1 - count;
        display.reset();
    }

    /** After the alternate screen or a cleared one: margins again, and every row anew. */
    void reassert() {
        locked(() -> {
            suspended = false;
            Size now = terminal.getSize();
            boolean same = now.getRows() == rows && now.getColumns() == columns;
            measure(now);
            if (same && lines.size() == rows - 1 - scrollRegion) {
                terminal.writer().write("\0337\033[1;" + (scrollRegion + 1) + "r\0338");
            } else {
                reserve(lines.size());
            }
            display.reset();
            super.update(lines, true);
        });
    }

    @Override
    public void reset() {
        if (lock != null) {
            reassert();
        }
    }

    @Override
    public void restore() {
        reassert();
    }

    @Override
    public void suspend() {
        locked(super::suspend);
    }

    /** Gives the rows back and leaves the cursor on a clean line; undoes a full-screen view that was killed. */
    @Override
    public void close() {
        if (lock == null) {
            return;
        }
        locked(() -> {
            if (closed) { // the terminal closes us again when it is closed itself
                return;
            }
            closed = true;
            if (suspended) {
                terminal.writer().write("\033[r\033[0m\033[?25h\033[?1049l");
            }
            lines = Collections.emptyList();
            reserve(0);
            terminal.flush();
        });
    }

    private void locked(Runnable work) {
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }
}
