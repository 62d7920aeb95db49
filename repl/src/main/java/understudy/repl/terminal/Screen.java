package understudy.repl.terminal;

import com.googlecode.lanterna.screen.TerminalScreen;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.impl.NativeSignalHandler;
import org.jline.utils.InfoCmp.Capability;

/**
 * The person's terminal: owns the tty, and with it the console, the pane and full-screen views. Close it to give the terminal back as it was.
 */
public final class Screen implements AutoCloseable {
    private final Terminal terminal;
    private final Optional<ShellReader> reader;
    private final ReentrantLock lock;
    private final ColourDepth depth;
    private final Editor editor;
    private final TerminalConsole console;
    private final Attributes original;
    private Optional<Pane> pane = Optional.empty();
    private PaneTicker ticker;
    private boolean closed;
    private volatile Runnable onInterrupt = () -> {};

    private Screen(Terminal terminal, Optional<ShellReader> reader, ColourDepth depth, Editor editor) {
        this.terminal = terminal;
        this.reader = reader;
        this.depth = depth;
        this.editor = editor;
        this.lock = reader.map(ShellReader::screenLock).orElseGet(ReentrantLock::new);
        this.console = new TerminalConsole(terminal, lock, reader, depth, this::show);
        this.original = terminal.getAttributes();
        terminal.handle(Terminal.Signal.INT, s -> onInterrupt.run());
    }

