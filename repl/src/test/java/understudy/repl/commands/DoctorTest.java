package understudy.repl.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
    @TempDir
    private Path folder;

    private Lines lines;

    @BeforeEach
    void gather() {
        lines = new Lines(folder);
        Troupe.gather(lines);
    }

    @AfterEach
    void close() {
        lines.close();
    }

    private static JsonNode check(JsonNode answer, String part) {
        for (JsonNode check : answer.get("checks")) {
            if (check.get("part").asText().equals(part)) {
                return check;
            }
        }
        throw new AssertionError("no " + part + " in " + answer);
    }

    @Test
    void looksAtEveryPartAndLeavesNothingBehind() throws IOException {
        JsonNode answer = lines.run("doctor");
        for (String part : new String[] {"java", "terminal", "engine", "gpu", "tokenizer", "corpora", "checkpoints"}) {
            assertTrue(check(answer, part).get("ok").asBoolean(), answer.toString());
        }
        assertTrue(check(answer, "engine").get("found").asText().contains("4.1744"), "ln 65");
        assertTrue(check(answer, "corpora").get("found").asText().contains("playhouse"));
        assertTrue(check(answer, "checkpoints").get("found").asText().contains("romeo"));
        try (Stream<Path> files = Files.list(folder)) {
            assertTrue(files.noneMatch(f -> f.getFileName().toString().contains("doctor")));
        }
    }

    @Test
    void everyByteIsRead() throws IOException {
        for (String file : new String[] {"checkpoints/romeo/40/model.safetensors", "corpora/playhouse/text.txt"}) {
            Path path = folder.resolve(file);
            byte[] bytes = Files.readAllBytes(path);
            bytes[bytes.length - 1] ^= 1;
            Files.write(path, bytes);
        }
        JsonNode answer = lines.run("doctor");
        assertEquals("not well: corpora, checkpoints", answer.get("error").asText());
        assertTrue(
                check(answer, "checkpoints").get("found").asText().contains("romeo@40 is damaged: model.safetensors"));
        assertTrue(check(answer, "corpora").get("found").asText().startsWith("playhouse ("), answer.toString());
    }

    @Test
    void whatIsWrongIsNamedWithWhatToDo() throws IOException {
        Files.writeString(folder.resolve("checkpoints/romeo/40/checkpoint.json"), "{", StandardCharsets.UTF_8);
        Files.write(folder.resolve("corpora/playhouse/tokens.bin"), new byte[2]);
        JsonNode answer = lines.run("doctor");
        assertEquals(Dispatch.FAILED, lines.status());
        assertFalse(answer.get("ok").asBoolean());
        assertTrue(answer.get("error").asText().contains("corpora"));
        assertTrue(check(answer, "checkpoints").get("found").asText().contains("romeo@40"));
        assertTrue(check(answer, "corpora").get("advice").asText().contains("corpus remove"));
        assertTrue(lines.results().contains("trouble"), lines.results());
    }
}
