package understudy.repl.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenizerCommandsTest {
    @TempDir
    private Path folder;

    private Lines lines;
    private Path text;

    @BeforeEach
    void open() throws IOException {
        lines = new Lines(folder.resolve("home"));
        text = folder.resolve("text.txt");
        Files.writeString(text, "The mill by the river, the mill on the hill.\n".repeat(60), StandardCharsets.UTF_8);
        lines.good("corpus add mill " + text);
    }

    @AfterEach
    void close() {
        lines.close();
    }

    @Test
    void learnsShowsListsAndUsesAVocabulary() {
        JsonNode learnt = lines.good("tokenizer train pairs --corpus mill --vocab 400");
        assertTrue(learnt.get("vocab").asInt() < 300, learnt.toString());
        assertTrue(lines.results().contains("400 were asked for"), lines.results());
        JsonNode tried = lines.good("tokenizer try pairs \"the mill\\n\"");
        assertEquals("[\"the\",\" mill\",\"\\n\"]", tried.get("pieces").toString());
        assertEquals(3, tried.get("count").asInt());
        assertEquals(3, tried.get("ids").size());
        assertEquals(3.0, tried.get("bytes_per_token").asDouble());
        JsonNode list = lines.good("tokenizer list");
        assertEquals("pairs", list.at("/tokenizers/0/name").asText());
        assertEquals("<|endoftext|>", list.at("/tokenizers/0/end").asText());
        JsonNode corpus = lines.good("corpus add milled " + text + " --tokenizer pairs");
        assertEquals("pairs", corpus.get("tokenizer").asText());
        assertTrue(corpus.get("tokens").asInt() < 60 * 15, corpus.toString());
        assertTrue(lines.results().contains("tokens of pairs"), lines.results());
        lines.good("new small --corpus milled --size tiny --context 16");
        lines.good("train small 4 --batch 4");
        String said = lines.good("sample small \"The mill\" --tokens 40 --seed 1")
                .at("/samples/0/text")
                .asText();
        assertFalse(said.contains("<|endoftext|>"), said);
    }

    @Test
    void addsAFile() {
        lines.good("tokenizer train pairs --corpus mill --vocab 300");
        Path file = folder.resolve("home/corpora/tokenizers/pairs/tokenizer.json");
        assertEquals(
                lines.good("tokenizer try pairs mill").get("ids"),
                lines.good("tokenizer add copy " + file + "; tokenizer try copy mill")
                        .get("ids"));
        assertEquals(
                "[\"<0xC3>\",\"<0xA9>\"]",
                lines.good("tokenizer try bytes é").get("pieces").toString());
        assertEquals(lines.good("tokenizer try corpus:mill mill").get("count").asInt(), 4);
    }

    @Test
    void mistakesGetOneLine() throws IOException {
        Path nonsense = folder.resolve("nonsense.json");
        Files.writeString(nonsense, "{\"model\": 3}");
        for (String line : new String[] {
            "tokenizer train pairs --corpus mill --vocab 200",
            "tokenizer train gpt2 --corpus mill --vocab 400",
            "tokenizer train pairs --corpus nobody --vocab 400",
            "tokenizer train pairs --corpus mill --vocab 400 --coverage 2",
            "tokenizer train pairs --corpus mill --vocab 400 --longest 1",
            "tokenizer add bad " + nonsense,
            "tokenizer add bad " + folder.resolve("nothing.json"),
            "tokenizer add bad " + text,
            "tokenizer try nobody x",
            "tokenizer try characters x",
            "corpus add other " + text + " --tokenizer " + nonsense
        }) {
            String error = lines.refused(line);
            assertEquals(1, error.lines().count(), error);
            assertFalse(error.contains("Exception"), error);
        }
        assertEquals(0, lines.good("tokenizer list").get("tokenizers").size());
    }

    @Test
    void aTokenizerThatIsTooSmallForTheModelIsRefused() throws IOException {
        lines.good("new small --corpus mill --size tiny --context 16; train small 2 --batch 2");
        lines.close();
        Path own = folder.resolve("home/checkpoints/small/2/tokenizer.json");
        String json = Files.readString(own);
        Files.writeString(own, json.replaceFirst(",\\s*\"v\" : [0-9]+", ""));
        lines = new Lines(folder.resolve("home"));
        String error = lines.refused("sample small@2");
        assertTrue(error.contains("small@2"), error);
    }

    @Test
    void oneSymbolIsSaidToTeachNothing() throws IOException {
        Path one = Files.writeString(folder.resolve("one.txt"), "a".repeat(2000));
        JsonNode corpus = lines.good("corpus add one " + one);
        assertTrue(corpus.get("warnings").toString().contains("only one distinct character"), corpus.toString());
        JsonNode learnt = lines.good("tokenizer train ones --corpus one --vocab 300");
        assertTrue(learnt.get("vocab").asInt() < 300, learnt.toString());
    }
}
