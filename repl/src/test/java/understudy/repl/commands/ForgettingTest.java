package understudy.repl.commands;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that is trained on another text is also measured on what it knew before. */
class ForgettingTest {
    private static final String FEW = " --eval-every 5 --eval-windows 4";

    @TempDir
    private Path folder;

    private Lines lines;

    @BeforeEach
    void gather() throws IOException {
        lines = new Lines(folder.resolve("home"));
        Troupe.gather(lines);
        String other = "the geese fear the mill.\nthe river stands.\n".repeat(40);
        Files.writeString(folder.resolve("other.txt"), other);
        lines.good("corpus add other " + folder.resolve("other.txt"));
        lines.good("train romeo 10 --wait" + FEW); // to step 50, measured there on its own text
    }

    @AfterEach
    void close() {
        lines.close();
    }

    private byte[] parameters(String model, int step) throws IOException {
        lines.session().company().settle();
        return Files.readAllBytes(lines.session()
                .home()
                .checkpoints()
                .resolve(model)
                .resolve(String.valueOf(step))
                .resolve("model.safetensors"));
    }

    private double recorded(String model) {
        return lines.good("info " + model).get("validation_loss").asDouble();
    }

    @Test
    void aForkIsMeasuredOnTheTextOfItsParent() {
        double before = recorded("romeo");
        lines.good("fork nurse romeo --corpus other" + FEW);
        JsonNode run = lines.good("train nurse 20 --wait --rate 0.02");
        assertEquals("playhouse", run.get("also").asText());
        assertEquals(before, run.get("also_first_loss").asDouble(), 0, "the same parameters, the same windows");
        assertNotEquals(before, run.get("also_loss").asDouble());
        assertTrue(lines.messages().contains("  playhouse "), lines.messages());
        assertTrue(lines.results().contains(", playhouse "), lines.results());
        JsonNode events = lines.good("log nurse").get("events");
        long evaluated = 0;
        for (JsonNode event : events) {
            if (event.get("event").asText().equals("evaluated")) {
                assertEquals("playhouse", event.get("also").asText());
                assertTrue(event.get("also_validation").isNumber());
                evaluated++;
            }
        }
        assertEquals(5, evaluated, "at steps 0, 5, 10, 15 and 20");
        assertTrue(lines.results().contains(", playhouse "), "the journal as a person reads it");
    }

    @Test
    void aForkToTheSameTextForgetsNothing() {
        lines.good("fork nurse romeo" + FEW);
        assertTrue(lines.good("train nurse 5 --wait").get("also").isNull());
    }

    @Test
    void lookingDoesNotChangeWhatIsLearned() throws IOException {
        lines.good("fork nurse romeo --corpus other" + FEW + "; train nurse 10 --horizon 20 --wait");
        double half = lines.good("train nurse 10 --horizon 20 --wait")
                .get("also_loss")
                .asDouble();
        lines.good("fork whole romeo --corpus other" + FEW);
        JsonNode whole = lines.good("train whole 20 --wait");
        lines.good("fork blind romeo --corpus other" + FEW);
        assertTrue(lines.good("train blind 20 --also none --wait").get("also").isNull());
        assertArrayEquals(parameters("whole", 20), parameters("nurse", 20));
        assertArrayEquals(parameters("whole", 20), parameters("blind", 20));
        assertEquals(whole.get("also_loss").asDouble(), half);
        assertEquals(recorded("romeo"), whole.get("also_first_loss").asDouble(), "remembered when the run goes on");
    }

    @Test
    void anyCorpusCanBeChosenAndLeftOut() {
        JsonNode run = lines.good("train romeo 5 --also other --wait");
        assertEquals("other", run.get("also").asText());
        assertEquals("other", lines.good("train romeo 5 --wait").get("also").asText(), "it stays so");
        assertTrue(lines.good("train romeo 5 --also none --wait").get("also").isNull());
        assertTrue(lines.good("train romeo 5 --wait").get("also").isNull());
        assertTrue(lines.refused("train romeo 5 --also tales")
                .startsWith("--also: expected a corpus, or none; found \"tales\""));
    }

    @Test
    void aTextThatCannotBeReadIsRefusedIfAskedForAndToldOfIfItWentAway() throws IOException {
        Files.writeString(folder.resolve("foreign.txt"), "Ωμέγα ".repeat(200));
        lines.good("corpus add foreign " + folder.resolve("foreign.txt"));
        assertTrue(lines.refused("train romeo 5 --also foreign")
                .startsWith("--also: romeo cannot be measured on foreign: the vocabulary"));
        lines.good("train romeo 5 --also other --wait; corpus remove other --yes");
        lines.good("train romeo 5 --wait");
        assertTrue(lines.messages().contains("What romeo forgets of other cannot be measured."), lines.messages());
        assertFalse(lines.results().isEmpty());
    }
}
