package understudy.repl.commands;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that begin where others stand, and the tree that they make. */
final class ForkCommandsTest {
    private static final String TINY = " --corpus verse --layers 1 --heads 2 --width 16 --context 8 --batch 4"
            + " --eval-every 10 --eval-windows 4 --steps 20";

    @TempDir
    private Path folder;

    private Lines lines;

    @BeforeEach
    void open() throws IOException {
        lines = new Lines(folder.resolve("home"));
        corpus("verse", "The cat sat by 7, the dog ran by 12.\nÉlise saw both.\n".repeat(60));
        lines.good("new romeo" + TINY + "; train romeo 20");
    }

    @AfterEach
    void close() {
        lines.close();
    }

    private void corpus(String name, String text) throws IOException {
        Path file = folder.resolve(name + ".txt");
        Files.writeString(file, text, StandardCharsets.UTF_8);
        lines.good("corpus add " + name + " '" + file + "'");
    }

    private byte[] parameters(String checkpoint) throws IOException {
        return Files.readAllBytes(folder.resolve("home/checkpoints/" + checkpoint + "/model.safetensors"));
    }

    @Test
    void aForkBeginsWhereItsParentStands() throws IOException {
        JsonNode made = lines.good("fork juliet romeo@10 --rate 1e-3");
        assertEquals("romeo@10", made.get("parent").asText());
        assertEquals(0, made.get("step").asInt());
        assertEquals("verse", made.get("corpus").asText());
        assertEquals("juliet@0", lines.session().prompt());
        assertArrayEquals(parameters("romeo/10"), parameters("juliet/0"));
        assertEquals("0.001", lines.good("set juliet rate").get("value").asText());
        double parent = lines.good("eval romeo@10").get("loss").asDouble();
        assertEquals(parent, lines.good("eval juliet").get("loss").asDouble());
        JsonNode done = lines.good("train juliet 20");
        assertEquals(20, done.get("step").asInt());
        assertFalse(lines.messages().contains("starts afresh"), "there was no optimizer to lose: " + lines.messages());
        assertEquals(20, lines.good("info juliet").get("horizon").asInt(), "a schedule of its own");
    }

    /** Modern's head is a table of its own: 16 numbers for each character. */
    @Test
    void aPartOfItMayLearnAlone() throws IOException {
        lines.good("fork juliet romeo@10 --train-only head; train juliet 10");
        JsonNode info = lines.good("info juliet");
        int characters = info.get("config").get("vocabulary").asInt();
        assertEquals(16 * characters, info.get("trained_parameters").asInt());
        assertTrue(info.get("parameters").asInt() > 2 * 16 * characters);
        assertFalse(Arrays.equals(parameters("juliet/0"), parameters("juliet/10")));
        long state = Files.size(folder.resolve("home/checkpoints/juliet/10/optimizer.safetensors"));
        assertTrue(state < Files.size(folder.resolve("home/checkpoints/romeo/20/optimizer.safetensors")) / 2);
        String late = lines.refused("train juliet 5 --train-only all");
        assertTrue(late.contains("train-only is fixed from a model's first step on"), late);
        String many = lines.refused("fork nurse romeo --train-only blocks:9");
        assertTrue(many.contains("at most blocks:1") && many.contains("blocks:9"), many);
        String wrong = lines.refused("fork nurse romeo --train-only feet");
        assertTrue(wrong.contains("blocks:K") && wrong.contains("feet"), wrong);
    }

    @Test
    void aStepMayBeSaidInTwoWays() {
        assertEquals(
                "romeo@10",
                lines.good("fork juliet romeo --at 10").get("parent").asText());
        assertEquals(
                "romeo@10",
                lines.good("use romeo; fork nurse --at 10").get("parent").asText());
        assertTrue(lines.refused("fork paris romeo@10 --at 20").contains("not both"));
        assertTrue(lines.refused("fork paris romeo --at 11").contains("No checkpoint romeo@11"));
        assertTrue(lines.refused("fork juliet romeo").contains("exists already"));
        assertTrue(lines.refused("fork paris mercutio").contains("No model \"mercutio\""));
        assertTrue(lines.refused("fork paris romeo --width 32").contains("no option --width"));
    }

    @Test
    void whatIsOnlyInMemoryIsSavedToBeAParent() throws IOException {
        lines.good("rewind romeo@10; set romeo rate 2e-3");
        assertEquals("romeo@10", lines.good("fork juliet romeo").get("parent").asText());
        assertArrayEquals(parameters("romeo/10"), parameters("juliet/0"));
    }

    @Test
    void aParentThatIsNotInMemoryStaysOnDisk() {
        lines.good("unload romeo; fork juliet romeo");
        assertFalse(lines.good("models").get("models").get(1).get("resident").asBoolean());
    }

    @Test
    void anotherTextIsReadWithTheParentsTokenizer() throws IOException {
        corpus("prose", "a dog sat; the cat ran. ".replace(";", ",").repeat(80));
        lines.good("fork juliet romeo --corpus prose");
        assertEquals("prose", lines.good("train juliet 10").has("step") ? "prose" : "");
        JsonNode info = lines.good("info juliet");
        assertEquals("prose", info.get("corpus").asText());
        assertEquals(lines.good("info romeo").get("config"), info.get("config"), "the vocabulary is the parent's");
        assertTrue(info.get("validation_loss").asDouble() < 4);
        assertTrue(lines.good("compare juliet@10 --tokens 5")
                        .get("columns")
                        .get(0)
                        .get("bits_per_byte")
                        .asDouble()
                > 0);
    }

