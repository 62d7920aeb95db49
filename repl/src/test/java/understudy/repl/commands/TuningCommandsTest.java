package understudy.repl.commands;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import understudy.checkpoints.Safetensors;
import understudy.checkpoints.StoredTensor;
import understudy.models.dialects.Dialect;

/** Models that change little of another one: adapters beside its weights, or a head that tells labels. */
final class TuningCommandsTest {
    private static final String TINY = " --corpus verse --layers 2 --heads 2 --width 16 --context 16 --batch 4"
            + " --eval-every 10 --eval-windows 4 --steps 20";

    @TempDir
    private Path folder;

    private Lines open() {
        return new Lines(folder.resolve("home"));
    }

    private void romeo(Lines lines) throws IOException {
        Path file = folder.resolve("verse.txt");
        Files.writeString(
                file,
                "The cat sat by 7, the dog ran by 12.\nYou won a cup of tea!\n".repeat(60),
                StandardCharsets.UTF_8);
        lines.good("corpus add verse '" + file + "'; new romeo" + TINY + "; train romeo 20");
    }

    private Path place(String file) {
        return folder.resolve("home/checkpoints").resolve(file);
    }

    private byte[] weights(String checkpoint) throws IOException {
        return Files.readAllBytes(place(checkpoint + "/model.safetensors"));
    }

    @Test
    void adaptersBeginAsTheirBaseAndAreAllThatIsStored() throws IOException {
        try (Lines lines = open()) {
            romeo(lines);
            JsonNode made = lines.good("fork tuned romeo@20 --lora 4 --lora-on attention --rate 3e-3");
            // per layer: 4 x 16 and 48 x 4 beside c_attn, 4 x 16 and 16 x 4 beside c_proj
            assertEquals(
                    2 * (64 + 192 + 64 + 64), made.get("trained_parameters").asInt());
            assertArrayEquals(weights("romeo/20"), Files.readAllBytes(place("tuned/base.safetensors")));
            assertEquals(
                    lines.good("score romeo@20 'The cat sat'").get("top_logits"),
                    lines.good("score tuned 'The cat sat'").get("top_logits"));
            lines.good("train tuned 20");
            assertEquals(
                    8, Safetensors.read(place("tuned/20/model.safetensors")).size());
            assertTrue(
                    Files.size(place("tuned/20/model.safetensors")) < Files.size(place("tuned/base.safetensors")) / 2);
            assertFalse(Arrays.equals(weights("tuned/0"), weights("tuned/20")));
            JsonNode info = lines.good("info tuned");
            assertEquals(4, info.get("config").get("lora").get("rank").asInt());
            assertEquals(8.0, info.get("config").get("lora").get("alpha").asDouble());
            lines.good(
                    "delete romeo; unload tuned; sample tuned --tokens 5; checkpoints tuned; compare tuned tuned@0 --tokens 3");
            assertTrue(lines.good("log tuned --as-script")
                    .toString()
                    .contains("--lora 4 --lora-alpha 8.0 --lora-on attention"));
        }
    }

    @Test
    void stoppingAndComingBackChangesNothing() throws IOException {
        String fork = "fork %s romeo@20 --lora 4 --dropout .1 --optimizer muon";
        try (Lines lines = open()) {
            romeo(lines);
            lines.good(fork.formatted("whole") + "; train whole 20");
            lines.good(fork.formatted("halves") + "; train halves 8 --horizon 20; sample halves --tokens 3");
        }
        try (Lines lines = open()) {
            lines.good("train halves 12");
            assertArrayEquals(weights("whole/20"), weights("halves/20"));
            // what comes after is moved to a branch, which has the same beneath it
            lines.good("rewind halves@8; train halves 5; sample halves~1@20 --tokens 3");
        }
    }

    @Test
    void whatIsBeneathIsMissedInOneLine() throws IOException {
        Path base = place("tuned/base.safetensors");
        try (Lines lines = open()) {
            romeo(lines);
            lines.good("fork tuned romeo@20 --lora 4; train tuned 10; unload tuned");
            Files.move(base, folder.resolve("kept"));
            String gone = lines.refused("sample tuned");
            assertTrue(gone.contains("base.safetensors") && gone.contains("no such file"), gone);
            assertEquals(
                    1,
                    lines.messages()
                            .lines()
                            .filter(line -> line.contains("base.safetensors"))
                            .count());
            assertTrue(lines.refused("sample tuned@10").contains("no such file"));
            byte[] bytes = Files.readAllBytes(folder.resolve("kept"));
            bytes[bytes.length - 1] ^= 1;
            Files.write(base, bytes);
            assertTrue(lines.refused("sample tuned").contains("not as they were written"));
            Files.move(folder.resolve("kept"), base, StandardCopyOption.REPLACE_EXISTING);
            lines.good("sample tuned --tokens 3");
        }
    }

