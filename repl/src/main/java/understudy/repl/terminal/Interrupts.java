package understudy.repl.terminal;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jline.utils.Signals;

/**
 * Ctrl-C where no screen is open. Each asks; a second one, while what runs is still ending, says what a third does; the third ends the process at
 * once. Those that come together count as one: a key that is held down, or a process group of which several pass the signal on.
 */
public final class Interrupts {
    private static final String INTERRUPT = "INT";
    private static final Duration TOGETHER = Duration.ofSeconds(1);
    private static final int LAST = 3;

    private final LongSupplier clock;
    private final Consumer<String> voice;
    private final Runnable end;
    private int count;
    private long counted;

    /**
     * @param clock nanoseconds
     * @param voice hears what the person should know
     * @param end ends the process without waiting for anything
     */
    public Interrupts(LongSupplier clock, Consumer<String> voice, Runnable end) {
        this.clock = clock;
        this.voice = voice;
        this.end = end;
    }

    /** Runs the action at each interrupt from now on. */
    public void each(Runnable action) {
        Signals.register(INTERRUPT, () -> heard(action));
    }

    /** One interrupt. The default handler is never put back: it would end the process while the first one's checkpoint is being written. */
    synchronized void heard(Runnable action) {
        long now = clock.getAsLong();
        action.run();
        if (count > 0 && now - counted < TOGETHER.toNanos()) {
            return;
        }
        counted = now;
        if (++count == LAST - 1) {
            voice.accept("Still ending and saving; Ctrl-C once more ends at once, and what is not saved is lost.");
        } else if (count == LAST) {
            end.run();
        }
    }
}
