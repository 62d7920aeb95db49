package understudy.repl.terminal;

import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.graphics.TextGraphics;
import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.input.KeyType;
import com.googlecode.lanterna.screen.Screen.RefreshType;
import com.googlecode.lanterna.screen.TerminalScreen;
import java.io.IOException;

/** Shows a view on the alternate screen until the person goes back. */
final class ViewLoop {
    private static final long FRAME_NANOS = 200_000_000;

    private final LanternaTerminal terminal;
    private final Palette palette;
    private final View view;

    ViewLoop(LanternaTerminal terminal, Palette palette, View view) {
        this.terminal = terminal;
        this.palette = palette;
        this.view = view;
    }

    /** Runs on the command's thread; the caller has made room and cleans up. */
    void run(TerminalScreen screen) throws IOException {
        long next = System.nanoTime();
        while (true) {
            boolean resized = screen.doResizeIfNecessary() != null;
            if (resized || System.nanoTime() - next >= 0) {
                draw(screen);
                next = System.nanoTime() + FRAME_NANOS;
            }
            KeyStroke key = terminal.pollInput();
            if (key == null) {
                continue;
            }
            boolean shown = fits(screen.getTerminalSize());
            if (leaves(key, shown && view.typing()) || (shown && !view.key(Key.of(key)))) {
                return;
            }
            next = System.nanoTime();
        }
    }

    private void draw(TerminalScreen screen) throws IOException {
        TextGraphics graphics = screen.newTextGraphics();
        graphics.fill(' '); // not clear(), which would send every cell again
        Canvas canvas = new Canvas(graphics, palette);
        if (fits(graphics.getSize())) {
            view.draw(canvas);
        } else {
            canvas.put(0, 0, Text.of("This view needs " + view.leastColumns() + " x " + view.leastRows()));
            canvas.put(0, 1, Text.of("and the terminal has " + canvas.columns() + " x " + canvas.rows() + "."));
            canvas.put(0, 2, Text.empty().quiet("Make it larger, or q goes back."));
        }
        screen.refresh(RefreshType.AUTOMATIC);
    }

    private boolean fits(TerminalSize size) {
        return size.getColumns() >= view.leastColumns() && size.getRows() >= view.leastRows();
    }

    private static boolean leaves(KeyStroke key, boolean typing) {
        if (key.getKeyType() == KeyType.EOF) {
            return true;
        }
        if (key.getKeyType() == KeyType.Escape) {
            return !typing;
        }
        if (key.getKeyType() != KeyType.Character) {
            return false;
        }
        char c = key.getCharacter();
        return (c == 'q' && !typing) || (key.isCtrlDown() && (c == 'c' || c == 'd'));
    }
}
