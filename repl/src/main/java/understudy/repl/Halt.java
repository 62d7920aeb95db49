package understudy.repl;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Whether the person has asked the foreground command to stop (Ctrl-C).
 *
 * <p>A flag, not {@link Thread#interrupt()}: an interrupt would close whatever file channel the command happens to read, and
 * native code ignores it. Long commands look at {@link #asked()} or call {@link #check()} between short bursts of work, wait with {@link #await(Duration)}, or
 * have something else stopped with {@link #whenAsked(Runnable)}.
 */
public final class Halt {
    private final CopyOnWriteArrayList<Runnable> actions = new CopyOnWriteArrayList<>();
    private boolean asked;
    private boolean over;

    /** True once the person has asked. */
    public synchronized boolean asked() {
        return asked;
    }

    /** @throws Interrupted if the person has asked */
    public void check() {
        if (asked()) {
            throw new Interrupted();
        }
    }

    /** Waits for the given time, or until the person asks; true if the person has asked. */
    public synchronized boolean await(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        try {
            for (long left = end - System.nanoTime(); !asked && left > 0; left = end - System.nanoTime()) {
                wait(left / 1_000_000, (int) (left % 1_000_000));
            }
        } catch (InterruptedException e) {
            // Nobody interrupts the shell's thread but a library in trouble: treat it as the person's wish.
            asked = true;
        }
        return asked;
    }

    /** Runs the action when the person asks (at once if that has happened), on the thread that noticed; until closed. */
    public Watch whenAsked(Runnable action) {
        boolean late;
        synchronized (this) {
            actions.add(action);
            late = asked;
        }
        if (late) {
            action.run();
        }
        return () -> actions.remove(action);
    }

    /** Asks the foreground command to stop. From any thread. */
    public void ask() {
        List<Runnable> due;
        synchronized (this) {
            asked = true;
            notifyAll();
            due = List.copyOf(actions); // who comes later sees for themselves that the person has asked
        }
        due.forEach(Runnable::run);
    }

    /** Asks whatever runs and whatever is to run after it: the process ends. From any thread. */
    void end() {
        synchronized (this) {
            over = true;
        }
        ask();
    }

    /** Forgets an earlier request: a new command begins. */
    public synchronized void clear() {
        asked = over;
        actions.clear();
    }

    /** A registration that ends when closed. */
    @FunctionalInterface
    public interface Watch extends AutoCloseable {
        @Override
        void close();
    }
}
