package understudy.repl.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgeAnswersTest {
    @TempDir
    private static Path folder;

    private static Lines lines;
    private static Path questions;

    @BeforeAll
    static void gather() throws IOException {
        lines = new Lines(folder.resolve("home"));
        Troupe.gather(lines);
        String said = lines.good("ask romeo \"the\" --template plain --greedy --tokens 5")
                .get("answer")
                .asText();
        questions = Files.writeString(folder.resolve("questions.txt"), "the\t" + said + "\nthe mill\tno such answer\n");
    }

    @AfterAll
    static void close() {
        lines.close();
    }

    private static String judge() {
        return "judge romeo romeo@0 --questions " + questions + " --template plain --tokens 5";
    }

    @Test
    void knownAnswersAreCounted() {
        JsonNode answer = lines.good(judge());
        assertEquals(2, answer.get("questions").asInt());
        JsonNode first = answer.get("results").get(0);
        assertEquals("romeo", first.get("name").asText());
        assertEquals(50, first.get("exact").asDouble(), 1e-9);
        assertTrue(first.get("low").asDouble() < 50 && first.get("high").asDouble() > 50);
        assertEquals("romeo@0", answer.get("results").get(1).get("name").asText());
        assertTrue(lines.results().contains("romeo     "), lines.results());
    }

    @Test
    void whatWasJudgedIsNotJudgedAgainAndATornLineIs() throws IOException {
        Path kept = Path.of(lines.good(judge()).get("file").asText());
        String whole = Files.readString(kept);
        assertEquals(2, whole.lines().count());
        Files.writeString(kept, whole.substring(0, whole.length() - 9));
        lines.good(judge());
        assertEquals(whole, Files.readString(kept));
        Files.writeString(
                kept, whole.replaceFirst("\"romeo\":100.0", "\"romeo\":0.0"), StandardOpenOption.TRUNCATE_EXISTING);
        assertEquals(0, lines.good(judge()).get("results").get(0).get("exact").asDouble(), "what is kept counts");
        Files.delete(kept);
    }

    @Test
    void aModelThatTalksNonsenseIsNoJudge() {
        assertTrue(lines.refused(judge() + " --with romeo@0").contains("was asked 3 times for scores")
                || lines.refused(judge() + " --with romeo@0").contains("the vocabulary"));
    }

    @Test
    void mistakesAreOneLine() {
        assertTrue(lines.refused("judge romeo").contains("brings no questions of its own"));
        assertTrue(lines.refused("judge --questions " + questions).contains("expected models or checkpoints"));
        assertTrue(lines.refused("judge tybalt --questions " + questions).contains("No model \"tybalt\""));
        assertTrue(lines.refused("judge romeo --questions " + folder.resolve("none"))
                .contains("--questions"));
        assertTrue(lines.refused(judge() + " --with openai:gpt")
                .contains("expected a key in the environment; found none"));
        assertTrue(lines.refused(judge() + " --with oracle").contains("--with: expected answers, a model"));
    }
}
