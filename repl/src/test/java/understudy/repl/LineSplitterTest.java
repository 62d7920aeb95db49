package understudy.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class LineSplitterTest {
    private static void parts(String text, List<List<String>> commands) {
        assertEquals(commands, LineSplitter.commands(text), text);
    }

    @Test
    void semicolonsAndNewlinesPartCommands() {
        parts(
                "train 5; sample\nmodels;;\n\n ;quit",
                List.of(List.of("train", "5"), List.of("sample"), List.of("models"), List.of("quit")));
        parts("", List.of());
        parts(" \t ", List.of());
        parts("a\r\nb", List.of(List.of("a"), List.of("b")));
    }

    @Test
    void quotesProtect() {
        parts("sample \"a; b\n c\"; x", List.of(List.of("sample", "a; b\n c"), List.of("x")));
        parts("sample 'say \"hi\"'", List.of(List.of("sample", "say \"hi\"")));
        parts("sample \"say \\\"hi\\\"\"", List.of(List.of("sample", "say \"hi\"")));
        parts("--stop=\"a b\"c --stop='d e'", List.of(List.of("--stop=a bc", "--stop=d e")));
    }

    @Test
    void anEmptyQuotationIsAWord() {
        parts("sample \"\"", List.of(List.of("sample", "")));
        parts("sample '' x", List.of(List.of("sample", "", "x")));
    }

    @Test
    void anApostropheIsNoQuote() {
        parts("ask Who's there; don't", List.of(List.of("ask", "Who's", "there"), List.of("don't")));
    }

    @Test
    void backslashesStayExceptBeforeWhatWouldEndAWord() {
        parts("sample \"a\\nb\" c:\\dir", List.of(List.of("sample", "a\\nb", "c:\\dir")));
        parts("load my\\ model a\\;b \\#c \\\"d", List.of(List.of("load", "my model", "a;b", "#c", "\"d")));
        parts("sample 'a\\'", List.of(List.of("sample", "a\\")));
    }

    @Test
    void commentsBeginAtAWord() {
        parts(
                "# all of it; even this\ntrain 5 # five\nx#y \"# z\"",
                List.of(List.of("train", "5"), List.of("x#y", "# z")));
    }

    @Test
    void anOpenQuoteIsNoticed() {
        assertTrue(LineSplitter.open("sample \"a"));
        assertTrue(LineSplitter.open("a; sample 'b\n"));
        assertFalse(LineSplitter.open("sample \"a\" don't # \"x"));
        Mistake mistake = assertThrows(Mistake.class, () -> LineSplitter.commands("sample \"a\nb"));
        assertEquals("A quote is left open: expected a closing \" after sample \"a.", mistake.getMessage());
    }

    @Test
    void theTailIsTheCommandBeingTyped() {
        assertEquals(
                new LineSplitter.Tail(List.of("sample", "ro"), 14, (char) 0),
                LineSplitter.tail("models; sample ro".substring(1)));
        assertEquals(new LineSplitter.Tail(List.of("load", ""), 5, (char) 0), LineSplitter.tail("load "));
        assertEquals(new LineSplitter.Tail(List.of("load", "my m"), 5, '"'), LineSplitter.tail("load \"my m"));
        assertEquals(new LineSplitter.Tail(List.of(""), 0, (char) 0), LineSplitter.tail(""));
        assertEquals(new LineSplitter.Tail(List.of(""), 2, (char) 0), LineSplitter.tail("a;"));
    }
}
