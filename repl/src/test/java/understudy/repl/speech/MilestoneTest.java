package understudy.repl.speech;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is found in samples, from noise to something that could be the text itself. */
final class MilestoneTest {
    private static final String PLAY = """
            SCENE: The mill, at night.

            MARTA: Old geese fear the river when the moon is full.
            (She closes the window.)
            FELIX: The river fears nobody, and the doctor knows that.
            """;

    private static final String CHAT = "<human>Who lives in the mill?<bot>Old Marta lives there.<end>\n";
    private static final Lexicon PLAYS = Lexicon.of(PLAY.repeat(20));
    private static final Lexicon CHATS = Lexicon.of(CHAT.repeat(20));

    private static List<Milestone> in(String sample, Lexicon text) {
        return Arrays.stream(Milestone.values())
                .filter(milestone -> milestone.in(sample, text).isPresent())
                .toList();
    }

    private static String words(Milestone milestone, String sample, Lexicon text) {
        return milestone.in(sample, text).orElse("");
    }

    @Test
    void noiseReachesNothing() {
        Random random = new Random(7);
        String symbols = PLAY.chars()
                .distinct()
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        for (int i = 0; i < 50; i++) {
            String noise = random.ints(240, 0, symbols.length())
                    .collect(StringBuilder::new, (b, at) -> b.append(symbols.charAt(at)), StringBuilder::append)
                    .toString();
            List<Milestone> found = in(noise, PLAYS);
            assertTrue(found.isEmpty() || found.equals(List.of(Milestone.LINES)), noise + found);
        }
    }

    @Test
    void theTextItselfReachesAll() {
        assertEquals(
                List.of(
                        Milestone.SPACES,
                        Milestone.LINES,
                        Milestone.WORD,
                        Milestone.HALF,
                        Milestone.MOST,
                        Milestone.CUE,
                        Milestone.TURNS,
                        Milestone.ASIDE),
                in(PLAY + PLAY, PLAYS));
        assertEquals(
                List.of(
                        Milestone.SPACES,
                        Milestone.LINES,
                        Milestone.WORD,
                        Milestone.HALF,
                        Milestone.MOST,
                        Milestone.TURNS,
                        Milestone.TAG,
                        Milestone.CLOSED),
                in(CHAT + CHAT, CHATS));
    }

    @Test
    void spacesComeBeforeWords() {
        assertEquals(List.of(Milestone.SPACES), in("teh shoo ralin fo thess nad wirr lal sook mer", PLAYS));
        assertFalse(
                in("theshooralinfothessnadwirrlalsookmer theshooralin", PLAYS).contains(Milestone.SPACES));
        assertFalse(in(" ".repeat(9) + "a", PLAYS).contains(Milestone.SPACES), "nor nothing but blanks");
    }

    @Test
    void aWordIsNotWhereTheSampleIsCutOff() {
        assertEquals("a real word, \"river\"", words(Milestone.WORD, "ook tha river lo", PLAYS));
        assertEquals("", words(Milestone.WORD, "ook tha lo river", PLAYS), "it may have gone on");
        assertEquals("", words(Milestone.WORD, "the moo the", PLAYS), "too short to mean much");
    }

    @Test
    void sharesNeedSomeWords() {
        assertEquals(0.5, PLAYS.known("the river shoo ralin x").getAsDouble());
        assertTrue(PLAYS.known("- 7 -").isEmpty());
        assertEquals("", words(Milestone.HALF, "the river is full. ", PLAYS), "four words are no share");
        assertEquals("half of its words exist", words(Milestone.HALF, "the river is full shoo ralin fo nad ", PLAYS));
        assertEquals("", words(Milestone.MOST, "the river is full shoo ralin fo nad ", PLAYS));
    }

    @Test
    void linesAreMeasuredWhereTheyEnd() {
        assertEquals("", words(Milestone.LINES, "a\nb\nc\n", PLAYS), "too short");
        assertEquals("", words(Milestone.LINES, "oo".repeat(20) + "\n" + "u".repeat(40), PLAYS), "only one has ended");
        assertEquals(
                "lines as long as the text's, 40",
                words(Milestone.LINES, "oo".repeat(20) + "\n\n" + "u".repeat(40) + "\nx", PLAYS));
        assertEquals("", words(Milestone.LINES, "a\nb\nc\n", Lexicon.of("one endless line ".repeat(99))));
    }

    @Test
    void cuesAndTagsAreThoseOfTheText() {
        assertEquals("a cue, `MARTA:`", words(Milestone.CUE, "oo\nMARTA: shoo", PLAYS));
        assertEquals("", words(Milestone.CUE, "oo MARTA: shoo\nMIRTA: lal", PLAYS));
        assertEquals("`<bot>` opens", words(Milestone.TAG, "oo <bat> <bot>ll", CHATS));
        assertEquals("", words(Milestone.CLOSED, "<bot>ll<bot>oo<human>", CHATS));
        assertEquals("`<human>` is closed by `<bot>`", words(Milestone.CLOSED, "<human>ll<bot>oo", CHATS));
        assertEquals("", words(Milestone.TURNS, "MARTA: a\nMARTA: b\nFELIX: c\n", PLAYS));
        assertEquals("turns alternate", words(Milestone.TURNS, "MARTA: a\nFELIX: b\nMARTA: c\n", PLAYS));
    }
}
