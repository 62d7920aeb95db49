package understudy.checkpoints;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A safetensors file before it is written: eight bytes of header length, the header as JSON padded with spaces to a
 * multiple of eight, then the tensors without gaps. The same tensors always give the same bytes.
 */
final class SafetensorsLayout {
    private static final int CHUNK = 1 << 16;

    private final List<Map.Entry<String, StoredTensor>> tensors;
    private final byte[] header;
    private final long bytes;

    SafetensorsLayout(Map<String, StoredTensor> tensors, Map<String, String> metadata) {
        this.tensors = new ArrayList<>(tensors.entrySet());
        // Wide elements first keeps every tensor aligned; within a type, by name.
        this.tensors.sort(Comparator.<Map.Entry<String, StoredTensor>, ElementType>comparing(
                        entry -> ElementType.of(entry.getValue().dtype()))
                .reversed()
                .thenComparing(Map.Entry::getKey));
        this.header = header(this.tensors, new TreeMap<>(metadata));
        long data = 0;
        for (Map.Entry<String, StoredTensor> entry : this.tensors) {
            data += entry.getValue().bytes();
        }
        this.bytes = header.length + data;
    }

    long bytes() {
        return bytes;
    }

    /** Streams the file through one small buffer. */
    Checksum write(ByteSink sink) throws IOException {
        MessageDigest digest = Checksum.digest();
        sink.write(header, 0, header.length);
        digest.update(header);
        byte[] chunk = new byte[CHUNK];
        for (Map.Entry<String, StoredTensor> entry : tensors) {
            ByteBuffer data = entry.getValue().data();
            while (data.hasRemaining()) {
                int count = Math.min(chunk.length, data.remaining());
                data.get(chunk, 0, count);
                digest.update(chunk, 0, count);
                sink.write(chunk, 0, count);
            }
        }
        return new Checksum(bytes, HexFormat.of().formatHex(digest.digest()));
    }

    private static byte[] header(List<Map.Entry<String, StoredTensor>> tensors, Map<String, String> metadata) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.FACTORY.createGenerator(text)) {
            json.writeStartObject();
            if (!metadata.isEmpty()) {
                json.writeObjectFieldStart(SafetensorsHeader.METADATA);
                for (Map.Entry<String, String> entry : metadata.entrySet()) {
                    json.writeStringField(entry.getKey(), entry.getValue());
                }
                json.writeEndObject();
            }
            long offset = 0;
            for (Map.Entry<String, StoredTensor> entry : tensors) {
                StoredTensor tensor = entry.getValue();
                json.writeObjectFieldStart(entry.getKey());
                json.writeStringField("dtype", tensor.dtype());
                json.writeFieldName("shape");
                long[] shape = tensor.shape();
                json.writeArray(shape, 0, shape.length);
                json.writeFieldName("data_offsets");
                json.writeArray(new long[] {offset, offset + tensor.bytes()}, 0, 2);
                json.writeEndObject();
                offset += tensor.bytes();
            }
            json.writeEndObject();
        } catch (IOException fault) {
            throw new IllegalStateException("writing to memory cannot fail", fault);
        }
        int padding = Math.floorMod(-text.size(), Long.BYTES);
        text.writeBytes(" ".repeat(padding).getBytes(StandardCharsets.US_ASCII));
        return ByteBuffer.allocate(Long.BYTES + text.size())
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.size())
                .put(text.toByteArray())
                .array();
    }
}
