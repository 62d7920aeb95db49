package understudy.repl.speech;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CastTest {
    private static final Cast CAST = new Cast(List.of("ROMEO", " Juliet "));

    private static String cue(String line) {
        return CAST.cue(line, true)
                .map(found -> found.name() + (found.ours() ? "" : "?"))
                .orElse("-");
    }

    @Test
    void capitalsBelowAnEmptyLineAreACue() {
        assertEquals("ROMEO", cue("ROMEO\n"));
        assertEquals("JULIET", cue("JULIET (O.S.)\n"));
        assertEquals("FRIAR LAURENCE?", cue("FRIAR LAURENCE\n"));
        assertEquals("-", cue("FRIAR LAU"), "not yet");
        assertEquals(Optional.empty(), CAST.cue("TYBALT\n", false), "no line is empty above");
    }

    @Test
    void aShortNameWithAColonIsACue() {
        assertEquals("Romeo", cue("Romeo: But soft"));
        assertEquals("TYBALT?", cue("TYBALT:\n"));
        assertEquals("Lady Capulet?", cue("Lady Capulet (aside): Ay"));
        assertEquals("Juliet", CAST.cue("Juliet:", false).orElseThrow().name());
    }

    @Test
    void headingsTransitionsAndSpeechesAreNone() {
        for (String line : List.of(
                "INT. MILL - DAY\n",
                "EXT. RIVER\n",
                "CUT TO:\n",
                "SCENE: a mill\n",
                "ACT II\n",
                "But soft\n",
                "who goes there: he\n",
                "123\n",
                "\n")) assertEquals("-", cue(line), line);
    }

    @Test
    void aLineIsShownOnceItCannotBecomeACue() {
        assertTrue(CAST.open("ROM"));
        assertFalse(CAST.open("ROMEO:"));
        assertFalse(CAST.open("O Romeo, Romeo, wherefore art thou Romeo?"));
    }

    @Test
    void aCueThatWasCutOffIsStrayUnlessOneOfTheCastBeginsSo() {
        assertTrue(CAST.stray("TYB"));
        assertFalse(CAST.stray("RO"));
        assertFalse(CAST.stray("But so"));
    }

    @Test
    void somebodyHasToBeInIt() {
        assertThrows(IllegalArgumentException.class, () -> new Cast(List.of(" ")));
    }
}
