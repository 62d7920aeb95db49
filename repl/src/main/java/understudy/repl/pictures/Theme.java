package understudy.repl.pictures;

import java.awt.Color;
import java.util.Locale;

/** On which paper. */
public enum Theme {
    LIGHT(new Color(0xffffff), new Color(0x1f2328), new Color(0xd8dee4)),
    DARK(new Color(0x0d1117), new Color(0xe6edf3), new Color(0x30363d));

    /** Okabe and Ito's, without black and yellow, of which one would vanish on each paper; sky and orange are far apart for every eye. */
    private static final int[] HUES = {0x0072b2, 0xd55e00, 0x009e73, 0xcc79a7, 0xe69f00, 0x56b4e9};

    private final Color paper;
    private final Color ink;
    private final Color grid;

    Theme(Color paper, Color ink, Color grid) {
        this.paper = paper;
        this.ink = ink;
        this.grid = grid;
    }

    Color paper() {
        return paper;
    }

    Color ink() {
        return ink;
    }

    Color grid() {
        return grid;
    }

    /** The colour of the n-th run. */
    Color hue(int n) {
        Color hue = new Color(HUES[n % HUES.length]);
        return this == DARK ? hue.brighter() : hue;
    }

    /** The same, fainter: for what belongs to it and matters less. */
    Color faint(int n) {
        Color hue = hue(n);
        return new Color(
                (hue.getRed() + paper.getRed()) / 2,
                (hue.getGreen() + paper.getGreen()) / 2,
                (hue.getBlue() + paper.getBlue()) / 2);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
