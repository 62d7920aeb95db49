package understudy.repl.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import understudy.models.Sampling;
import understudy.repl.Mistake;

class SettingsTest {
    private static final Settings USUAL = new Settings(new Sampling(.8, 0, 1, 0, 1), 200, List.of(), 7);

    @Test
    void stopTextsAreTypedAsEverywhere() {
        assertEquals(List.of("\n\n"), USUAL.with("stop", "\\n\\n").stops());
        assertEquals(List.of("\\n"), USUAL.with("stop", "\\\\n").stops(), "a backslash is typed twice");
        assertEquals(
                List.of("a", "\t"), USUAL.with("stop", "a").with("stop", "\\t").stops());
    }

    @Test
    void oneIsSetAndTheOthersStay() {
        assertEquals(new Settings(new Sampling(.8, 40, 1, 0, 1), 200, List.of(), 7), USUAL.with("top-k", "40"));
        assertEquals(
                "/set tokens: expected a number, such as 200; found \"many\".",
                assertThrows(Mistake.class, () -> USUAL.with("tokens", "many")).getMessage());
    }
}
