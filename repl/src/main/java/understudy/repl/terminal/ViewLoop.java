package understudy.repl.terminal;

import com.googlecode.lanterna.graphics.TextGraphics;
import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.input.KeyType;
import com.googlecode.lanterna.screen.Screen.RefreshType;
import com.googlecode.lanterna.screen.TerminalScreen;
import java.io.IOException;

/** Shows a view on the alternate screen until the person goes back. */
final class ViewLoop {
    private static final long FRAME_NANOS = 100_000_000;

    private final LanternaTerminal terminal;
    private final View view;

    ViewLoop(LanternaTerminal terminal, View view) {
        this.terminal = terminal;
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
            if (leaves(key) || !view.key(key)) {
                return;
            }
            next = System.nanoTime();
        }
    }

    private void draw(TerminalScreen screen) throws IOException {
        TextGraphics graphics = screen.newTextGraphics();
        graphics.fill(' '); // not clear(), which would send every cell again
        view.draw(graphics);
        screen.refresh(RefreshType.AUTOMATIC);
    }

    private static boolean leaves(KeyStroke key) {
        if (key.getKeyType() == KeyType.EOF || key.getKeyType() == KeyType.Escape) {
            return true;
        }
        if (key.getKeyType() != KeyType.Character) {
            return false;
        }
        char c = key.getCharacter();
        return c == 'q' || (key.isCtrlDown() && (c == 'c' || c == 'd'));
    }
}
