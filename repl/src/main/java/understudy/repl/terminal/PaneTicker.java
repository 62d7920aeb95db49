package understudy.repl.terminal;

import java.util.function.Supplier;

/** Redraws the pane five times a second, if there is anything new to show. */
final class PaneTicker implements AutoCloseable {
    private static final long PERIOD_MILLIS = 200;

    private final Pane pane;
    private final Supplier<PaneSnapshot> source;
    private final Thread thread;
    private PaneSnapshot shown = PaneSnapshot.EMPTY;

    PaneTicker(Pane pane, Supplier<PaneSnapshot> source) {
        this.pane = pane;
        this.source = source;
        thread = new Thread(this::run, "pane");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(PERIOD_MILLIS);
                PaneSnapshot now = source.get();
                if (!now.equals(shown)) {
                    shown = now;
                    pane.tick();
                }
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
