package understudy.prompts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StopMatcherTest {
    @Test
    void holdsBackTheBeginningOfAStopTextUntilItIsDecided() {
        var matcher = new StopMatcher(List.of("\nUser:"));
        assertEquals("Hello.", matcher.feed("Hello.\nUs"));
        assertEquals("\nUsing a", matcher.feed("ing a"));
        assertEquals(" b", matcher.feed(" b\n"));
        assertEquals("", matcher.feed("User"));
        assertFalse(matcher.stopped());
        assertEquals("", matcher.feed(": not shown"));
        assertTrue(matcher.stopped());
        assertEquals(Optional.of("\nUser:"), matcher.matched());
        assertEquals("", matcher.feed("nor this"));
        assertEquals("", matcher.rest());
    }

    @Test
    void givesBackWhatItHeldWhenTheStreamEnds() {
        var matcher = new StopMatcher(List.of("<|im_end|>"));
        assertEquals("yes", matcher.feed("yes<|im_"));
        assertEquals("<|im_", matcher.rest());
        assertEquals("", matcher.rest());
        assertEquals(Optional.empty(), matcher.matched());
    }

    @Test
    void seesAStopTextThatOverlapsItsOwnFalseStart() {
        var matcher = new StopMatcher(List.of("aab"));
        assertEquals("a", matcher.feed("aaa"));
        assertEquals("", matcher.feed("b"));
        assertTrue(matcher.stopped());
    }

    @Test
    void theFirstCompleteStopTextWinsAndTheLongerOfTwoThatEndTogether() {
        var first = new StopMatcher(List.of("abcd", "bc"));
        assertEquals("a", first.feed("abcd"));
        assertEquals(Optional.of("bc"), first.matched());
        var longer = new StopMatcher(List.of("c", "bc"));
        assertEquals("a", longer.feed("abc"));
        assertEquals(Optional.of("bc"), longer.matched());
    }

    @Test
    void doesNotDependOnWhereThePiecesAreCut() {
        var random = new Random(7);
        for (int round = 0; round < 5_000; round++) {
            var stops = new ArrayList<String>();
            for (int i = random.nextInt(4); i >= 0; i--) stops.add(word(random, 1 + random.nextInt(4)));
            var text = word(random, random.nextInt(20));
            var cut = new StopMatcher(stops);
            var shown = new StringBuilder();
            for (int from = 0; from < text.length(); ) {
                int to = Math.min(text.length(), from + random.nextInt(4));
                shown.append(cut.feed(text.substring(from, to)));
                assertTrue(text.startsWith(shown.toString()), "shown text is the text itself");
                from = to;
            }
            shown.append(cut.rest());
            assertEquals(reference(text, stops), shown.toString(), () -> text + " with " + stops);
            assertEquals(stops.stream().anyMatch(text::contains), cut.stopped(), () -> text + " with " + stops);
        }
    }

    /** The definition, without streams: cut before the stop text that ends first, or of two the one that begins first. */
    private static String reference(String text, List<String> stops) {
        for (int end = 1; end <= text.length(); end++) {
            for (int start = 0; start < end; start++) {
                if (stops.contains(text.substring(start, end))) return text.substring(0, start);
            }
        }
        return text;
    }

    private static String word(Random random, int length) {
        var word = new StringBuilder();
        for (int i = 0; i < length; i++) word.append((char) ('a' + random.nextInt(3)));
        return word.toString();
    }

    @Test
    void withoutStopTextsEverythingPasses() {
        var matcher = new StopMatcher(List.of());
        assertEquals("User: \n", matcher.feed("User: \n"));
        assertEquals("", matcher.rest());
    }

    @Test
    void anEmptyStopTextIsRefused() {
        assertThrows(TemplateException.class, () -> new StopMatcher(List.of("a", "")));
    }
}
