package understudy.repl.rehearsal;

import java.util.function.LongSupplier;

/** Time spent training, pauses not counted. Used by one thread. */
final class Stopwatch {
    private final LongSupplier clock;
    private long begun;
    private long pausedAt;

    /** @param clock nanoseconds, as {@link System#nanoTime()} */
    Stopwatch(LongSupplier clock) {
        this.clock = clock;
        this.begun = clock.getAsLong();
    }

    long now() {
        return clock.getAsLong();
    }

    double seconds() {
        return (now() - begun) / 1e9;
    }

    void pause() {
        pausedAt = now();
    }

    void resume() {
        begun += now() - pausedAt;
    }
}
