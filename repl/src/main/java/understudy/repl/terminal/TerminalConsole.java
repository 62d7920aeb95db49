package understudy.repl.terminal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jline.terminal.Terminal;

/** At a terminal: streamed text, lines from other threads above the prompt, one line rewritten in place. All under the screen's lock. */
public final class TerminalConsole implements Console {
    private static final String ERASE_LINE = "\r\033[K";
    private static final String INTERRUPT = "^C";
    private static final String ERASE_INTERRUPT = "\b\b\033[K";

    private final Terminal terminal;
    private final ReentrantLock lock;
    private final Optional<ShellReader> reader;
    private final Consumer<View> stage;
    private final Palette palette;
    private final Flow foreground;
    private final Deque<Text> held = new ArrayDeque<>();
    private boolean covered;
    private boolean passing;
    private boolean marked;

    TerminalConsole(
            Terminal terminal,
            ReentrantLock lock,
            Optional<ShellReader> reader,
            ColourDepth depth,
            Consumer<View> stage) {
        this.stage = stage;
        this.terminal = terminal;
        this.lock = lock;
        this.reader = reader;
        this.palette = new Palette(depth);
        this.foreground = new Flow(palette);
    }

    Palette palette() {
        return palette;
    }

    @Override
    public void print(Text text) {
        locked(() -> {
            write(foreground.flow(text, screenWidth()));
            drain();
        });
    }

    @Override
    public void println(String line) {
        println(Text.of(line));
    }

    /** A line that begins here is parted at blanks; one that was begun, or holds several, stays as it is. */
    @Override
    public void println(Text line) {
        locked(() -> {
            boolean one = foreground.column() == 0 && line.words().indexOf('\n') < 0;
            for (Text part : one ? Wrap.of(line, width()) : List.of(line)) {
                write(foreground.flow(part.plain("\n"), screenWidth()));
            }
            drain();
        });
    }

    @Override
    public void fresh() {
        locked(() -> {
            write(foreground.column() > 0 ? foreground.flow(Text.of("\n"), screenWidth()) : "");
            drain();
        });
    }

    @Override
    public void log(Text line) {
        locked(() -> {
            held.addAll(Wrap.of(line, width()));
            drain();
        });
    }

    @Override
    public void trouble(String line) {
        fresh();
        log(Text.empty().trouble(line));
    }

    @Override
    public void progress(String line) {
        locked(() -> {
            if (covered || foreground.column() > 0) {
                return;
            }
            String shown = Columns.cut(SafeText.visible(line).replace('\n', ' '), width());
            terminal.writer().write(ERASE_LINE + palette.dressed(shown, Text.Tone.QUIET));
            terminal.flush();
            passing = !line.isEmpty();
        });
    }

    /** Behind what is said it stands only until more is said, so that nobody takes it for the model's own words. */
    @Override
    public void heard() {
        locked(() -> {
            boolean room = foreground.column() + INTERRUPT.length() < screenWidth();
            if (covered || marked || !room) {
                return;
            }
            boolean begins = foreground.column() == 0;
            terminal.writer().write((begins ? ERASE_LINE : "") + palette.dressed(INTERRUPT, Text.Tone.QUIET));
            terminal.flush();
            passing = begins;
            marked = !begins;
        });
    }

    @Override
    public int width() {
        return screenWidth() - 1;
    }

    @Override
    public boolean terminal() {
        return true;
    }

    /** Shows a view until the person goes back. On the command's thread. */
    public void show(View view) {
        stage.accept(view);
    }

    /** Holds everything back while a view covers the screen. */
    void cover(boolean now) {
        locked(() -> {
            covered = now;
            drain();
        });
    }

    private int screenWidth() {
        return terminal.getWidth() > 1 ? terminal.getWidth() : 80;
    }

    /** Writes foreground text, which removes a passing line and the sign that an interrupt was heard. */
    private void write(String codes) {
        terminal.writer().write((passing ? ERASE_LINE : marked ? ERASE_INTERRUPT : "") + codes);
        passing = false;
        marked = false;
        terminal.flush();
    }

    /** Shows held lines as soon as they break into nothing. */
    private void drain() {
        boolean reading = reader.map(ShellReader::isReading).orElse(false);
        while (!held.isEmpty() && !covered && (reading || foreground.column() == 0)) {
            String line = new Flow(palette).flow(held.poll().plain("\n"), screenWidth());
            if (reading) {
                reader.get().printAbove(line);
            } else {
                write(line);
            }
        }
    }

    private void locked(Runnable work) {
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }
}
