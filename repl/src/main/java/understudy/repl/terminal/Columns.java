package understudy.repl.terminal;

import org.jline.utils.WCWidth;

/** How many columns of a terminal text takes. */
public final class Columns {
    private Columns() {}

    /** Columns of one line. */
    public static int of(String line) {
        return line.codePoints().map(Columns::of).sum();
    }

    /** Columns of one code point: 0, 1 or 2. */
    static int of(int codePoint) {
        return codePoint < 0x300 ? 1 : Math.max(0, WCWidth.wcwidth(codePoint));
    }

    /** The line, or as much of it as fits with a last {@code …}. */
    public static String cut(String line, int width) {
        if (of(line) <= width) {
            return line;
        }
        StringBuilder kept = new StringBuilder();
        int used = 0;
        for (int c : line.codePoints().toArray()) {
            used += of(c);
            if (used > width - 1) {
                break;
            }
            kept.appendCodePoint(c);
        }
        return kept + "…";
    }

    /** How many chars of the line, whole characters, fit into the width; at least those of one character. */
    public static int fitting(String line, int width) {
        int end = 0;
        int used = 0;
        while (end < line.length()) {
            int codePoint = line.codePointAt(end);
            used += of(codePoint);
            if (used > width && end > 0) {
                break;
            }
            end += Character.charCount(codePoint);
        }
        return end;
    }
}
