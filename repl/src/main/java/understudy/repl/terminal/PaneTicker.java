package understudy.repl.terminal;

import java.util.function.Consumer;
import java.util.function.Supplier;

/** Redraws the pane five times a second, if there is anything new to show. */
final class PaneTicker implements AutoCloseable {
    private static final long PERIOD_MILLIS = 200;

    private final Pane pane;
    private final Supplier<PaneSnapshot> source;
    private final Consumer<RuntimeException> trouble;
    private final Thread thread;
    private boolean troubled;
    private PaneSnapshot shown = PaneSnapshot.EMPTY;

    PaneTicker(Pane pane, Supplier<PaneSnapshot> source, Consumer<RuntimeException> trouble) {
        this.pane = pane;
        this.source = source;
        this.trouble = trouble;
        thread = new Thread(this::run, "pane");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(PERIOD_MILLIS);
                look();
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    /** What goes wrong while it looks is told once: the next look may go well. */
    private void look() {
        try {
            PaneSnapshot now = source.get();
            if (!now.equals(shown)) {
                pane.tick();
                shown = now;
            }
        } catch (RuntimeException fault) {
            if (!troubled) {
                troubled = true;
                trouble.accept(fault);
            }
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
