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

class CorpusCommandsTest {
    private static final String TEXT =
            "Two households, both alike in dignité,\nIn fair Verona, where we lay our scene,\n";

    @TempDir
    private Path folder;

    private Lines lines;
    private Path text;

    @BeforeEach
    void open() throws IOException {
        lines = new Lines(folder.resolve("home"));
        text = folder.resolve("a text.txt");
        Files.writeString(text, TEXT.repeat(20), StandardCharsets.UTF_8);
    }

    @AfterEach
    void close() {
        lines.close();
    }

    private String add(String name) {
        return "corpus add " + name + " \"" + text + "\"";
    }

    @Test
    void addsATextAndTellsItsSizes() {
        JsonNode answer = lines.good(add("prologue"));
        int characters = TEXT.length() * 20;
        assertEquals("corpus add", answer.get("command").asText());
        assertEquals("prologue", answer.get("name").asText());
        assertEquals("text", answer.get("format").asText());
        assertEquals("characters", answer.get("tokenizer").asText());
        assertEquals(TEXT.chars().distinct().count(), answer.get("vocab").asLong());
        assertEquals(characters, answer.get("tokens").asLong());
        assertEquals(characters * 9 / 10, answer.get("train").asLong());
        assertEquals(characters - characters * 9 / 10, answer.get("validation").asLong());
        assertEquals(0, answer.get("test").asLong());
        assertEquals(characters + 20, answer.get("bytes").asLong(), "é takes two bytes");
        assertTrue(answer.get("warnings").isArray());
        assertTrue(lines.results().startsWith("prologue: 1,580 characters, "), lines.results());
    }

    @Test
    void aSplitInThreePartsIsKept() {
        JsonNode answer = lines.good(add("prologue") + " --split 80/10/10");
        assertEquals(158, answer.get("test").asLong());
        assertEquals("80/10/10", lines.good("corpus show prologue").get("split").asText());
    }

    @Test
    void listsShowsPeeksAndRemoves() {
        assertEquals(0, lines.good("corpus list").get("corpora").size());
        assertTrue(lines.results().contains("corpus playhouse"), "says how to get one");
        lines.good(add("prologue"));
        JsonNode listed = lines.good("corpus list").get("corpora");
        assertEquals("prologue", listed.get(0).get("name").asText());
        JsonNode shown = lines.good("corpus show prologue");
        assertEquals(1580, shown.get("characters").asLong());
        assertEquals(64, shown.get("checksums").get("text").asText().length());
        JsonNode peeked = lines.good("corpus peek prologue -n 2");
        assertEquals(2, peeked.get("examples").size());
        assertTrue(TEXT.repeat(20)
                .contains(peeked.get("examples").get(0).get("text").asText()));
        assertTrue(lines.results().contains("households"));
        lines.good("corpus remove prologue");
        assertEquals(0, lines.good("corpus list").get("corpora").size());
    }

    @Test
    void aCorpusThatAModelLearnsStaysUnlessAskedTwice() {
        lines.good("corpus playhouse town --seed 3 --size 60000 --part stories");
        lines.good("new romeo --corpus town --layers 1 --heads 2 --width 16 --context 8 --batch 2");
        assertTrue(lines.refused("corpus remove town").contains("romeo"));
        assertEquals(1, lines.good("corpus list").get("corpora").size());
        assertEquals(
                "romeo",
                lines.good("corpus remove town --yes").get("models").get(0).asText());
        String missing = lines.refused("train romeo 1");
        assertTrue(missing.contains("`corpus playhouse town --seed 3 --size 60000 --part stories`"), missing);
        lines.good("corpus playhouse town --seed 3 --size 60000 --part stories; train romeo 1");
    }

    @Test
    void aDamagedCorpusIsNamedAndTheRestIsListed() throws IOException {
        lines.good(add("prologue") + ";" + add("other"));
        Files.writeString(folder.resolve("home/corpora/other/corpus.json"), "{", StandardCharsets.UTF_8);
        JsonNode answer = lines.good("corpus list");
        assertEquals(1, answer.get("corpora").size());
        assertTrue(answer.get("damaged").get(0).asText().startsWith("other: "));
    }

    @Test
    void mistakesAreOneLineAndChangeNothing() throws IOException {
        lines.good(add("prologue"));
        Path latin = folder.resolve("latin.txt");
        Files.write(latin, new byte[] {'c', 'a', 'f', (byte) 0xe9, '\n'});
        Path empty = Files.createFile(folder.resolve("empty.txt"));
        Path none = Files.createDirectory(folder.resolve("none"));
        assertTrue(lines.refused("corpus").contains("add"));
        assertTrue(lines.refused("corpus ad").contains("found nothing") || lines.status() == 1);
        assertTrue(lines.refused("corpus add").contains("NAME"));
        assertTrue(lines.refused("corpus add x").contains("PATH"));
        assertTrue(lines.refused(add("prologue")).contains("already"));
        assertTrue(lines.refused(add("a/b")).contains("a/b"));
        assertTrue(lines.refused(add("..")).contains(".."));
        assertTrue(lines.refused(add("tokenizers")).contains("tokenizers"));
        assertTrue(lines.refused("corpus add x /no/such/file").contains("/no/such/file"));
        assertTrue(lines.refused("corpus add x \"" + latin + "\"").contains("3"), "the byte offset");
        assertTrue(lines.refused("corpus add x \"" + empty + "\"").contains("empty"));
        assertTrue(lines.refused("corpus add x \"" + none + "\"").contains("none"));
        assertTrue(lines.refused(add("x") + " --split 90/20").contains("90/20"));
        assertTrue(lines.refused(add("x") + " --format epub").contains("epub"));
        assertTrue(lines.refused(add("x") + " --tokenizer words").contains("words"));
        assertTrue(lines.refused(add("x") + " --spilt 90/10").contains("--split"), "the nearest option");
        assertTrue(lines.refused("corpus show nothing").contains("prologue"), "what there is");
        assertTrue(lines.refused("corpus peek prologue -n 0").contains("-n"));
        assertTrue(lines.refused("corpus remove nothing").contains("nothing"));
        assertTrue(lines.refused("corpus lst").contains("list"));
        assertEquals(1, lines.good("corpus list").get("corpora").size());
        assertFalse(Files.exists(folder.resolve("home/corpora/x")));
    }

    @Test
    void playhouseIsGeneratedAndItsFloorTold() {
        JsonNode answer = lines.good("corpus playhouse town --size 30kB --part plays,letters --seed 3");
        assertEquals("corpus playhouse", answer.get("command").asText());
        assertEquals("town", answer.get("name").asText());
        assertTrue(answer.get("bytes").asLong() >= 30_000);
        double floor = answer.get("floor").asDouble();
        assertTrue(floor > 0 && floor < 2, "floor " + floor);
        JsonNode shown = lines.good("corpus show town");
        assertEquals("3", shown.get("generator").get("seed").asText());
        assertEquals("plays,letters", shown.get("generator").get("parts").asText());
        assertEquals(floor, shown.get("floor").asDouble());
        assertTrue(lines.refused("corpus playhouse town").contains("town"));
        assertTrue(lines.refused("corpus playhouse x --part poems").contains("poems"));
        assertTrue(lines.refused("corpus playhouse x --size 3").contains("--size"));
        assertTrue(lines.refused("corpus playhouse x --size big").contains("\"big\""));
        assertTrue(lines.refused("corpus playhouse ../x").contains("../x"));
    }
}
