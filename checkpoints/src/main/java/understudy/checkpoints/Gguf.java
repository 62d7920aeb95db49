package understudy.checkpoints;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The file format of llama.cpp, version 3: counts, named values, where each tensor lies, then the tensors, each at a
 * multiple of 32 bytes. (ggml/docs/gguf.md in its repository.)
 */
public final class Gguf {
    static final int ALIGNMENT = 32;
    private static final int BLOCK = 32;

    /** How numbers are stored, with ggml's number for it. */
    public enum Type {
        F32(0),
        F16(1),
        /** Blocks of 32: a half-precision scale, then 32 signed bytes. */
        Q8_0(8);

        private final int number;

        Type(int number) {
            this.number = number;
        }

        long bytes(long elements) {
            return switch (this) {
                case F32 -> 4 * elements;
                case F16 -> 2 * elements;
                case Q8_0 -> elements / BLOCK * (BLOCK + 2);
            };
        }
    }

    /**
     * @param shape extents, outermost first
     * @param values makes its numbers, single precision, little endian
     */
    public record Tensor(String name, Type type, long[] shape, Supplier<ByteBuffer> values) {
        /** The type that is wanted, or the nearest that this shape can have: vectors stay as they are. */
        public static Tensor of(String name, Type wanted, long[] shape, Supplier<ByteBuffer> values) {
            boolean blocks = shape[shape.length - 1] % BLOCK == 0;
            Type fitting = shape.length < 2 || name.startsWith("position")
                    ? Type.F32
                    : wanted == Type.Q8_0 && !blocks ? Type.F16 : wanted;
            return new Tensor(name, fitting, shape.clone(), values);
        }

        long elements() {
            long elements = 1;
            for (long extent : shape) {
                elements = Math.multiplyExact(elements, extent);
            }
            return elements;
        }
    }

    private final OutputStream out;

    private Gguf(OutputStream out) {
        this.out = out;
    }

    /**
     * Writes beside its place, then renames.
     *
     * @param metadata Integer, Float, Boolean, String, int[] or a list of texts under each key
     * @throws CheckpointException when the disk refuses
     */
    public static void write(Path file, Map<String, Object> metadata, List<Tensor> tensors) {
        ForeignFile.write(file, out -> new Gguf(out).write(metadata, tensors));
    }

    private void write(Map<String, Object> metadata, List<Tensor> tensors) throws IOException {
        Counted head = new Counted();
        head.put("GGUF".getBytes(StandardCharsets.US_ASCII));
        head.number(3);
        head.length(tensors.size());
        head.length(metadata.size());
        for (Map.Entry<String, Object> entry : metadata.entrySet()) {
            head.text(entry.getKey());
            head.value(entry.getValue());
        }
        long offset = 0;
        for (Tensor tensor : tensors) {
            head.text(tensor.name());
            head.number(tensor.shape().length);
            for (int i = tensor.shape().length - 1; i >= 0; i--) { // there the innermost comes first
                head.length(tensor.shape()[i]);
            }
            head.number(tensor.type().number);
            head.length(offset);
            offset = padded(offset + tensor.type().bytes(tensor.elements()));
        }
        head.pad();
        for (Tensor tensor : tensors) {
            FloatBuffer values =
                    tensor.values().get().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
            Counted data = new Counted();
            switch (tensor.type()) {
                case F32 -> data.singles(values);
                case F16 -> data.halves(values);
                case Q8_0 -> data.blocks(values);
            }
            data.pad();
        }
    }

    private static long padded(long bytes) {
        return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    /** A part of the file that begins at a multiple of the alignment. */
    private final class Counted {
        private long count;

        private void put(byte[] bytes) throws IOException {
            put(bytes, bytes.length);
        }

        private void put(byte[] bytes, int length) throws IOException {
            out.write(bytes, 0, length);
            count += length;
        }

        private void number(int value) throws IOException {
            put(buffer(Integer.BYTES).putInt(value).array());
        }

        private void length(long value) throws IOException {
            put(buffer(Long.BYTES).putLong(value).array());
        }

        private void text(String text) throws IOException {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            length(bytes.length);
            put(bytes);
        }

        /** A value with the number of its type before it. */
        private void value(Object value) throws IOException {
            if (value instanceof Integer number) {
                number(4);
                number(number);
            } else if (value instanceof Float number) {
                number(6);
                number(Float.floatToIntBits(number));
            } else if (value instanceof Boolean truth) {
                number(7);
                put(new byte[] {(byte) (truth ? 1 : 0)});
            } else if (value instanceof String text) {
                number(8);
                text(text);
            } else if (value instanceof int[] numbers) {
                number(9);
                number(5);
                length(numbers.length);
                for (int number : numbers) {
                    number(number);
                }
            } else if (value instanceof List<?> texts) {
                number(9);
                number(8);
                length(texts.size());
                for (Object text : texts) {
                    text((String) text);
                }
            } else {
                throw new IllegalArgumentException("no GGUF type for " + value);
            }
        }

        private void singles(FloatBuffer values) throws IOException {
            ByteBuffer chunk = buffer(1 << 16);
            while (values.hasRemaining()) {
                chunk.clear();
                while (values.hasRemaining() && chunk.hasRemaining()) {
                    chunk.putFloat(values.get());
                }
                put(chunk.array(), chunk.position());
            }
        }

        private void halves(FloatBuffer values) throws IOException {
            ByteBuffer chunk = buffer(1 << 16);
            while (values.hasRemaining()) {
                chunk.clear();
                while (values.hasRemaining() && chunk.hasRemaining()) {
                    chunk.putShort(Floats.half(values.get()));
                }
                put(chunk.array(), chunk.position());
            }
        }

        private void blocks(FloatBuffer values) throws IOException {
            float[] block = new float[BLOCK];
            ByteBuffer chunk = buffer(BLOCK + 2);
            while (values.hasRemaining()) {
                values.get(block);
                float largest = 0;
                for (float value : block) {
                    largest = Math.max(largest, Math.abs(value));
                }
                float scale = largest / 127;
                float inverse = scale == 0 ? 0 : 1 / scale;
                chunk.clear();
                chunk.putShort(Floats.half(scale));
                for (float value : block) {
                    int steps = Math.round(Math.abs(value * inverse)); // halves away from zero, as ggml does
                    chunk.put((byte) (value < 0 ? -steps : steps));
                }
                put(chunk.array());
            }
        }

        private void pad() throws IOException {
            put(new byte[(int) (padded(count) - count)]);
        }

        private ByteBuffer buffer(int bytes) {
            return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        }
    }
}