    /**
     * Opens the terminal this process runs in; empty if it cannot move a cursor.
     *
     * @param prompts whether lines will be read from it
     */
    public static Optional<Screen> open(Map<String, String> environment, boolean prompts) {
        try {
            Terminal terminal = build(Optional.empty());
            if (terminal.getType().startsWith(Terminal.TYPE_DUMB)) {
                terminal.close();
                return Optional.empty();
            }
            if (terminal.getStringCapability(Capability.change_scroll_region) == null) {
                // Unknown to the terminal database here, so JLine took the poorest description it has.
                terminal.close();
                terminal = build(Optional.of("xterm-256color"));
            }
            return Optional.of(over(terminal, environment, prompts));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A screen that nobody sees, and what is typed on it; the end of the stream closes it. */
    public static Screen unseen(InputStream typed) {
        try {
            Terminal terminal = TerminalBuilder.builder()
                    .system(false)
                    .streams(typed, OutputStream.nullOutputStream())
                    .type("xterm-256color")
                    .size(new Size(120, 35))
                    .encoding(StandardCharsets.UTF_8)
                    .build();
            return over(terminal, Map.of(), true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Terminal build(Optional<String> type) throws IOException {
        TerminalBuilder builder =
                TerminalBuilder.builder().system(true).dumb(true).encoding(StandardCharsets.UTF_8);
        return type.map(builder::type).orElse(builder).build();
    }

    static Screen over(Terminal terminal, Map<String, String> environment, boolean prompts) throws IOException {
        Integer colours = terminal.getNumericCapability(Capability.max_colors);
        ColourDepth depth = ColourDepth.of(environment, colours == null ? 0 : colours);
        Optional<ShellReader> reader =
                prompts ? Optional.of(new ShellReader(terminal, reflows(environment))) : Optional.empty();
        Screen screen = new Screen(terminal, reader, depth, Editor.of(environment));
        if (prompts) {
            screen.quieten();
        }
        return screen;
    }

    /** xterm and GNU screen leave long lines as they are when the size changes; all others that are about break them anew. */
    private static boolean reflows(Map<String, String> environment) {
        return !environment.containsKey("XTERM_VERSION") && !environment.containsKey("STY");
    }

    /**
     * Raw for as long as the shell lives, commands included: what is typed ahead is neither echoed into a command's output nor lost when modes change. Signals stay on for
     * Ctrl-C, but there is no Ctrl-Z, for the parent shell would inherit our margins, and no Ctrl-\, which makes the JVM write on the screen.
     */
    private void quieten() {
        terminal.enterRawMode();
        Attributes attributes = terminal.getAttributes();
        attributes.setControlChar(Attributes.ControlChar.VSUSP, 0);
        attributes.setControlChar(Attributes.ControlChar.VQUIT, 0);
        terminal.setAttributes(attributes);
    }

    public TerminalConsole console() {
        return console;
    }

    ShellReader reader() {
        return reader.orElseThrow(() -> new IllegalStateException("this screen was opened without a prompt"));
    }

    /** What Ctrl-C does while a command runs. Called on a thread of the terminal's. */
    public void onInterrupt(Runnable action) {
        onInterrupt = action;
    }

    /** Shows the pane, and keeps it up to date from the source. */
    public void showPane(Supplier<PaneSnapshot> source) {
        PanePicture picture = new PanePicture(console.palette());
        pane = Pane.install(terminal, lock, size -> picture.lines(source.get(), size.getColumns(), Pane.height(size)));
        pane.ifPresent(p -> {
            terminal.handle(Terminal.Signal.WINCH, s -> p.resize(terminal.getSize()));
            p.tick();
            ticker = new PaneTicker(
                    p, source, fault -> console.trouble("The pane cannot show how things stand: " + fault));
        });
    }

    private void show(View view) {
        LanternaTerminal lanterna = new LanternaTerminal(terminal, lock, depth);
        Terminal.SignalHandler before;
        try {
            TerminalScreen cells = new TerminalScreen(lanterna);
            cells.setCursorPosition(null);
            lock.lock();
            try {
                console.cover(true);
                pane.ifPresent(Pane::suspend);
                before = terminal.handle(Terminal.Signal.WINCH, s -> lanterna.resized());
            } finally {
                lock.unlock();
            }
            try {
                begin(cells);
                new ViewLoop(lanterna, console.palette(), view).run(cells);
            } finally {
                uncover(cells, before);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void begin(TerminalScreen cells) throws IOException {
        lock.lock();
        try {
            cells.startScreen();
        } finally {
            lock.unlock();
        }
    }

    /** Whatever went wrong with the view, the prompt and the pane are there again. */
    private void uncover(TerminalScreen cells, Terminal.SignalHandler before) throws IOException {
        lock.lock();
        try {
            cells.stopScreen(false); // false: what was typed ahead stays
        } finally {
            terminal.handle(Terminal.Signal.WINCH, before);
            pane.ifPresent(Pane::reassert);
            console.cover(false);
            lock.unlock();
        }
    }

    /**
     * Lets the person write in an editor of their own, {@code $VISUAL} or {@code $EDITOR}, else vi. On the thread that reads or runs lines; where it holds the lock, that is given back
     * meanwhile, so that whoever else has something to say, above all a run, does not wait for the person.
     *
     * @return what they wrote; the text as it was if there is no such editor
     */
    public String edited(String text) {
        lock.lock();
        int holds = lock.getHoldCount();
        Size size = terminal.getSize();
        Attributes raw = terminal.getAttributes();
        console.cover(true);
        pane.ifPresent(Pane::suspend);
        Terminal.SignalHandler resized = terminal.handle(Terminal.Signal.WINCH, s -> {});
        Terminal.SignalHandler interrupted = terminal.handle(Terminal.Signal.INT, s -> {}); // Ctrl-C is the editor's
        terminal.setAttributes(original);
        for (int i = 0; i < holds; i++) {
            lock.unlock();
        }
        try {
            return editor.edited(text);
        } catch (IOException e) {
            console.trouble("Expected an editor; found " + e.getMessage() + ". Set EDITOR to one.");
            return text;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return text;
        } finally {
            for (int i = 0; i < holds; i++) {
                lock.lock();
            }
            terminal.setAttributes(raw);
            terminal.handle(Terminal.Signal.INT, interrupted);
            terminal.handle(Terminal.Signal.WINCH, resized);
            if (!terminal.getSize().equals(size) && !(resized instanceof NativeSignalHandler)) {
                resized.handle(Terminal.Signal.WINCH);
            }
            pane.ifPresent(Pane::reassert);
            console.cover(false);
            lock.unlock();
        }
    }

    Size size() {
        return terminal.getSize();
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (ticker != null) {
            ticker.close();
        }
        pane.ifPresent(Pane::close);
        try {
            terminal.setAttributes(original);
            terminal.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
