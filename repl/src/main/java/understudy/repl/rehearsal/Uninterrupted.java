package understudy.repl.rehearsal;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Waiting for another thread that must not be left alone: an interrupt is kept for afterwards. */
final class Uninterrupted {
    private Uninterrupted() {}

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
