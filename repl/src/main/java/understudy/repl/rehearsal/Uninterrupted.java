package understudy.repl.rehearsal;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Waiting for another thread that must not be left alone: an interrupt is kept for afterwards. */
final class Uninterrupted {
    private Uninterrupted() {}

    /** Waits for the end of a thread, at most so long; true if it has ended. */
    static boolean join(Thread thread, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        boolean interrupted = false;
        try {
            for (long left = time.toNanos(); left > 0 && thread.isAlive(); left = end - System.nanoTime()) {
                try {
                    TimeUnit.NANOSECONDS.timedJoin(thread, left);
                } catch (InterruptedException again) {
                    interrupted = true;
                }
            }
            return !thread.isAlive();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The result of a future; what went wrong there goes wrong here. */
    static <T> T get(Future<T> future) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException again) {
                    interrupted = true;
                } catch (ExecutionException fault) {
                    if (fault.getCause() instanceof RuntimeException known) {
                        throw known;
                    }
                    throw new IllegalStateException(fault.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
