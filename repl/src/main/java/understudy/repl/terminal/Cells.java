package understudy.repl.terminal;

import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.TextCharacter;
import com.googlecode.lanterna.TextColor;
import com.googlecode.lanterna.graphics.TextGraphics;
import com.googlecode.lanterna.graphics.TextImage;
import java.text.BreakIterator;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jline.utils.Colors;

/** Between Lanterna's cells and JLine's strings, for characters whose width both libraries agree on. */
final class Cells {
    private static final String UNKNOWN = "□";

    private Cells() {}

    /** The rows of an image as strings for JLine. */
    static List<AttributedString> lines(TextImage image, ColourDepth depth) {
        Map<TextColor, Integer> rounded = new HashMap<>(); // finding the nearest of 256 colours takes long
        List<AttributedString> lines = new ArrayList<>();
        for (int row = 0; row < image.getSize().getRows(); row++) {
            lines.add(line(image, row, depth, rounded));
        }
        return lines;
    }

    private static AttributedString line(TextImage image, int row, ColourDepth depth, Map<TextColor, Integer> rounded) {
        int columns = image.getSize().getColumns();
        AttributedStringBuilder line = new AttributedStringBuilder(columns);
        for (int column = 0; column < columns; column++) {
            TextCharacter cell = image.getCharacterAt(column, row);
            line.style(style(cell, depth, rounded));
            boolean wide = cell.isDoubleWidth();
            if (wide && column + 1 >= columns) {
                line.append(' ');
            } else if (width(cell.getCharacterString()) == (wide ? 2 : 1)) {
                line.append(cell.getCharacterString());
            } else {
                line.append(wide ? "??" : "?");
            }
            column += wide ? 1 : 0;
        }
        return line.toAttributedString();
    }

    private static int width(String cluster) {
        if (cluster.length() == 1) {
            return Columns.of(cluster.charAt(0));
        }
        return new AttributedString(cluster).columnLength();
    }

    private static AttributedStyle style(TextCharacter cell, ColourDepth depth, Map<TextColor, Integer> rounded) {
        AttributedStyle style = AttributedStyle.DEFAULT;
        if (depth != ColourDepth.NONE) {
            style = coloured(style, cell.getForegroundColor(), true, depth, rounded);
            style = coloured(style, cell.getBackgroundColor(), false, depth, rounded);
        }
        for (SGR modifier : cell.getModifiers()) {
            style = switch (modifier) {
                case BOLD -> style.bold();
                case REVERSE -> style.inverse();
                case UNDERLINE -> style.underline();
                case ITALIC -> style.italic();
                default -> style;
            };
        }
        return style;
    }

    private static AttributedStyle coloured(
            AttributedStyle style,
            TextColor colour,
            boolean front,
            ColourDepth depth,
            Map<TextColor, Integer> rounded) {
        if (colour == null || colour == TextColor.ANSI.DEFAULT) {
            return style;
        }
        if (depth == ColourDepth.TRUE && !(colour instanceof TextColor.ANSI)) {
            int rgb = colour.getRed() << 16 | colour.getGreen() << 8 | colour.getBlue();
            return front ? style.foregroundRgb(rgb) : style.backgroundRgb(rgb);
        }
        int index = colour instanceof TextColor.ANSI ansi
                ? index(ansi)
                : rounded.computeIfAbsent(colour, c -> nearest(c, depth));
        return front ? style.foreground(index) : style.background(index);
    }

    /** Lanterna's enum has DEFAULT between the eight plain and the eight bright colours. */
    private static int index(TextColor.ANSI colour) {
        return colour.ordinal() < TextColor.ANSI.DEFAULT.ordinal() ? colour.ordinal() : colour.ordinal() - 1;
    }

    private static int nearest(TextColor colour, ColourDepth depth) {
        return Colors.roundRgbColor(
                colour.getRed(), colour.getGreen(), colour.getBlue(), depth == ColourDepth.SIXTEEN ? 16 : 256);
    }

    /**
     * Draws text by whole grapheme clusters, and returns the column after it. Lanterna's own putString splits surrogates and combining marks. Control characters become a dot,
     * clusters whose width is in doubt a hollow square; what does not fit is left out.
     */
    static int put(TextGraphics graphics, int column, int row, String text) {
        if (text.codePoints().allMatch(Cells::simple)) {
            return putSimple(graphics, column, row, text);
        }
        String whole = Normalizer.normalize(SafeText.unjoined(text), Normalizer.Form.NFC);
        BreakIterator clusters = BreakIterator.getCharacterInstance(Locale.ROOT);
        clusters.setText(whole);
        int columns = graphics.getSize().getColumns();
        int at = column;
        int begin = clusters.first();
        for (int end = clusters.next(); end != BreakIterator.DONE; end = clusters.next()) {
            String cluster = whole.substring(begin, end);
            begin = end;
            TextCharacter cell = cell(graphics, cluster);
            int wide = cell.isDoubleWidth() ? 2 : 1;
            if (at + wide > columns) {
                break;
            }
            graphics.setCharacter(at, row, cell);
            at += wide;
        }
        return at;
    }

    /** Characters of one column that never join others: most of what the pane shows, drawn without the search for clusters. */
    private static boolean simple(int codePoint) {
        boolean latin = codePoint >= 32 && codePoint < 0x300 && SafeText.visible(codePoint) == codePoint;
        boolean drawing = (codePoint >= 0x2500 && codePoint < 0x25a0) || (codePoint >= 0x2800 && codePoint < 0x2900);
        return latin || drawing || "–…▶■‖".indexOf(codePoint) >= 0;
    }

    private static int putSimple(TextGraphics graphics, int column, int row, String text) {
        int shown = Math.max(0, Math.min(text.length(), graphics.getSize().getColumns() - column));
        for (int i = 0; i < shown; i++) {
            graphics.setCharacter(column + i, row, text.charAt(i));
        }
        return column + shown;
    }

    private static TextCharacter cell(TextGraphics graphics, String cluster) {
        int first = cluster.codePointAt(0);
        String safe = SafeText.visible(first) == first && first != '\n' ? cluster : "·";
        TextCharacter[] cells = TextCharacter.fromString(
                safe, graphics.getForegroundColor(), graphics.getBackgroundColor(), graphics.getActiveModifiers());
        if (cells.length == 1 && width(safe) == (cells[0].isDoubleWidth() ? 2 : 1)) {
            return cells[0];
        }
        return TextCharacter.fromString(
                UNKNOWN, graphics.getForegroundColor(), graphics.getBackgroundColor(), graphics.getActiveModifiers())[
                0];
    }
}
