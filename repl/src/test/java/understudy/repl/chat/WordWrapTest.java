package understudy.repl.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class WordWrapTest {
    private static String wrapped(int width, int indent, String... pieces) {
        WordWrap wrap = new WordWrap(width, indent);
        StringBuilder all = new StringBuilder();
        for (String piece : pieces) {
            all.append(wrap.feed(piece));
        }
        return all.append(wrap.rest()).toString();
    }

    @Test
    void linesBreakBetweenWordsWhereverThePiecesAreCut() {
        String expected = "She is afraid\n  of the river.";
        assertEquals(expected, wrapped(16, 2, "She is afraid of the river."));
        assertEquals(expected, wrapped(16, 2, "Sh", "e is a", "fraid o", "f the", " river", "."));
    }

    @Test
    void theModelsOwnLinesStayAndAreIndented() {
        assertEquals("one\n  two  three", wrapped(40, 2, "one\ntw", "o  three"));
    }

    @Test
    void aWordWiderThanTheLineIsLeftWhole() {
        assertEquals("a\nabcdefghijklmnopq", wrapped(12, 0, "a abcdefghijklmnopq"));
    }
}