    @Test
    void aForkOfAdaptersHasThemInItsWeights() throws IOException {
        try (Lines lines = open()) {
            romeo(lines);
            lines.good(
                    "fork tuned romeo@20 --lora 4 --rate 1e-2; train tuned 20; fork whole tuned; fork again tuned --lora 2");
            JsonNode tuned = lines.good("score tuned 'The dog ran'");
            for (String name : new String[] {"whole", "again"}) {
                JsonNode same = lines.good("score " + name + " 'The dog ran'");
                assertEquals(tuned.get("loss").asDouble(), same.get("loss").asDouble(), 1e-5);
            }
            assertFalse(lines.good("info whole").get("config").has("lora"));
            assertFalse(tuned.get("loss")
                    .equals(lines.good("score romeo 'The dog ran'").get("loss")));
        }
    }

    /** The names and shapes are PEFT's own, written by adapters.py. */
    @ParameterizedTest
    @EnumSource(names = {"GPT2", "LLAMA"})
    void adaptersGoOutAsPeftHasThem(Dialect dialect) throws IOException {
        Path out = folder.resolve("out");
        Strangers.write(folder.resolve("in"), dialect);
        try (Lines lines = open()) {
            Troupe.gatherInTown(lines);
            lines.good("import guest " + folder.resolve("in"));
            lines.good(
                    "fork tuned guest --corpus playhouse --lora 3 --batch 2 --eval-windows 2 --rate 1e-2; train tuned 3");
            lines.good("export tuned " + out + " --as peft");
            assertTrue(lines.refused("export guest " + folder.resolve("no") + " --as peft")
                    .contains("--lora"));
            lines.good("export tuned " + folder.resolve("merged"));
            lines.good("import merged " + folder.resolve("merged"));
            JsonNode beside = lines.good("score tuned --ids 1,2,3,4");
            JsonNode inside = lines.good("score merged --ids 1,2,3,4");
            for (int i = 0; i < 5; i++) {
                assertEquals(
                        beside.get("top_logits").get(i).asDouble(),
                        inside.get("top_logits").get(i).asDouble(),
                        2e-5);
            }
        }
        JsonNode expected = new ObjectMapper()
                .readTree(TuningCommandsTest.class.getResourceAsStream("adapters.json"))
                .get(dialect.name());
        Map<String, StoredTensor> tensors = Safetensors.read(out.resolve("adapter_model.safetensors"));
        Map<String, String> shapes = new TreeMap<>();
        tensors.forEach((name, tensor) ->
                shapes.put(name, Arrays.toString(tensor.shape()).replace(" ", "")));
        Map<String, String> theirs = new TreeMap<>();
        expected.get("tensors")
                .properties()
                .forEach(entry -> theirs.put(entry.getKey(), entry.getValue().toString()));
        assertEquals(theirs, shapes);
        JsonNode config =
                new ObjectMapper().readTree(out.resolve("adapter_config.json").toFile());
        expected.get("config").properties().forEach(entry -> {
            JsonNode found = config.get(entry.getKey());
            assertTrue(
                    found.equals(entry.getValue())
                            || found.isNumber()
                                    && found.asDouble() == entry.getValue().asDouble(),
                    entry + " " + found);
        });
    }

    @Test
    void mistakesGetOneLine() throws IOException {
        try (Lines lines = open()) {
            romeo(lines);
            assertTrue(lines.refused("fork a romeo --lora-alpha 3").contains("expected --lora RANK"));
            assertTrue(lines.refused("fork a romeo --lora 2000").contains("1 to 1,024"));
            assertTrue(lines.refused("fork a romeo --head classify").contains("labelled texts"));
            assertTrue(lines.refused("classify romeo hello").contains("--head classify"));
            lines.good("new old --corpus verse --arch gru --width 16 --context 8");
            assertTrue(lines.refused("fork a old --lora 4").contains("this gru has none"));
            assertFalse(Files.exists(place("a")));
        }
    }

