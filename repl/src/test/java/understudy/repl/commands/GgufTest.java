package understudy.repl.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import understudy.checkpoints.HubFolder;
import understudy.models.dialects.Dialect;

/** Reads what we write for llama.cpp as its specification says, with nothing of the writer. */
class GgufTest {
    @TempDir
    private Path folder;

    private final Map<String, Object> metadata = new LinkedHashMap<>();
    private final Map<String, long[]> shapes = new LinkedHashMap<>();
    private final Map<String, Integer> types = new LinkedHashMap<>();
    private final Map<String, Long> offsets = new LinkedHashMap<>();
    private ByteBuffer file;
    private int data;

    private void read(Path path) throws IOException {
        file = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
        byte[] magic = new byte[4];
        file.get(magic);
        assertEquals("GGUF", new String(magic, StandardCharsets.US_ASCII));
        assertEquals(3, file.getInt());
        long tensors = file.getLong();
        long values = file.getLong();
        for (long i = 0; i < values; i++) {
            metadata.put(text(), value(file.getInt()));
        }
        for (long i = 0; i < tensors; i++) {
            String name = text();
            long[] shape = new long[file.getInt()];
            for (int j = 0; j < shape.length; j++) {
                shape[j] = file.getLong();
            }
            shapes.put(name, shape);
            types.put(name, file.getInt());
            offsets.put(name, file.getLong());
        }
        data = (file.position() + 31) / 32 * 32;
    }

    private String text() {
        byte[] bytes = new byte[(int) file.getLong()];
        file.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private Object value(int type) {
        return switch (type) {
            case 4, 5 -> file.getInt();
            case 6 -> file.getFloat();
            case 7 -> file.get() == 1;
            case 8 -> text();
            case 9 -> {
                int inner = file.getInt();
                List<Object> list = new ArrayList<>();
                for (long left = file.getLong(); left > 0; left--) {
                    list.add(value(inner));
                }
                yield list;
            }
            default -> throw new AssertionError("type " + type);
        };
    }

    @ParameterizedTest
    @CsvSource({"GPT2, gpt2, F32, 0", "LLAMA, llama, F16, 1", "QWEN2, qwen2, F32, 0", "QWEN3, qwen3, Q8_0, 1"})
    void theFileIsAsTheSpecificationSays(Dialect dialect, String arch, String type, int matrices) throws IOException {
        Strangers.write(folder.resolve("in"), dialect);
        Path written = folder.resolve("model.gguf");
        try (Lines lines = new Lines(folder.resolve("home"))) {
            lines.good("import guest " + folder.resolve("in"));
            lines.good("export guest " + written + " --as gguf --type " + type);
        }
        read(written);
        assertEquals(arch, metadata.get("general.architecture"));
        assertEquals(2, metadata.get(arch + ".block_count"));
        assertEquals(Strangers.VOCABULARY, ((List<?>) metadata.get("tokenizer.ggml.tokens")).size());
        assertEquals(Strangers.VOCABULARY, ((List<?>) metadata.get("tokenizer.ggml.token_type")).size());
        assertEquals(
                HubFolder.open(folder.resolve("in")).tensors().size(),
                shapes.size(),
                "every tensor of theirs is one there");
        assertEquals(Strangers.VOCABULARY, shapes.get("token_embd.weight")[1], "the innermost extent comes first");
        assertEquals(0, types.get("blk.1.attn_norm.weight"), "vectors are never rounded");
        // rows of 16 or 24 are no whole blocks of 32, so they are halves where blocks were asked for
        assertEquals(matrices, types.get("token_embd.weight"));
        long end = 0;
        for (Map.Entry<String, Long> entry : offsets.entrySet()) {
            assertEquals(end, entry.getValue(), entry.getKey());
            long elements = 1;
            for (long extent : shapes.get(entry.getKey())) {
                elements *= extent;
            }
            end += (elements * (types.get(entry.getKey()) == 0 ? 4 : 2) + 31) / 32 * 32;
        }
        assertEquals(file.capacity(), data + end);
    }

    @Test
    void whatLlamaCppDoesNotKnowIsRefused() throws IOException {
        Strangers.write(folder.resolve("in"), Dialect.NANOCHAT);
        try (Lines lines = new Lines(folder.resolve("home"))) {
            lines.good("import guest " + folder.resolve("in"));
            String refused = lines.refused("export guest " + folder.resolve("m.gguf") + " --as gguf");
            assertTrue(refused.contains("llama.cpp knows no NanoChatForCausalLM"), refused);
        }
    }
}
