package understudy.repl.terminal;

import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.graphics.TextGraphics;
import understudy.repl.terminal.Text.Tone;

/** One row of the pane, filled from the left by fields of fixed width, so that numbers keep their place. A field that does not fit is left out. */
final class PaneRow {
    private final TextGraphics graphics;
    private final Palette palette;
    private final int row;
    private int at;
    private int end;

    PaneRow(TextGraphics graphics, Palette palette, int row) {
        this.graphics = graphics;
        this.palette = palette;
        this.row = row;
        this.end = graphics.getSize().getColumns();
    }

    /** Columns not yet used. */
    int left() {
        return end - at;
    }

    /** A gap, then the text in a field of at least the width, standing left; false if there is no room. */
    boolean left(int gap, int width, Text text) {
        return field(gap, width, false, text);
    }

    /** A gap, then the text in a field of at least the width, standing right; false if there is no room. */
    boolean right(int gap, int width, Text text) {
        return field(gap, width, true, text);
    }

    /** Text at the right end of the row; false if there is no room. */
    boolean atEnd(Text text) {
        int columns = Columns.of(text.words());
        if (columns + 2 > left()) {
            return false;
        }
        end -= columns + 1;
        draw(end, text);
        return true;
    }

    /** Fills what is left. */
    void fill(char c, Tone tone) {
        at = draw(at, Text.empty().and(String.valueOf(c).repeat(Math.max(0, end - at)), tone));
    }

    private boolean field(int gap, int width, boolean right, Text text) {
        int columns = Columns.of(text.words());
        int field = Math.max(width, columns);
        if (gap + field > left()) {
            return false;
        }
        draw(at + gap + (right ? field - columns : 0), text);
        at += gap + field;
        return true;
    }

    private int draw(int column, Text text) {
        int next = column;
        for (Text.Span span : text.spans()) {
            graphics.setForegroundColor(palette.cell(span.tone()));
            if (span.tone() == Tone.STRONG) {
                graphics.enableModifiers(SGR.BOLD);
            }
            next = Cells.put(graphics, next, row, span.words());
            graphics.clearModifiers();
        }
        return next;
    }
}
