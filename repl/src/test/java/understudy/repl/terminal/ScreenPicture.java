package understudy.repl.terminal;

import java.util.Locale;
import understudy.repl.terminal.VtScreen.Cell;
import understudy.repl.terminal.VtScreen.Style;

/** An emulated screen as a picture for a page: SVG in which every character has its place, whatever font shows it. */
public final class ScreenPicture {
    private static final double WIDE = 8.4;
    private static final int HIGH = 18;
    private static final int EDGE = 14;
    private static final int PAPER = 0x10141a;
    private static final int INK = 0xd6dae0;

    private ScreenPicture() {}

    public static String svg(Cell[][] cells) {
        int columns = cells[0].length;
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %d\" font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"14\">%n"
                        + "<rect width=\"100%%\" height=\"100%%\" rx=\"8\" fill=\"#%06x\"/>%n",
                columns * WIDE + 2 * EDGE,
                cells.length * HIGH + 2 * EDGE,
                PAPER));
        for (int row = 0; row < cells.length; row++) {
            for (int from = 0; from < columns; ) {
                int to = from + 1;
                while (to < columns && cells[row][to].style().equals(cells[row][from].style())) {
                    to++;
                }
                run(svg, cells[row], row, from, to);
                from = to;
            }
        }
        return svg.append("</svg>\n").toString();
    }

    private static void run(StringBuilder svg, Cell[] cells, int row, int from, int to) {
        Style style = cells[from].style();
        int front = style.front() < 0 ? INK : style.front();
        int back = style.back();
        if (style.reversed()) {
            int before = front;
            front = back < 0 ? PAPER : back;
            back = before;
        }
        double left = EDGE + from * WIDE;
        double width = (to - from) * WIDE;
        if (back >= 0) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"#%06x\"/>%n",
                    left,
                    EDGE + row * HIGH,
                    width,
                    HIGH,
                    back));
        }
        StringBuilder text = new StringBuilder();
        for (int column = from; column < to; column++) {
            text.append(cells[column].text());
        }
        if (text.toString().isBlank() && !style.underlined()) {
            return;
        }
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%d\" textLength=\"%.1f\" lengthAdjust=\"spacingAndGlyphs\" xml:space=\"preserve\" fill=\"#%06x\"%s%s>%s</text>%n",
                left,
                EDGE + row * HIGH + 13,
                width,
                front,
                style.bold() ? " font-weight=\"bold\"" : "",
                style.underlined() ? " text-decoration=\"underline\"" : "",
                text.toString().replace("&", "&amp;").replace("<", "&lt;")));
    }
}
