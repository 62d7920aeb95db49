package understudy.models;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The file format in which libtorch reads a program: a zip of stored entries with the source text of one module, a
 * pickle that makes one object of it, and the numbers of its tensors. See "TorchScript serialization" in PyTorch's own
 * documentation (torch/csrc/jit/docs/serialization.md).
 */
final class Archive {
    private static final int CHUNK = 1 << 16;

    private Archive() {}

    /**
     * A tensor that the module has.
     *
     * @param name the attribute's
     * @param shape extents, outermost first
     * @param values makes its numbers, single precision, little endian
     */
    record Attribute(String name, long[] shape, Supplier<ByteBuffer> values) {
        long elements() {
            long elements = 1;
            for (long extent : shape) {
                elements = Math.multiplyExact(elements, extent);
            }
            return elements;
        }
    }

    /** The archive of a module class named {@code M} with the given source, and no tensors. */
    static byte[] of(String source) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            write(bytes, source, List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail to be written
        }
        return bytes.toByteArray();
    }

    /** The same with tensors, one of them in memory at a time. The stream stays open. */
    static void write(OutputStream out, String source, List<Attribute> attributes) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        zip.setMethod(ZipOutputStream.STORED);
        put(zip, "m/data.pkl", ModulePickle.of(attributes));
        put(zip, "m/code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
        put(zip, "m/constants.pkl", new byte[] {(byte) 0x80, 2, ')', '.'}); // an empty tuple
        put(zip, "m/version", "10\n".getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < attributes.size(); i++) {
            put(zip, "m/data/" + i, attributes.get(i).values().get());
        }
        zip.finish();
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        put(zip, name, ByteBuffer.wrap(content));
    }

    private static void put(ZipOutputStream zip, String name, ByteBuffer content) throws IOException {
        CRC32 sum = new CRC32();
        sum.update(content.duplicate());
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(0);
        entry.setSize(content.remaining());
        entry.setCompressedSize(content.remaining());
        entry.setCrc(sum.getValue());
        zip.putNextEntry(entry);
        byte[] chunk = new byte[Math.min(CHUNK, content.remaining())];
        while (content.hasRemaining()) {
            int count = Math.min(chunk.length, content.remaining());
            content.get(chunk, 0, count);
            zip.write(chunk, 0, count);
        }
        zip.closeEntry();
    }
}
