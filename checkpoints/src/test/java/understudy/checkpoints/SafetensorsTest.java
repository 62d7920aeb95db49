package understudy.checkpoints;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {
    @TempDir
    Path folder;

    /** The tensors of golden.py. */
    static SortedMap<String, StoredTensor> golden() {
        SortedMap<String, StoredTensor> tensors = new TreeMap<>();
        tensors.put("z.weight", tensor("F32", 24, 2, 3));
        tensors.put("a.weight", tensor("F32", 20, 5));
        tensors.put("a.bias", tensor("F32", 4));
        tensors.put("empty", tensor("F32", 0, 0, 4));
        tensors.put("größe \"q\"\n", tensor("F32", 4, 1));
        tensors.put("flag", tensor("BOOL", 3, 3));
        tensors.put("bytes", tensor("U8", 3, 3));
        tensors.put("small", tensor("I8", 2, 2));
        tensors.put("short", tensor("I16", 6, 3));
        tensors.put("half", tensor("F16", 6, 3));
        tensors.put("brain", tensor("BF16", 6, 3));
        tensors.put("int", tensor("I32", 4, 1, 1));
        tensors.put("long", tensor("I64", 16, 2));
        tensors.put("double", tensor("F64", 16, 2));
        tensors.put("e4m3", tensor("F8_E4M3", 3, 3));
        tensors.put("e5m2", tensor("F8_E5M2", 3, 3));
        tensors.put("ushort", tensor("U16", 2, 1));
        tensors.put("uint", tensor("U32", 4, 1));
        tensors.put("ulong", tensor("U64", 8, 1));
        tensors.put("complex", tensor("C64", 8, 1));
        tensors.put("scale", tensor("F8_E8M0", 1, 1));
        return tensors;
    }

    private static StoredTensor tensor(String dtype, int bytes, long... shape) {
        ByteBuffer data = ByteBuffer.allocate(bytes);
        for (int i = 0; i < bytes; i++) {
            data.put((byte) ((7 * i + 3) % 251));
        }
        return new StoredTensor(dtype, shape, data.flip());
    }

    private static byte[] goldenBytes() throws IOException {
        try (InputStream stream = SafetensorsTest.class.getResourceAsStream("golden.safetensors")) {
            return stream.readAllBytes();
        }
    }

    @Test
    void bytesAreThoseOfTheReferenceWriter() throws IOException {
        Path file = folder.resolve("ours.safetensors");
        Safetensors.write(file, golden(), Map.of("format", "pt"));
        assertArrayEquals(goldenBytes(), Files.readAllBytes(file));
        assertEquals(List.of("ours.safetensors"), Folders.names(folder));
    }

    @Test
    void whatTheReferenceWroteIsRead() throws IOException {
        Path file = Files.write(folder.resolve("golden.safetensors"), goldenBytes());
        assertEquals(golden(), Safetensors.read(file));
        assertEquals(Map.of("format", "pt"), Safetensors.metadata(file));
    }

    @Test
    void noTensorsAreAFileToo() {
        Path file = folder.resolve("none.safetensors");
        Safetensors.write(file, Map.of(), Map.of());
        assertEquals(Map.of(), Safetensors.read(file));
    }

    @Test
    void floatsKeepTheirBits() {
        Path file = folder.resolve("floats.safetensors");
        float[] values = {0f, -0f, 1.5f, Float.MIN_VALUE, Float.NEGATIVE_INFINITY, Float.NaN};
        Safetensors.write(file, Map.of("x", StoredTensor.of(values, 2, 3)), Map.of());
        ByteBuffer data = Safetensors.read(file).get("x").data();
        for (float value : values) {
            assertEquals(Float.floatToRawIntBits(value), data.getInt());
        }
    }

    @Test
    void aFileLargerThanTwoGigabytesIsMappedTensorByTensor() throws IOException {
        // The data is a hole in the file, which takes no room; only its length is real.
        long half = 1_500_000_000;
        String header = "{\"a\":{\"dtype\":\"U8\",\"shape\":[" + half + "],\"data_offsets\":[0," + half + "]},"
                + "\"b\":{\"dtype\":\"U8\",\"shape\":[" + half + "],\"data_offsets\":[" + half + "," + 2 * half + "]}}";
        Path file = folder.resolve("large.safetensors");
        Files.write(file, Hostile.file(header, 0));
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(8 + header.length() + 2 * half);
            large.seek(large.length() - 1);
            large.write(42);
        }
        assertEquals(42, Safetensors.read(file).get("b").data().get((int) half - 1));
    }

    @Test
    void oneTensorOfMoreThanTwoGigabytesIsNamed() throws IOException {
        long bytes = 2_200_000_000L;
        String header = "{\"wte\":{\"dtype\":\"U8\",\"shape\":[" + bytes + "],\"data_offsets\":[0," + bytes + "]}}";
        Path file = folder.resolve("large.safetensors");
        Files.write(file, Hostile.file(header, 0));
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(8 + header.length() + bytes);
        }
        assertEquals(
                "large.safetensors: tensor \"wte\": expected at most 2 GB; found 2200000000 bytes",
                assertThrows(CheckpointException.class, () -> Safetensors.read(file))
                        .getMessage());
    }

    @Test
    void anInterruptIsKeptForLater() {
        Path file = folder.resolve("interrupted.safetensors");
        Thread.currentThread().interrupt();
        Safetensors.write(file, golden(), Map.of());
        assertEquals(golden(), Safetensors.read(file));
        assertTrue(Thread.interrupted());
    }

    @Test
    void aTensorIsItsShapeTimesItsType() {
        assertEquals(
                "expected 24 bytes for F32 [2, 3]; found 20",
                assertThrows(CheckpointException.class, () -> StoredTensor.of(new float[5], 2, 3))
                        .getMessage());
        ByteBuffer one = ByteBuffer.allocate(4);
        assertThrows(CheckpointException.class, () -> new StoredTensor("F32", new long[] {-1}, one));
        assertThrows(CheckpointException.class, () -> new StoredTensor("F33", new long[] {1}, one));
    }

    @Test
    void aTensorIsAViewThatNobodyCanWrite() {
        ByteBuffer given = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        given.putFloat(9).putFloat(2).position(4);
        StoredTensor tensor = new StoredTensor("F32", new long[] {2}, given);
        assertEquals(2, tensor.data().getFloat());
        assertEquals(2, tensor.data().getFloat()); // each view has its own position
        assertTrue(tensor.data().isReadOnly());
        assertEquals(4, given.position());
    }

    @Test
    void namesMayHoldAnything() {
        Path file = folder.resolve("names.safetensors");
        Map<String, StoredTensor> tensors =
                Map.of("", golden().get("a.bias"), "__meta__\u0000é😀", golden().get("long"));
        Safetensors.write(file, tensors, Map.of("ключ", "\n"));
        assertEquals(new TreeMap<>(tensors), Safetensors.read(file));
        assertEquals(Map.of("ключ", "\n"), Safetensors.metadata(file));
        assertTrue(new String("é").getBytes(StandardCharsets.UTF_8).length == 2);
    }
}
