package understudy.repl.rehearsal;

import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * What others want from a run: errands that its thread does between two steps, a pause, an end. Where nothing is wanted, heeding costs a few reads.
 *
 * <p>Errands, because the model's own lock is not fair: a thread that asks for it between two steps might wait for many.
 */
final class Cues {
    private final Queue<FutureTask<?>> errands = new ConcurrentLinkedQueue<>();
    private final Object bell = new Object();
    private volatile boolean paused;
    private volatile boolean over;
    private volatile Optional<Ending> wish = Optional.empty();

    /** Has the run's thread do something between two steps, and waits for that; once the run is over it is done here. */
    <T> T errand(Supplier<T> work) {
        FutureTask<T> task = new FutureTask<>(work::get);
        errands.add(task);
        ring();
        if (over) {
            work();
        }
        return Uninterrupted.get(task);
    }

    void pause() {
        paused = true;
    }

    void resume() {
        paused = false;
        ring();
    }

    /** Asks the run to end; the first reason given stays. */
    void stop(Ending reason) {
        synchronized (bell) {
            if (wish.isEmpty()) {
                wish = Optional.of(reason);
            }
        }
        ring();
    }

    boolean paused() {
        return paused && wish.isEmpty();
    }

    /** Why the run was asked to end, if it was. */
    Optional<Ending> wish() {
        return wish;
    }

    private void ring() {
        synchronized (bell) {
            bell.notifyAll();
        }
    }

    /** On the run's thread: does the errands that wait. */
    void work() {
        for (FutureTask<?> task = errands.poll(); task != null; task = errands.poll()) {
            task.run();
        }
    }

    /** On the run's thread: does errands until there is no pause any more. */
    void waitWhilePaused() {
        while (paused()) {
            work();
            synchronized (bell) {
                if (paused() && errands.isEmpty()) {
                    try {
                        bell.wait();
                    } catch (InterruptedException e) {
                        stop(Ending.INTERRUPTED);
                    }
                }
            }
        }
    }

    /** On the run's thread, at its end: from here on errands are done by those who have them. */
    void end() {
        over = true;
        work();
    }
}
