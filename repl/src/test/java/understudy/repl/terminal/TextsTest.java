package understudy.repl.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Text on its way to the screen: wrapped, dressed, in columns, as dots. */
class TextsTest {
    private static final Palette BARE = new Palette(ColourDepth.NONE);

    @Test
    void flowWrapsOneColumnEarlyAcrossPieces() {
        Flow flow = new Flow(BARE);
        assertEquals("abcd", flow.flow(Text.of("abcd"), 6));
        assertEquals("e\r\nfgh\r\n", flow.flow(Text.of("efgh\n"), 6));
        assertEquals(0, flow.column());
        assertEquals("ab漢\r\n字", flow.flow(Text.of("ab漢字"), 6));
        assertEquals(2, flow.column());
        assertEquals("\ufffd ", flow.flow(Text.of("\033\t"), 6));
    }

    @Test
    void proseIsPartedAtBlanks() {
        Text prose = Text.of("one two").accent("three four").quiet("  five extraordinarily six");
        assertEquals(
                List.of("one twothree", "four  five ", "extraordinarily", "six"),
                Wrap.of(prose, 12).stream().map(Text::words).toList());
        assertEquals(
                new Text.Span("three", Text.Tone.ACCENT),
                Wrap.of(prose, 12).get(0).spans().get(3));
        assertEquals(List.of(prose), Wrap.of(prose, 100));
        assertEquals(
                List.of("  says: the mill ", "  stands by the ", "  river"),
                Wrap.of(Text.of("  says: the mill stands by the river"), 17).stream()
                        .map(Text::words)
                        .toList());
    }

    @Test
    void tonesBecomeCodesOnlyWhereThereAreColours() {
        Text text = Text.of("a").quiet("b").accent("c").strong("d").trouble("e");
        assertEquals("abc\033[1md\033[0me", new Flow(BARE).flow(text, 80));
        assertEquals(
                "a\033[90mb\033[0m\033[36mc\033[0m\033[1md\033[0m\033[31me\033[0m",
                new Flow(new Palette(ColourDepth.SIXTEEN)).flow(text, 80));
        assertEquals(
                "a\033[38;5;245mb\033[0m\033[38;5;173mc\033[0m\033[1md\033[0m\033[38;5;167me\033[0m",
                new Flow(new Palette(ColourDepth.TRUE)).flow(text, 80));
        assertEquals("abcde", text.words());
    }

    @Test
    void depthFollowsTheEnvironment() {
        assertEquals(ColourDepth.NONE, ColourDepth.of(Map.of("NO_COLOR", "1", "COLORTERM", "truecolor"), 256));
        assertEquals(ColourDepth.INDEXED, ColourDepth.of(Map.of("NO_COLOR", ""), 256));
        assertEquals(ColourDepth.NONE, ColourDepth.of(Map.of(), 0));
        assertEquals(ColourDepth.SIXTEEN, ColourDepth.of(Map.of(), 8));
        assertEquals(ColourDepth.TRUE, ColourDepth.of(Map.of("COLORTERM", "24bit"), 256));
    }

    @Test
    void columnsAreCountedAndCut() {
        assertEquals(7, Columns.of("a漢字é\u0301⣿"));
        assertEquals("abc", Columns.cut("abc", 3));
        assertEquals("a漢…", Columns.cut("a漢字b", 5));
    }

    @Test
    void tablesKeepNumbersRight() {
        Table table =
                Table.of("name", ">step", "note").row("romeo", "1,200", "best").row("漢", "5", "");
        assertEquals(
                List.of("name    step  note", "romeo  1,200  best", "漢         5"),
                table.lines(80).stream().map(Text::words).toList());
        assertEquals("romeo  1,2…", table.lines(11).get(1).words());
        assertThrows(IllegalArgumentException.class, () -> table.row("too few"));
    }

    @Test
    void curvesFallFromLeftToRight() {
        double[] falling = new double[80];
        for (int i = 0; i < falling.length; i++) {
            falling[i] = 80 - i;
        }
        assertEquals("⠉⠒⠤⣀", Braille.curve(falling, 4));
        assertEquals("⣀⣀", Braille.curve(new double[] {2, 2, 2, 2}, 2));
        assertEquals("    ", Braille.curve(new double[0], 4));
        assertEquals("⠈⢀", Braille.curve(new double[] {Double.NaN, 2, Double.POSITIVE_INFINITY, 1}, 2));
    }
}
