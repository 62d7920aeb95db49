package understudy.repl.terminal;

/**
 * Foreground text on its way to the terminal: safe, dressed, and wrapped one column early.
 *
 * <p>The last column stays empty because a terminal that has just filled it remembers a pending wrap, which saving and restoring the cursor for the pane would lose.
 */
final class Flow {
    private final Palette palette;
    private int column;

    Flow(Palette palette) {
        this.palette = palette;
    }

    /** The column at which the next character goes, 0 on a fresh line. */
    int column() {
        return column;
    }

    /** The bytes that show the text on a terminal of the given width. */
    String flow(Text text, int width) {
        StringBuilder out = new StringBuilder();
        for (Text.Span span : text.spans()) {
            String begin = palette.begin(span.tone());
            out.append(begin);
            span.words().codePoints().forEach(c -> put(out, c, width));
            out.append(begin.isEmpty() ? "" : Palette.RESET);
        }
        return out.toString();
    }

    private void put(StringBuilder out, int codePoint, int width) {
        if (codePoint == '\n') {
            out.append("\r\n");
            column = 0;
            return;
        }
        if (SafeText.joins(codePoint)) {
            return;
        }
        int shown = codePoint == '\t' ? ' ' : SafeText.visible(codePoint);
        int columns = Columns.of(shown);
        if (column + columns > width - 1 && column > 0) {
            out.append("\r\n");
            column = 0;
        }
        out.appendCodePoint(shown);
        column += columns;
    }
}
