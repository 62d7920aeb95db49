package understudy.repl.terminal;

import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.TerminalPosition;
import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.graphics.BasicTextImage;
import com.googlecode.lanterna.graphics.TextGraphics;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;

/** What a view draws on: cells in rows, of which what lies outside is left out. Knows nothing of where they are shown. */
public final class Canvas {
    private final TextGraphics graphics;
    private final Palette palette;

    Canvas(TextGraphics graphics, Palette palette) {
        this.graphics = graphics;
        this.palette = palette;
    }

    /** The rows of a view at a size, without colours: what is printed where there is no terminal. */
    public static List<String> rows(View view, int columns, int rows) {
        BasicTextImage image = new BasicTextImage(new TerminalSize(columns, rows));
        Canvas canvas = new Canvas(image.newTextGraphics(), new Palette(ColourDepth.NONE));
        canvas.graphics.fill(' ');
        view.draw(canvas);
        List<String> lines = new ArrayList<>();
        for (AttributedString line : Cells.lines(image, ColourDepth.NONE)) {
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    public int columns() {
        return graphics.getSize().getColumns();
    }

    public int rows() {
        return graphics.getSize().getRows();
    }

    /** A part of this canvas as a canvas of its own; it ends where this one ends. */
    public Canvas part(int column, int row, int columns, int rows) {
        int wide = Math.max(0, Math.min(columns, columns() - column));
        int high = Math.max(0, Math.min(rows, rows() - row));
        return new Canvas(
                graphics.newTextGraphics(new TerminalPosition(column, row), new TerminalSize(wide, high)), palette);
    }

    /** Draws a text, and returns the column after it. */
    public int put(int column, int row, Text text) {
        int at = column;
        for (Text.Span span : text.spans()) {
            at = put(at, row, span.words(), Ink.of(span.tone()));
        }
        return at;
    }

    /** Draws words in one ink, and returns the column after them. */
    public int put(int column, int row, String words, Ink ink) {
        if (row < 0 || row >= rows() || column >= columns()) {
            return column;
        }
        graphics.setForegroundColor(ink.shaded() ? palette.shade(ink.shade()) : palette.cell(ink.tone()));
        if (ink.tone() == Text.Tone.STRONG) {
            graphics.enableModifiers(SGR.BOLD);
        }
        if (ink.reversed()) {
            graphics.enableModifiers(SGR.REVERSE);
        }
        if (ink.underlined()) {
            graphics.enableModifiers(SGR.UNDERLINE);
        }
        int next = Cells.put(graphics, column, row, words);
        graphics.clearModifiers();
        return next;
    }

    /** Draws a text so that it ends before the given column. */
    public void putBefore(int column, int row, Text text) {
        put(Math.max(0, column - Columns.of(text.words())), row, text);
    }
}
