package understudy.repl.commands;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import understudy.corpora.Progress;
import understudy.repl.Figures;
import understudy.repl.Session;

/** How far work on a text has come and when it will be done, told a few times a second. */
final class Headway {
    private static final long BETWEEN = Duration.ofMillis(250).toNanos();
    private static final long MEANINGFUL = Duration.ofSeconds(1).toNanos();

    private final LongSupplier clock;
    private final Consumer<String> told;
    private String doing = "";
    private long begun;
    private long first;
    private long last;

    /** @param clock in nanoseconds */
    Headway(LongSupplier clock, Consumer<String> told) {
        this.clock = clock;
        this.told = told;
        this.last = clock.getAsLong() - BETWEEN;
    }

    /** Shown to the person who waits, and ended by Ctrl-C. */
    static Progress of(Session session) {
        Headway headway = new Headway(System::nanoTime, session.console()::progress);
        return (doing, done, total) -> {
            session.halt().check();
            headway.at(doing, done, total);
        };
    }

    /**
     * @param what is being done
     * @param done bytes so far
     * @param total of how many; 0 if that is not known
     */
    void at(String what, long done, long total) {
        long now = clock.getAsLong();
        if (!what.equals(doing)) {
            doing = what;
            begun = now;
            first = done;
        }
        if (now - last < BETWEEN) {
            return;
        }
        last = now;
        StringBuilder line = new StringBuilder(what).append(' ').append(Figures.bytes(done));
        if (total > 0) {
            line.append(" of ").append(Figures.bytes(total));
        }
        long more = done - first;
        if (total > 0 && more > 0 && now - begun >= MEANINGFUL) {
            long left = (long) ((double) (now - begun) / more * (total - done) / 1e9);
            line.append(String.format(Locale.ROOT, ", %d:%02d to go", left / 60, left % 60));
        }
        told.accept(line.toString());
    }
}
