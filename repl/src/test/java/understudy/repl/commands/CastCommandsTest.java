package understudy.repl.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scenes in which only a cast has lines, spoken by models that would give most of them to others. */
class CastCommandsTest {
    private static final Set<String> CAST = Set.of("ROMEO", "JULIET");

    @TempDir
    private static Path folder;

    private static Lines lines;

    @BeforeAll
    static void gather() throws IOException {
        lines = new Lines(folder.resolve("home"));
        StringBuilder play = new StringBuilder();
        String[] names = {"TYBALT", "NURSE", "ROMEO", "TYBALT", "JULIET", "NURSE"};
        String[] speeches = {"the sun", "a star", "so it is", "by night"};
        for (int i = 0; i < 400; i++) {
            play.append(names[i * 7 % 6])
                    .append('\n')
                    .append(speeches[i * 5 % 4])
                    .append("\n\n");
        }
        Files.writeString(folder.resolve("play.txt"), play);
        lines.good("corpus add play " + folder.resolve("play.txt") + " --format text");
        lines.good("tokenizer train pairs --corpus play --vocab 270");
        lines.good("corpus add pairs " + folder.resolve("play.txt") + " --format text --tokenizer pairs");
        String small = " --layers 1 --heads 2 --width 32 --context 32 --batch 8 --seed 1";
        lines.good(
                "new letters --corpus play" + small + "; train letters 150 --wait --eval-every 150 --eval-windows 2");
        lines.good("new bytes --corpus pairs" + small + "; train bytes 150 --wait --eval-every 150 --eval-windows 2");
        lines.good(
                "new cell --arch gru --corpus play --width 48 --seed 1; train cell 250 --wait --eval-every 250 --eval-windows 2");
    }

    @AfterAll
    static void close() {
        lines.close();
    }

    private static String text(String line) {
        return lines.good(line).get("samples").get(0).get("text").asText();
    }

    /** Who speaks: every line in capitals below an empty one, also one that is cut off. */
    private static Set<String> speakers(String prompt, String text) {
        Set<String> names = new TreeSet<>();
        String[] all = (prompt + text).split("\n", -1);
        for (int i = 1; i < all.length; i++) {
            if (all[i - 1].isEmpty() && all[i].matches("[A-Z ]+")) {
                names.add(all[i]);
            }
        }
        return names;
    }

    @ParameterizedTest
    @ValueSource(strings = {"letters", "bytes", "cell"})
    void onlyTheCastHasCues(String model) {
        String free = text("sample " + model + " \"so it is\\n\\n\" --tokens 160 --seed 3");
        Set<String> strangers = speakers("so it is\n\n", free);
        strangers.removeAll(CAST);
        assertTrue(!strangers.isEmpty(), "left alone it gives lines to others: " + free);
        String kept = text("sample " + model + " \"so it is\\n\\n\" --cast ROMEO,JULIET --tokens 160 --seed 3");
        Set<String> speakers = speakers("so it is\n\n", kept);
        assertTrue(
                !speakers.isEmpty()
                        && speakers.stream().allMatch(name -> CAST.stream().anyMatch(one -> one.startsWith(name))),
                kept);
        assertEquals(kept, text("sample " + model + " \"so it is\\n\\n\" --cast ROMEO,JULIET --tokens 160 --seed 3"));
        assertTrue(lines.results().contains("ROMEO") || lines.results().contains("JULIET"), "as it was streamed");
    }

    @Test
    void aCastThatTheModelWouldChooseAnywayChangesNothing() {
        String all = "ROMEO,JULIET,TYBALT,NURSE";
        for (int seed = 0; seed < 20; seed++) {
            String line = "sample letters \"so it is\\n\\n\" --tokens 60 -t 0.3 --seed " + seed;
            String free = text(line);
            if (Set.of(all.split(",")).containsAll(speakers("so it is\n\n", free))) {
                assertEquals(free, text(line + " --cast " + all));
            }
        }
    }

    @Test
    void stopTextsAndLengthsHoldAsEver() {
        JsonNode stopped = lines.good(
                        "sample letters \"so it is\\n\\n\" --cast ROMEO --tokens 160 --seed 3 --stop \"\\n\"")
                .get("samples")
                .get(0);
        assertEquals("ROMEO", stopped.get("text").asText());
        assertEquals("stop", stopped.get("stopped_because").asText());
        JsonNode cut = lines.good("sample letters \"so it is\\n\\n\" --cast ROMEO --tokens 3 --seed 3")
                .get("samples")
                .get(0);
        assertEquals(3, cut.get("tokens").asInt());
        assertTrue("ROMEO".startsWith(cut.get("text").asText()), "the beginning of another's cue is not shown");
    }

    @Test
    void aTemplateGivesTheScene() {
        JsonNode answer = lines.good("sample letters by --template screenplay --cast ROMEO --tokens 20 --seed 3");
        assertEquals("by\n\n", answer.get("prompt").asText());
        assertTrue(lines.refused("sample letters --template guanaco by").contains("has no place for a system text"));
    }

    @Test
    void mistakesAreOneLine() {
        assertTrue(lines.refused("sample letters --cast \" \"").contains("--cast: expected names"));
        assertTrue(lines.refused("sample letters --cast ROMEO -n 2").contains("without -n 2"));
        assertTrue(lines.refused("sample letters --cast MÄRTA").contains("Ä"));
    }
}
