package understudy.repl.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TourTest {
    @TempDir
    private Path folder;

    private Lines lines;

    @BeforeEach
    void open() {
        lines = new Lines(folder.resolve("home"));
    }

    @AfterEach
    void close() {
        lines.close();
    }

    @Test
    void goesTheWholeWayAndLeavesAloneWhatAPersonMade() throws IOException {
        Path own = folder.resolve("own.txt");
        Files.writeString(own, "my own playhouse\n".repeat(50), StandardCharsets.UTF_8);
        lines.good("corpus add playhouse " + own + "; new tour --corpus playhouse --layers 1 --context 8; save tour");
        JsonNode answer = lines.good("tour --for 3s");
        assertEquals("playhouse-2", answer.get("corpus").asText());
        assertEquals("tour-2", answer.get("model").asText());
        assertEquals(Optional.of("tour-2"), lines.session().current());
        assertTrue(answer.get("step").asLong() > 0);
        assertTrue(
                answer.get("validation_loss").asDouble() > answer.get("floor").asDouble());
        assertTrue(answer.get("columns").size() >= 2);
        assertEquals("tour-2@0", answer.get("columns").get(0).get("name").asText());
        assertEquals(3, answer.get("answers").size());
        assertFalse(answer.get("answers").get(0).get("expected").asText().isEmpty());
        assertTrue(lines.results().contains("Now it is yours"), lines.results());
        assertEquals(
                "", lines.results().lines().filter(line -> line.length() > 100).collect(Collectors.joining("\n")));
        assertEquals(850, lines.good("corpus show playhouse").get("characters").asInt());
        JsonNode again = lines.good("tour --for 0.1s");
        assertEquals("playhouse-2", again.get("corpus").asText(), "generated once, used again");
        assertEquals("tour-3", again.get("model").asText());
    }

    @Test
    void ctrlCEndsItWhereverItIs() {
        Thread person = new Thread(() -> {
            while (lines.session().company().director().active().isEmpty()) {
                Thread.onSpinWait();
            }
            lines.session().halt().ask();
        });
        person.start();
        JsonNode answer = lines.run("tour --for 1h");
        assertEquals(Dispatch.INTERRUPTED, lines.status());
        assertFalse(answer.get("ok").asBoolean());
        assertTrue(lines.results().contains("The tour ends here"), lines.results());
        assertTrue(lines.good("checkpoints tour").get("checkpoints").size() > 0, "the run left a checkpoint");
    }

    @Test
    void mistakesAreNamed() {
        assertTrue(lines.refused("tour --for never").contains("\"never\""));
        assertTrue(lines.refused("tour --for 0s").contains("above 0"));
        assertTrue(lines.refused("tour guide").contains("guide"));
    }
}
