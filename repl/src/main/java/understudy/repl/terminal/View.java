package understudy.repl.terminal;

import com.googlecode.lanterna.graphics.TextGraphics;
import com.googlecode.lanterna.input.KeyStroke;

/** Something that fills the whole screen until the person goes back: a picture of the latest state, and what keys do. */
public interface View {
    /** Draws one frame on a cleared screen. Called several times a second on the command's thread. */
    void draw(TextGraphics graphics);

    /** A key that the loop does not keep for itself (q, Escape, Ctrl-C and Ctrl-D go back); false to go back. */
    default boolean key(KeyStroke key) {
        return true;
    }
}
