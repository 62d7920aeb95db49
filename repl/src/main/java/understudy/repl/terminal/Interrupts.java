package understudy.repl.terminal;

import org.jline.utils.Signals;

/** Ctrl-C where no screen is open. */
public final class Interrupts {
    private static final String INTERRUPT = "INT";

    private Interrupts() {}

    /** Runs the action at the first interrupt; the next one ends the process as usual. */
    public static void first(Runnable action) {
        Signals.register(INTERRUPT, () -> {
            Signals.registerDefault(INTERRUPT);
            action.run();
        });
    }
}
