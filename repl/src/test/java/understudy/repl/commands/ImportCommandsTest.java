package understudy.repl.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import understudy.checkpoints.HubFolder;
import understudy.checkpoints.Safetensors;
import understudy.checkpoints.StoredTensor;
import understudy.corpora.TokenizerParts;
import understudy.models.dialects.Dialect;
import understudy.prompts.PromptBook;

class ImportCommandsTest {
    @TempDir
    private Path folder;

    private Path there(String name) {
        return folder.resolve(name);
    }

    private Lines lines() {
        return new Lines(there("home"));
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void whatComesInGoesOutAsItCame(Dialect dialect) {
        Strangers.write(there("in"), dialect);
        try (Lines lines = lines()) {
            JsonNode made = lines.good("import guest " + there("in"));
            assertEquals(dialect.architecture(), made.get("architecture").asText());
            assertEquals(0, made.get("step").asInt());
            lines.good("score guest --ids 1,2,3,4");
            JsonNode written = lines.good("export guest " + there("out"));
            assertEquals(dialect.architecture(), written.get("architecture").asText());
        }
        Map<String, StoredTensor> in = HubFolder.open(there("in")).tensors();
        Map<String, StoredTensor> out = HubFolder.open(there("out")).tensors();
        assertEquals(in, out);
        assertEquals(
                dialect.network(Strangers.config(dialect)),
                dialect.network(HubFolder.open(there("out")).config()));
    }

    @Test
    void anImportedModelIsAModelLikeAnyOther() {
        Strangers.write(there("in"), Dialect.LLAMA);
        try (Lines lines = lines()) {
            Troupe.gatherInTown(lines);
            lines.good("import guest " + there("in"));
            assertTrue(lines.refused("train guest 1").contains("`fork NEW guest --corpus C`"));
            lines.good("fork tuned guest --corpus playhouse --batch 2 --eval-windows 2");
            lines.good("train tuned 2 --wait");
            lines.good("sample guest --tokens 3");
            lines.good("compare guest tuned --tokens 3");
            lines.good("export tuned@2 " + there("out"));
        }
        assertFalse(HubFolder.open(there("in"))
                .tensors()
                .equals(HubFolder.open(there("out")).tensors()));
    }

    private static String chatTemplate(Path exported) {
        return HubFolder.open(exported).chatTemplate().orElse("");
    }

    private void talking(String program) throws IOException {
        Strangers.write(there("in"), Dialect.LLAMA);
        Files.writeString(there("in").resolve("chat_template.jinja"), program);
    }

    @Test
    void aChatTemplateOfAKnownKindIsTheModelsOwnAndIsHandedOn() throws IOException {
        String program =
                "{% for m in messages %}{{ '<|im_start|>' + m.role + '\n' + m.content + '<|im_end|>' }}{% endfor %}";
        talking(program);
        try (Lines lines = lines()) {
            Troupe.gatherInTown(lines);
            JsonNode made = lines.good("import guest " + there("in"));
            assertEquals("chatml", made.get("template").asText());
            assertTrue(lines.results().contains("Its chat template is of the kind chatml"), lines.results());
            lines.good("export guest " + there("out"));
            lines.good("fork tuned guest --corpus playhouse --batch 2 --eval-windows 2; train tuned 2 --wait");
            lines.good("export tuned " + there("tuned"));
            assertEquals(
                    "chatml",
                    lines.good("ask guest Who --tokens 2").get("template").asText());
        }
        assertEquals(program, chatTemplate(there("out")));
        assertEquals(
                program, chatTemplate(there("tuned")), "a text without conversations changes nothing about talking");
    }

    @Test
    void oneOfNoKnownKindIsHandedOnAllTheSame() throws IOException {
        talking("{{ '[INST]' + messages[0]['content'] }}");
        try (Lines lines = lines()) {
            JsonNode made = lines.good("import guest " + there("in"));
            assertTrue(made.get("template").isNull());
            assertTrue(lines.results().contains("of no kind known here"), lines.results());
            lines.good("export guest " + there("out"));
        }
        assertEquals("{{ '[INST]' + messages[0]['content'] }}", chatTemplate(there("out")));
    }

    @Test
    void aModelThatLearnedConversationsTalksAndGoesOutByTheirTemplate() throws IOException {
        Path talks = Files.writeString(
                there("talks.jsonl"), "{\"instruction\": \"the mill\", \"output\": \"the river\"}\n".repeat(40));
        String letters =
                "### Instruction:\n### Response:\nBelow is an instruction that describes a task. Write a response that"
                        + " appropriately completes the request.\n<|im_start|>assistant<|im_end|>user the mill the river\n";
        Path wide = Files.writeString(there("wide.txt"), letters.repeat(30));
        try (Lines lines = lines()) {
            lines.good("corpus add talks " + talks + "; corpus add wide " + wide);
            lines.good("new base --corpus wide --layers 1 --heads 2 --width 16 --context 32 --seed 1");
            lines.good("fork tuned base --corpus talks --eval-windows 2; train tuned 2 --wait");
            lines.good("fork other tuned --corpus talks --template chatml; fork again tuned --corpus talks");
            lines.good("export base " + there("base") + "; export tuned " + there("tuned"));
            lines.good("export other " + there("other") + "; export again " + there("again"));
            assertEquals(
                    "alpaca",
                    lines.good("ask tuned \"the mill\" --tokens 2")
                            .get("template")
                            .asText());
            assertEquals(
                    "chatml",
                    lines.good("ask other \"the mill\" --tokens 2")
                            .get("template")
                            .asText());
        }
        PromptBook book = new PromptBook(there("none"));
        assertEquals("", chatTemplate(there("base")));
        assertEquals(book.open("alpaca").jinja(), chatTemplate(there("tuned")));
        assertEquals(book.open("chatml").jinja(), chatTemplate(there("other")));
        assertEquals(book.open("alpaca").jinja(), chatTemplate(there("again")), "as its parent talks");
    }

    @ParameterizedTest
    @ValueSource(strings = {"F16", "BF16"})
    void otherPrecisionsAreConvertedWhileReading(String dtype) {
        Map<String, Object> config = Strangers.config(Dialect.LLAMA);
        Map<String, StoredTensor> tensors = new TreeMap<>();
        Strangers.tensors(config).forEach((name, tensor) -> {
            int count = tensor.data().remaining() / 4;
            ByteBuffer halves = ByteBuffer.allocate(2 * count).order(java.nio.ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < count; i++) {
                halves.putShort((short) 0x3e00); // 1.5 in half precision, .125 as bfloat16
            }
            tensors.put(name, new StoredTensor(dtype, tensor.shape(), halves.flip()));
        });
        Strangers.write(there("in"), config, tensors);
        try (Lines lines = lines()) {
            lines.good("import guest " + there("in"));
            lines.good("export guest " + there("out"));
        }
        float found = HubFolder.open(there("out"))
                .tensors()
                .get("model.norm.weight")
                .data()
                .getFloat();
        assertEquals(dtype.equals("F16") ? 1.5f : .125f, found);
    }

    @Test
    void spoiltWeightsDoNotComeIn() {
        Map<String, Object> config = Strangers.config(Dialect.LLAMA);
        Map<String, StoredTensor> tensors = new TreeMap<>(Strangers.tensors(config));
        float[] spoilt = new float[16];
        spoilt[7] = Float.NaN;
        tensors.put("model.norm.weight", StoredTensor.of(spoilt, 16));
        Strangers.write(there("in"), config, tensors);
        try (Lines lines = lines()) {
            assertTrue(lines.refused("import guest " + there("in"))
                    .contains("tensor model.norm.weight: expected finite numbers; found NaN"));
            assertEquals(0, lines.good("models").get("models").size());
        }
    }

    @Test
    void gpt2AsItIsReallyFound() throws IOException {
        Map<String, Object> config = Strangers.config(Dialect.GPT2);
        Map<String, StoredTensor> bare = new TreeMap<>();
        Strangers.tensors(config).forEach((name, t) -> bare.put(name.replace("transformer.", ""), t));
        bare.put("h.0.attn.bias", StoredTensor.of(new float[16 * 16], 1, 1, 16, 16));
        bare.put("h.1.attn.masked_bias", StoredTensor.of(new float[1]));
        bare.put("lm_head.weight", bare.get("wte.weight"));
        Strangers.write(there("in"), config, bare);
        Files.delete(there("in").resolve("tokenizer.json"));
        Files.writeString(
                there("in").resolve("vocab.json"),
                "{\"a\":0,\"b\":1,\"c\":2,\"ab\":3,\"abc\":4,\"d\":5,\"e\":6,\"f\":7,\"g\":8,\"h\":9,\"i\":10,\"<|endoftext|>\":11}");
        Files.writeString(there("in").resolve("merges.txt"), "#version: 0.2\na b\nab c\n");
        try (Lines lines = lines()) {
            assertEquals(
                    "bpe",
                    lines.good("import guest " + there("in")).get("tokenizer").asText());
            JsonNode tokens = lines.good("score guest dabc").get("tokens");
            assertEquals(5, tokens.get(0).get("id").asInt());
            assertEquals(4, tokens.get(1).get("id").asInt());
        }
    }

    @Test
    void shardsAreOneModel() throws IOException {
        Path in = Strangers.write(there("in"), Dialect.QWEN3);
        Map<String, StoredTensor> all = HubFolder.open(in).tensors();
        Map<String, StoredTensor> one = new TreeMap<>();
        Map<String, StoredTensor> two = new TreeMap<>();
        StringBuilder index = new StringBuilder();
        all.forEach((name, tensor) -> {
            boolean first = one.size() < 5;
            (first ? one : two).put(name, tensor);
            index.append(index.length() == 0 ? "" : ",")
                    .append("\"" + name + "\":\"" + (first ? "one" : "two") + ".safetensors\"");
        });
        Safetensors.write(in.resolve("one.safetensors"), one, Map.of());
        Safetensors.write(in.resolve("two.safetensors"), two, Map.of());
        Files.writeString(in.resolve("model.safetensors.index.json"), "{\"weight_map\":{" + index + "}}");
        Files.delete(in.resolve("model.safetensors"));
        try (Lines lines = lines()) {
            lines.good("import guest " + in);
            Files.delete(in.resolve("two.safetensors"));
            assertTrue(lines.refused("import other " + in).contains("lacks two.safetensors"));
        }
    }

    @Test
    void mistakesAreOneLineEach() throws IOException {
        try (Lines lines = lines()) {
            assertTrue(lines.refused("import guest " + there("nowhere")).contains("there is no "));
            Files.createDirectories(there("empty"));
            assertTrue(lines.refused("import guest " + there("empty")).contains("has no config.json"));

            Map<String, Object> config = Strangers.config(Dialect.LLAMA);
            Map<String, StoredTensor> tensors = Strangers.tensors(config);

            Map<String, Object> strange = new LinkedHashMap<>(config);
            strange.put("architectures", List.of("LuteForCausalLM"));
            Strangers.write(there("strange"), strange, tensors);
            String refused = lines.refused("import guest " + there("strange"));
            assertTrue(refused.contains("LuteForCausalLM") && refused.contains("Qwen3ForCausalLM"), refused);

            Map<String, Object> slowed = new LinkedHashMap<>(config);
            slowed.put("rope_scaling", Map.of("rope_type", "yarn", "factor", 4.0));
            Strangers.write(there("slowed"), slowed, tensors);
            assertTrue(
                    lines.refused("import guest " + there("slowed")).contains("\"yarn\"; expected default or llama3"));

            Map<String, StoredTensor> fewer = new TreeMap<>(tensors);
            fewer.remove("model.layers.1.mlp.up_proj.weight");
            Strangers.write(there("fewer"), config, fewer);
            assertTrue(lines.refused("import guest " + there("fewer"))
                    .contains("lack the tensor model.layers.1.mlp.up_proj.weight: expected [24, 16]"));

            Map<String, StoredTensor> more = new TreeMap<>(tensors);
            more.put("model.lute", StoredTensor.of(new float[3], 3));
            Strangers.write(there("more"), config, more);
            assertTrue(lines.refused("import guest " + there("more")).contains("has the tensor model.lute [3]"));

            Map<String, StoredTensor> wrong = new TreeMap<>(tensors);
            wrong.put("model.norm.weight", StoredTensor.of(new float[3], 3));
            Strangers.write(there("wrong"), config, wrong);
            assertTrue(lines.refused("import guest " + there("wrong")).contains("expected [16], found [3]"));

            Strangers.write(there("whole"), Dialect.LLAMA);
            Files.writeString(
                    there("whole").resolve("tokenizer.json"), TokenizerParts.standIn(Strangers.VOCABULARY + 1));
            assertTrue(lines.refused("import guest " + there("whole")).contains("expected 12 tokens"));

            Path pickled = there("pickled");
            Strangers.write(pickled, Dialect.LLAMA);
            Files.move(pickled.resolve("model.safetensors"), pickled.resolve("pytorch_model.bin"));
            assertTrue(lines.refused("import guest " + pickled)
                    .contains("a pickle, and reading a pickle can run any code"));

            Strangers.write(there("hostile"), Dialect.LLAMA);
            Files.write(there("hostile").resolve("model.safetensors"), new byte[] {-1, -1, -1, -1, -1, -1, -1, 127, 0});
            assertTrue(lines.refused("import guest " + there("hostile")).contains("expected a header"));

            assertEquals(0, lines.good("models").get("models").size(), "nothing of them stays");
        }
    }

    /** Changes a good folder, and gives the one line that its import is refused with. */
    private String spoilt(Lines lines, String name, Dialect dialect, Spoiling spoiling) throws IOException {
        Path in = Strangers.write(there(name), dialect);
        spoiling.of(in);
        String line = lines.refused("import guest " + in);
        assertFalse(line.contains("\n") || line.contains("Exception") || line.contains("unexpectedly"), line);
        return line;
    }

    private interface Spoiling {
        void of(Path folder) throws IOException;
    }

    @Test
    void damagedFoldersAreOneLineEach() throws IOException {
        try (Lines lines = lines()) {
            String line = spoilt(lines, "json", Dialect.LLAMA, in -> Files.writeString(in.resolve("config.json"), "{"));
            assertTrue(line.contains("config.json"), line);
            line = spoilt(lines, "list", Dialect.LLAMA, in -> Files.writeString(in.resolve("config.json"), "[1]"));
            assertTrue(line.contains("config.json"), line);
            line = spoilt(
                    lines,
                    "key",
                    Dialect.LLAMA,
                    in -> Files.writeString(
                            in.resolve("config.json"),
                            Files.readString(in.resolve("config.json")).replace("num_hidden_layers", "layers_hidden")));
            assertTrue(line.contains("\"num_hidden_layers\": expected a whole number above 0; found none"), line);
            line = spoilt(
                    lines,
                    "word",
                    Dialect.GPT2,
                    in -> Files.writeString(
                            in.resolve("config.json"),
                            Files.readString(in.resolve("config.json"))
                                    .replaceAll("(\"n_embd\" *: *)8", "$1\"wide\"")));
            assertTrue(line.contains("\"n_embd\"") && line.contains("found wide"), line);
            line = spoilt(lines, "nothing", Dialect.LLAMA, in -> Files.delete(in.resolve("model.safetensors")));
            assertTrue(line.contains("has no weights: expected model.safetensors"), line);
            line = spoilt(lines, "tokens", Dialect.LLAMA, in -> Files.writeString(in.resolve("tokenizer.json"), "{}"));
            assertTrue(line.contains("The folder's tokenizer cannot be used."), line);
            line = spoilt(
                    lines,
                    "latin",
                    Dialect.LLAMA,
                    in -> Files.write(in.resolve("tokenizer.json"), new byte[] {(byte) 0xe9}));
            assertTrue(line.contains("tokenizer.json: expected UTF-8"), line);
            line = spoilt(lines, "whole-numbers", Dialect.LLAMA, in -> retyped(in, "model.norm.weight", "I32"));
            assertTrue(line.contains("model.norm.weight") && line.contains("found I32"), line);
            Files.writeString(there("text"), "words");
            assertTrue(lines.refused("import guest " + there("text")).contains("is a file"));
            assertTrue(lines.refused("import guest " + there("nowhere")).contains("there is no"));
            assertEquals(0, lines.good("models").get("models").size(), "nothing of them stays");
        }
    }

    private static void retyped(Path in, String name, String dtype) throws IOException {
        Map<String, StoredTensor> tensors = new TreeMap<>(HubFolder.open(in).tensors());
        StoredTensor old = tensors.get(name);
        tensors.put(name, new StoredTensor(dtype, old.shape(), old.data()));
        Files.delete(in.resolve("model.safetensors"));
        Safetensors.write(in.resolve("model.safetensors"), tensors, Map.of());
    }

    @Test
    void damagedShardsAreOneLineEach() throws IOException {
        String index = "model.safetensors.index.json";
        try (Lines lines = lines()) {
            String line = spoilt(lines, "no-map", Dialect.LLAMA, in -> {
                Files.move(in.resolve("model.safetensors"), in.resolve("one.safetensors"));
                Files.writeString(in.resolve(index), "{\"metadata\":{}}");
            });
            assertTrue(line.contains("expected a weight_map"), line);
            line = spoilt(lines, "outside", Dialect.LLAMA, in -> {
                Files.move(in.resolve("model.safetensors"), in.resolveSibling("one.safetensors"));
                Files.writeString(in.resolve(index), "{\"weight_map\":{\"model.norm.weight\":\"../one.safetensors\"}}");
            });
            assertTrue(line.contains("expected plain file names"), line);
            line = spoilt(lines, "promised", Dialect.LLAMA, in -> {
                Files.move(in.resolve("model.safetensors"), in.resolve("one.safetensors"));
                Files.writeString(in.resolve(index), "{\"weight_map\":{\"model.lute\":\"one.safetensors\"}}");
            });
            assertTrue(line.contains("expected the tensor \"model.lute\""), line);
            line = spoilt(lines, "cut", Dialect.LLAMA, in -> {
                byte[] whole = Files.readAllBytes(in.resolve("model.safetensors"));
                Files.write(in.resolve("model.safetensors"), Arrays.copyOf(whole, whole.length - 100));
            });
            assertTrue(line.contains("model.safetensors"), line);
        }
    }

    @Test
    void aContextIsAtMostTheModels() {
        Strangers.write(there("in"), Dialect.LLAMA);
        try (Lines lines = lines()) {
            assertTrue(lines.refused("import guest " + there("in") + " --context 17")
                    .contains("expected at most 16, as the model has; found 17"));
            lines.good("import guest " + there("in") + " --context 8");
            assertTrue(lines.refused("import guest " + there("in")).contains("exists already"));
        }
    }

    @Test
    void whatCannotBeWrittenIsRefused() throws IOException {
        Strangers.write(there("in"), Dialect.LLAMA);
        try (Lines lines = lines()) {
            lines.good("import guest " + there("in"));
            assertTrue(lines.refused("export guest " + there("in")).contains("Expected a new or empty folder"));
            Files.writeString(there("file"), "");
            assertTrue(lines.refused("export guest " + there("file")).contains("is a file"));
            assertTrue(lines.refused("export guest " + there("file") + " --as safetensors")
                    .contains("expected a new file"));
            assertTrue(lines.refused("export guest " + there("file").resolve("below"))
                    .contains("Cannot write"));
            Troupe.gatherInTown(lines);
            lines.good("new bare --corpus playhouse --recipe nanogpt-cpu --norm rms");
            assertTrue(lines.refused("export bare " + there("bare")).contains("mixes ingredients that no family has"));
            assertTrue(lines.refused("export bare " + there("file") + " --as torchscript")
                    .contains("expected a new file"));
            lines.good("export bare " + there("bare.pt") + " --as torchscript");
            try (ZipFile written = new ZipFile(there("bare.pt").toFile())) {
                assertEquals(
                        lines.good("info bare").get("parameters").asLong() * Float.BYTES,
                        written.stream()
                                .filter(entry -> entry.getName().startsWith("m/data/"))
                                .mapToLong(ZipEntry::getSize)
                                .sum());
            }
            assertFalse(Files.exists(there(".tmp-bare.pt")));
            lines.good("export bare " + there("bare.safetensors") + " --as safetensors");
            assertTrue(Safetensors.read(there("bare.safetensors")).containsKey("wte.weight"));
        }
    }
}
