package understudy.checkpoints;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Blocks of 32, byte by byte as ggml's quantize_row_q8_0 makes them: worked out by hand. */
class GgufBlocksTest {
    @TempDir
    private Path folder;

    @Test
    void halvesAreRoundedAwayFromZero() throws IOException {
        ByteBuffer values = ByteBuffer.allocate(64 * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        float[] first = {127, -127, .5f, -.5f, 2.5f, -2.5f, 2.4f, -2.4f, .49999997f, -.49999997f};
        for (float value : first) {
            values.putFloat(value);
        }
        Path file = folder.resolve("m.gguf");
        Gguf.write(
                file,
                Map.of(),
                List.of(Gguf.Tensor.of(
                        "m",
                        Gguf.Type.Q8_0,
                        new long[] {2, 32},
                        () -> values.duplicate().clear())));
        ByteBuffer written = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        // head: 4 magic, 4 version, 8 + 8 counts, 8 + 1 name, 4 extents, 2 · 8 extents, 4 type, 8 offset = 65; then to
        // 96
        assertEquals(0x3C00, written.getShort(96), "a scale of 1 in half precision");
        byte[] block = new byte[32];
        written.get(98, block);
        byte[] expected = new byte[32];
        System.arraycopy(new byte[] {127, -127, 1, -1, 3, -3, 2, -2, 0, 0}, 0, expected, 0, first.length);
        assertArrayEquals(expected, block);
        byte[] nothing = new byte[34];
        written.get(130, nothing);
        assertArrayEquals(new byte[34], nothing, "a block of zeros has the scale zero");
        assertEquals(192, written.capacity());
    }
}