    @Test
    void charactersThatTheParentLacksAreNamed() throws IOException {
        corpus("exotic", "Çatal & zügel: the dog ran.\n".repeat(40));
        String line = lines.refused("fork juliet romeo --corpus exotic");
        assertTrue(line.contains("'Ç'") && line.contains("'ü'") && line.contains("`new juliet --corpus exotic`"), line);
        assertEquals(1, lines.good("models").get("models").size());
        assertFalse(Files.exists(folder.resolve("home/checkpoints/juliet")));
        assertTrue(lines.refused("fork juliet romeo --corpus nothing").contains("nothing"));
    }

    /** One weight is enough. */
    @Test
    void weightsThatAreNoNumbersGetOneLine() throws IOException {
        lines.good("unload romeo");
        spoil(folder.resolve("home/checkpoints/romeo/10"));
        for (String line : new String[] {
            "sample romeo@10",
            "compare romeo romeo@10",
            "eval romeo@10",
            "score romeo@10 the",
            "fork nurse romeo@10",
            "train romeo@10 5"
        }) {
            assertEquals(
                    "romeo@10 has 1 weight that is not a number: what it says is worth nothing; `checkpoints romeo`"
                            + " lists others.",
                    lines.refused(line),
                    line);
            assertEquals(
                    1,
                    lines.messages()
                            .lines()
                            .filter(l -> l.contains("not a number"))
                            .count(),
                    line);
        }
        assertEquals(10, lines.good("info romeo@10").get("step").asInt(), "it can be looked at");
        lines.good("load romeo@10");
        assertTrue(lines.messages().contains("is worth nothing"), lines.messages());
        assertTrue(lines.good("sample romeo@latest --tokens 5").has("samples"));
    }

    private static void spoil(Path checkpoint) throws IOException {
        Path file = checkpoint.resolve("model.safetensors");
        byte[] bytes = Files.readAllBytes(file);
        String before = sha256(bytes);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(bytes.length - Float.BYTES, Float.NaN);
        Files.write(file, bytes);
        Path card = checkpoint.resolve("checkpoint.json");
        Files.writeString(card, Files.readString(card).replace(before, sha256(bytes)));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theLinesOfAForkMakeItAgain() throws IOException {
        lines.good("fork juliet romeo@10 --seed 5 --rate 1e-3; train juliet 20");
        byte[] before = parameters("juliet/20");
        JsonNode script = lines.good("log juliet --as-script").get("lines");
        assertTrue(script.get(0).asText().startsWith("# needs romeo@10"), script.toString());
        lines.good("delete juliet");
        for (int i = 1; i < script.size(); i++) {
            lines.good(script.get(i).asText());
        }
        assertArrayEquals(before, parameters("juliet/20"));
        lines.good("log juliet");
        assertTrue(lines.results().contains("forked from romeo@10"), lines.results());
    }

    @Test
    void lineageDrawsTheTree() {
        lines.good("fork juliet romeo@10; train juliet 10; fork nurse juliet; rewind romeo@10; train romeo 5");
        JsonNode romeo = lines.good("lineage").get("lineage").get(0);
        assertEquals("romeo", romeo.get("name").asText());
        assertTrue(romeo.get("parent").isNull());
        assertEquals(15, romeo.get("step").asInt());
        JsonNode children = romeo.get("children");
        assertEquals(2, children.size());
        JsonNode juliet = children.get(0);
        assertEquals("juliet romeo@10 fork", words(juliet));
        assertTrue(juliet.get("validation_loss").asDouble() > 0);
        assertEquals("nurse juliet@10 fork", words(juliet.get("children").get(0)));
        JsonNode branch = children.get(1);
        assertEquals("romeo~1 romeo@10 branch", words(branch));
        assertEquals(20, branch.get("step").asInt());
        assertTrue(branch.get("validation_loss").asDouble() > 0);
        assertTrue(lines.results().contains("├─ juliet"), lines.results());
        assertTrue(lines.results().contains("│  └─ nurse"), lines.results());
        assertTrue(lines.results().contains("└─ romeo~1"), lines.results());
    }

    private static String words(JsonNode member) {
        return member.get("name").asText() + " " + member.get("parent").asText() + " "
                + member.get("how").asText();
    }

    @Test
    void aTreeOutlivesNamesAndParents() {
        lines.good("fork juliet romeo@10; rename romeo montague");
        assertEquals(
                "juliet montague@10 fork",
                words(lines.good("lineage juliet")
                        .get("lineage")
                        .get(0)
                        .get("children")
                        .get(0)));
        lines.good("delete montague");
        JsonNode juliet = lines.good("lineage").get("lineage").get(0);
        assertEquals("juliet romeo@10 fork", words(juliet), "what it was called then");
        assertTrue(juliet.get("parent_gone").asBoolean());
        assertTrue(lines.results().contains("forked from romeo@10, gone"), lines.results());
        assertTrue(lines.refused("lineage tybalt").contains("No model \"tybalt\""));
    }
}
