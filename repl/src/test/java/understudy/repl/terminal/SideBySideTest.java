package understudy.repl.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SideBySideTest {
    private static final List<SideBySide.Column> TWO = List.of(
            new SideBySide.Column("romeo@0", List.of("4.143 nats/char", "5.977 bits/byte"), "zx qv\n\nkk"),
            new SideBySide.Column(
                    "romeo", List.of("step 40", "1.250 nats/char"), "The mill stands by the river and the geese"));

    private static List<String> lines(List<SideBySide.Column> columns, int width) {
        return SideBySide.lines(columns, width).stream().map(Text::words).toList();
    }

    @Test
    void columnsStandBesideEachOtherAndFit() {
        assertEquals("""
                romeo@0                │ romeo
                4.143 nats/char        │ step 40
                5.977 bits/byte        │ 1.250 nats/char
                ───────────────────────┼───────────────────────
                zx qv                  │ The mill stands by the
                                       │ river and the geese
                kk                     │\
                """, lines(TWO, 47).stream().map(String::stripTrailing).collect(Collectors.joining("\n")));
        for (int width = 10; width < 140; width++) {
            for (String line : lines(TWO, width)) {
                assertTrue(Columns.of(line) <= width, width + ": " + line);
            }
        }
    }

    @Test
    void aNarrowScreenStacksThem() {
        List<String> lines = lines(TWO, 40);
        assertEquals("romeo@0", lines.get(0));
        assertEquals("4.143 nats/char · 5.977 bits/byte", lines.get(1));
        assertTrue(lines.indexOf("romeo") > lines.indexOf("kk"), lines.toString());
    }

    @Test
    void aTextIsPartedAtBlanksAndLongWordsInside() {
        assertEquals(List.of("to be", "or not", "", "abcdef", "gh"), SideBySide.wrapped("to be or not\n\nabcdefgh", 6));
        assertEquals(List.of("漢字", "漢"), SideBySide.wrapped("漢字漢", 5), "two columns each");
    }
}