    private void letters(Lines lines) throws IOException {
        StringBuilder text = new StringBuilder("label\ttext\n");
        String[] ham = {"The cat sat by 7", "the dog ran", "The dog sat by 12", "cat by dog"};
        for (int i = 0; i < 160; i++) {
            boolean spam = i % 4 == 0;
            text.append(spam ? "spam\tYou won a cup of tea " + "!".repeat(1 + i % 3) : "ham\t" + ham[i / 4 % 4])
                    .append(i % 5 == 0 ? " by 7" : "")
                    .append('\n');
        }
        Path file = folder.resolve("sms.tsv");
        Files.writeString(file, text, StandardCharsets.UTF_8);
        lines.good("corpus add sms '" + file + "'");
    }

    @Test
    void aHeadTellsLabels() throws IOException {
        byte[] whole;
        try (Lines lines = open()) {
            romeo(lines);
            letters(lines);
            JsonNode made = lines.good(
                    "fork spam romeo@20 --head classify --corpus sms --balance --rate 1e-2 --eval-windows 100");
            assertEquals(2, lines.good("info spam").get("config").get("classes").asInt());
            assertEquals("sms", made.get("corpus").asText());
            JsonNode first = lines.good("classify spam 'You won a cup of tea !!'");
            assertEquals(.5, first.get("probabilities").get("ham").asDouble(), 1e-6);
            lines.good("train spam 100 --horizon 100");
            whole = weights("spam/100");
            JsonNode told = lines.good("classify spam 'You won a cup of tea !!'");
            assertEquals("spam", told.get("label").asText());
            assertTrue(told.get("probabilities").get("spam").asDouble() > .9);
            JsonNode eval = lines.good("eval spam");
            assertEquals(1, eval.get("accuracy").asDouble());
            JsonNode confusion = eval.get("confusion");
            assertEquals(0, confusion.get("spam").get("ham").asInt());
            assertEquals(
                    16,
                    confusion.get("spam").get("spam").asInt()
                            + confusion.get("ham").get("ham").asInt());
            assertEquals(
                    lines.good("info spam").get("validation_loss").asDouble(),
                    eval.get("loss").asDouble(),
                    1e-4);
            for (String line :
                    new String[] {"sample spam", "ask spam hello", "score spam hello", "compare spam romeo"}) {
                assertTrue(lines.refused(line).contains("does not speak"), line);
            }
            assertTrue(lines.refused("export spam " + folder.resolve("no")).contains("sorts texts"));
            lines.good("export spam " + folder.resolve("spam.safetensors") + " --as safetensors");
            assertTrue(lines.refused("classify spam").contains("expected a TEXT"));
            lines.good("inspect romeo");
        }
        try (Lines lines = open()) {
            lines.good(
                    "fork again romeo@20 --head classify --corpus sms --balance --rate 1e-2; train again 45 --horizon 100");
        }
        try (Lines lines = open()) {
            lines.good("train again 55");
            assertArrayEquals(whole, weights("again/100"));
        }
    }

    /** Other networks read a text's end as well; a head alone, or adapters, may learn. */
    @ParameterizedTest
    @ValueSource(strings = {"gru", "mlp", "rwkv"})
    void everyKindOfNetworkCanSort(String arch) throws IOException {
        try (Lines lines = open()) {
            romeo(lines);
            letters(lines);
            String small = arch.equals("rwkv") ? " --layers 1 --heads 1 --width 64" : " --width 16";
            lines.good("new base --corpus verse --arch " + arch + small
                    + " --context 16 --eval-windows 4 --eval-every 20");
            lines.good("fork sorter base --head classify --corpus sms --batch 8 --rate 1e-2"
                    + (arch.equals("rwkv") ? " --lora 2" : ""));
            lines.good("train sorter 60");
            assertTrue(lines.good("eval sorter").get("accuracy").asDouble() > .8);
            lines.good("fork frozen base --head classify --corpus sms --train-only head; train frozen 2");
            int learnt = lines.good("info frozen").get("trained_parameters").asInt();
            assertEquals(2 * (arch.equals("rwkv") ? 64 : 16) + 2, learnt);
        }
    }
}
