package understudy.repl.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
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
import org.junit.jupiter.params.provider.EnumSource;
import understudy.checkpoints.HubFolder;
import understudy.checkpoints.StoredTensor;
import understudy.models.dialects.Dialect;

/** Reads what we write for llama.cpp as its specification says, with nothing of the writer. */
class GgufTest {
    private static final int Q8_0 = 8; // ggml's number for it

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

    /** Rows of whole blocks: every number is within half a step, and what rotates lies in pairs before it is rounded. */
    @ParameterizedTest
    @EnumSource(names = {"GPT2", "LLAMA", "QWEN2", "QWEN3"})
    void blocksHoldTheWeightsWithinHalfAStep(Dialect dialect) throws IOException {
        Map<String, Object> config = Strangers.config(dialect, 4);
        Map<String, StoredTensor> tensors = Strangers.tensors(config);
        Strangers.write(folder.resolve("in"), config, tensors);
        Path written = folder.resolve("model.gguf");
        try (Lines lines = new Lines(folder.resolve("home"))) {
            lines.good("import guest " + folder.resolve("in"));
            lines.good("export guest " + written + " --as gguf --type Q8_0");
        }
        read(written);
        assertEquals(7, metadata.get("general.file_type"));
        types.forEach((name, type) ->
                assertEquals(shapes.get(name).length < 2 || name.startsWith("position") ? 0 : Q8_0, type, name));
        if (dialect == Dialect.GPT2) { // columns first there, rows first here
            float[] theirs = floats(tensors, "transformer.h.1.mlp.c_fc.weight");
            compare("blk.1.ffn_up.weight", (row, column) -> theirs[column * 128 + row]);
            return;
        }
        float[] down = floats(tensors, "model.layers.1.mlp.down_proj.weight");
        compare("blk.1.ffn_down.weight", (row, column) -> down[row * 96 + column]);
        float[] queries = floats(tensors, "model.layers.1.self_attn.q_proj.weight");
        compare("blk.1.attn_q.weight", (row, column) -> {
            int inside = row % 16; // heads of 16 rows: 0, 8, 1, 9, … for llama, as they are for the others
            int theirs = dialect == Dialect.LLAMA ? row - inside + inside / 2 + inside % 2 * 8 : row;
            return queries[theirs * 64 + column];
        });
    }

    private static float[] floats(Map<String, StoredTensor> tensors, String name) {
        FloatBuffer values = tensors.get(name).floats().asFloatBuffer();
        float[] all = new float[values.remaining()];
        values.get(all);
        return all;
    }

    private interface Source {
        float at(int row, int column);
    }

    private void compare(String name, Source source) {
        int columns = (int) shapes.get(name)[0];
        int rows = (int) shapes.get(name)[1];
        file.position((int) (data + offsets.get(name)));
        for (int row = 0; row < rows; row++) {
            for (int left = 0; left < columns; left += 32) {
                float scale = half(file.getShort());
                float largest = 0;
                for (int column = left; column < left + 32; column++) {
                    float value = source.at(row, column);
                    largest = Math.max(largest, Math.abs(value));
                    // the scale itself has 11 bits, and is multiplied by up to 127
                    assertEquals(value, file.get() * scale, scale * (.5f + 127f / 2048), name + " " + row);
                }
                assertEquals(largest / 127, scale, scale / 1024, name + " " + row);
            }
        }
    }

    /** A normal half-precision number: 1 sign bit, 5 of exponent, 10 of fraction. */
    private static float half(short bits) {
        return Math.scalb(1 + (bits & 0x3FF) / 1024f, (bits >> 10 & 31) - 15);
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
