package understudy.repl.terminal;

import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/** Without a terminal: plain lines, no escape codes; results to one stream, messages to another. */
public final class PlainConsole implements Console {
    private static final int WIDTH = 100;
    private static final long PROGRESS_EVERY = 10_000_000_000L;

    private final PrintStream results;
    private final PrintStream messages;
    private final LongSupplier clock;
    private final boolean same;
    private final Deque<String> held = new ArrayDeque<>();
    private boolean midLine;
    private boolean progressed;
    private long lastProgress;

    /**
     * @param results where print and println go: standard output, or the messages' stream when standard output is for JSON
     * @param messages standard error
     * @param clock nanoseconds, as {@link System#nanoTime()}
     */
    public PlainConsole(PrintStream results, PrintStream messages, LongSupplier clock) {
        this.results = results;
        this.messages = messages;
        this.clock = clock;
        this.same = results == messages;
    }

    @Override
    public synchronized void print(Text text) {
        String words = SafeText.visible(text.words());
        if (words.isEmpty()) {
            return;
        }
        results.print(words);
        results.flush();
        midLine = !words.endsWith("\n");
        drain();
    }

    @Override
    public synchronized void fresh() {
        if (midLine) {
            results.print("\n");
            results.flush();
            midLine = false;
        }
        progressed = false;
        drain();
    }

    @Override
    public synchronized void log(Text line) {
        held.add(SafeText.visible(line.words()));
        drain();
    }

    @Override
    public synchronized void trouble(String line) {
        fresh();
        log(Text.of(line));
    }

    @Override
    public synchronized void progress(String line) {
        long now = clock.getAsLong();
        if (!progressed) { // short work needs no such line
            progressed = true;
            lastProgress = now;
        }
        if (line.isEmpty() || now - lastProgress < PROGRESS_EVERY) {
            return;
        }
        lastProgress = now;
        log(Text.of(line));
    }

    @Override
    public void heard() {
        // a terminal shows the key itself, and who signals a process without one looks for no answer
    }

    @Override
    public int width() {
        return WIDTH;
    }

    @Override
    public boolean terminal() {
        return false;
    }

    /** Messages only wait for a begun line when both share a stream. */
    private void drain() {
        while (!held.isEmpty() && !(same && midLine)) {
            messages.print(held.poll() + "\n");
            messages.flush();
        }
    }
}
