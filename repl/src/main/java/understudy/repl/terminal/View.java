package understudy.repl.terminal;

/** Something that fills the whole screen until the person goes back: a picture of the latest state, and what keys do. */
public interface View {
    /** Draws one frame on an empty canvas. Called several times a second on the command's thread. */
    void draw(Canvas canvas);

    /** A key that the loop does not keep for itself (q, Escape, Ctrl-C and Ctrl-D go back); false to go back. */
    default boolean key(Key key) {
        return true;
    }

    /** Whether the person is typing a text, so that q is a letter and Escape ends only that; Ctrl-C and Ctrl-D go back all the same. */
    default boolean typing() {
        return false;
    }

    /** The fewest columns that it can be read at; with less the person is told. */
    default int leastColumns() {
        return 20;
    }

    /** The fewest rows that it can be read at. */
    default int leastRows() {
        return 4;
    }
}
