package understudy.checkpoints;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import understudy.checkpoints.CheckpointCard.Losses;
import understudy.checkpoints.CheckpointCard.Network;
import understudy.checkpoints.CheckpointCard.Origin;
import understudy.checkpoints.CheckpointCard.Parent;
import understudy.checkpoints.CheckpointCard.Progress;

class CardFileTest {
    private static final String SHA = "0123456789abcdef".repeat(4);

    @TempDir
    Path folder;

    private static CardFile file(CheckpointCard card) {
        return new CardFile(card, new TreeMap<>(Map.of("model.safetensors", new Checksum(12, SHA))));
    }

    private CardFile read(String json) throws IOException {
        Files.writeString(folder.resolve(CardFile.NAME), json, StandardCharsets.UTF_8);
        return CardFile.read(folder);
    }

    private String refusal(String json) {
        return assertThrows(CheckpointException.class, () -> read(json)).getMessage();
    }

    private static String json(CheckpointCard card) {
        return new String(file(card).json(), StandardCharsets.UTF_8);
    }

    private static String json() {
        return json(Examples.card(1500, OptionalDouble.of(1.861)));
    }

    @Test
    void theFileIsWhatAPersonReads() {
        assertEquals("""
                {
                  "format": 1,
                  "software": "understudy 0.1.0",
                  "architecture": "gpt",
                  "config": {
                    "kinds": [
                      "rotary",
                      "rms"
                    ],
                    "layers": 4,
                    "tied": true,
                    "width": 128
                  },
                  "recipe": {
                    "batch": 12,
                    "optimizer": "adamw",
                    "rate": 0.001
                  },
                  "seed": 1337,
                  "step": 1500,
                  "horizon": 2000,
                  "cycle_start": 0,
                  "tokens": 1152000,
                  "train_loss": 1.742,
                  "validation_loss": 1.861,
                  "best_loss": 1.861,
                  "best_step": 1500,
                  "corpus": {
                    "name": "shakespeare",
                    "split": "90/10",
                    "checksums": {
                      "text": "ab12"
                    }
                  },
                  "tokenizer": "characters",
                  "files": {
                    "model.safetensors": {
                      "bytes": 12,
                      "sha256": "%s"
                    }
                  }
                }
                """.formatted(SHA), json());
    }

    @Test
    void everyNumberTypeComesBackEqual() throws IOException {
        CheckpointCard plain = Examples.card(3, OptionalDouble.empty());
        Map<String, Object> knobs = new LinkedHashMap<>();
        knobs.put("int", 3);
        knobs.put("long", 1L << 40);
        knobs.put("float", .1f);
        knobs.put("double", 1.0);
        knobs.put("tiny", 1e-300);
        knobs.put("deep", Map.of("list", List.of(1, 2.5, "é", Map.of("yes", true))));
        CheckpointCard card = new CheckpointCard(
                new Network("gpt", knobs),
                knobs,
                new Progress(3, 0, 3, 0),
                new Losses(OptionalDouble.of(1), OptionalDouble.of(2), OptionalDouble.of(3), OptionalLong.of(0)),
                plain.source(),
                new Origin(Long.MIN_VALUE, Optional.of(new Parent(250, SHA)), "understudy 0.1.0"),
                Map.of("patience", 4));
        CardFile read = read(json(card));
        assertEquals(card, read.card());
        assertArrayEquals(file(card).json(), read.json());
        assertEquals(.1, read.card().recipe().get("float"));
    }

    @Test
    void fieldsOfLaterVersionsAreKept() throws IOException {
        CardFile read = read(json().replace("\"seed\"", "\"mood\": {\"calm\": 1}, \"seed\""));
        assertEquals(Map.of("mood", Map.of("calm", 1L)), read.card().more());
        assertTrue(new String(read.json(), StandardCharsets.UTF_8).contains("\"mood\": {\n    \"calm\": 1\n  }"));
    }

    @Test
    void aNewerFormatIsRefused() {
        assertEquals(
                "checkpoint.json: format: expected at most 1; found 2, written by a newer Understudy (understudy 0.1.0)",
                refusal(json().replace("\"format\": 1", "\"format\": 2")));
    }

    @Test
    void whatIsMissingOrWrongIsNamed() {
        assertEquals(
                "checkpoint.json: seed: expected a whole number; found no such field",
                refusal(json().replace("\"seed\"", "\"seeds\"")));
        assertEquals(
                "checkpoint.json: corpus.split: expected text; found no such field",
                refusal(json().replace("\"split\"", "\"spilt\"")));
        assertEquals(
                "checkpoint.json: seed: expected a whole number; found 1.5", refusal(json().replace("1337", "1.5")));
        assertEquals(
                "checkpoint.json: config: expected an object; found null",
                refusal(json().replaceAll("(?s)\"config\": \\{.*?\\n  \\}", "\"config\": null")));
        assertEquals(
                "checkpoint.json: step: expected 0 to 9007199254740992; found -1",
                refusal(json().replace("\"step\": 1500", "\"step\": -1")));
        assertEquals(
                "checkpoint.json: cycle_start: expected 0 to 1500; found 1501",
                refusal(json().replace("\"cycle_start\": 0", "\"cycle_start\": 1501")));
        assertEquals(
                "checkpoint.json: best_loss and best_step: expected both or neither; found one",
                refusal(json().replace("\"best_step\"", "\"best_stop\"")));
        assertEquals(
                "checkpoint.json: sha256: expected 64 hexadecimal digits; found \"../..\"",
                refusal(json().replace(SHA, "../..")));
    }

    @Test
    void whatIsNotJsonIsRefusedInOneLine() {
        for (String text :
                List.of("", "null", "[]", "7", "{", json() + "x", "[".repeat(100_000), "{\"a\":1,\"a\":2}")) {
            String message = refusal(text);
            assertTrue(message.startsWith("checkpoint.json: expected a JSON object; found "), message);
            assertFalse(message.contains("\n"), message);
            assertFalse(message.matches(".*(java|Json|Stream|token).*"), message);
        }
        assertTrue(refusal("[]").endsWith("found a list"));
        assertTrue(refusal("\"x\"").endsWith("found a text"));
        assertTrue(
                refusal("{\"step\": NaN}").endsWith("found text that is no JSON at line 1, column 13"),
                refusal("{\"step\": NaN}"));
        assertTrue(
                refusal("{\"x\":" + "[".repeat(9999) + "]".repeat(9999) + "}").contains("found more than 64 levels"));
        assertEquals(
                "checkpoint.json: it is missing",
                assertThrows(CheckpointException.class, () -> CardFile.read(folder.resolve("none")))
                        .getMessage());
    }

    @Test
    void aCardHoldsNothingItCouldNotWrite() {
        assertThrows(IllegalArgumentException.class, () -> new Network("gpt", Map.of("x", Double.NaN)));
        assertThrows(IllegalArgumentException.class, () -> new Network("gpt", Map.of("x", folder)));
        assertThrows(
                CheckpointException.class,
                () -> new Losses(
                        OptionalDouble.of(Double.POSITIVE_INFINITY),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        OptionalLong.empty()));
        CheckpointCard card = Examples.card(3, OptionalDouble.empty());
        assertThrows(
                CheckpointException.class,
                () -> new CheckpointCard(
                        card.network(),
                        card.recipe(),
                        card.progress(),
                        card.losses(),
                        card.source(),
                        card.origin(),
                        Map.of("seed", 1)));
    }
}
