package understudy.checkpoints;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * One tensor as a file holds it: its element type, its extents, outermost first (none for a scalar), and its row-major
 * little-endian elements, at most 2^31 - 1 bytes.
 *
 * <p>The bytes are not copied. They are a read-only view of the buffer that was given (which must not change while the
 * tensor is used), of the mapped file they were read from, or are made anew each time they are asked for, so that a
 * model can be written tensor by tensor without ever lying in memory as a whole.
 */
public final class StoredTensor {
    private final String dtype;
    private final long[] shape;
    private final long bytes;
    private final Supplier<ByteBuffer> source;

    /** @param dtype element type in the format's spelling, such as {@code F32}, {@code BF16}, {@code I64} */
    public StoredTensor(String dtype, long[] shape, ByteBuffer data) {
        this(dtype, shape, lasting(data));
        check(data.remaining());
    }

    private StoredTensor(String dtype, long[] shape, Supplier<ByteBuffer> source) {
        this.dtype = dtype;
        this.shape = shape.clone();
        this.bytes = ElementType.of(dtype).bytes(shape);
        this.source = source;
    }

    private static Supplier<ByteBuffer> lasting(ByteBuffer data) {
        ByteBuffer kept = data.slice().asReadOnlyBuffer();
        return () -> kept;
    }

    /** A tensor whose bytes are made when they are wanted, and not kept. */
    public static StoredTensor made(String dtype, long[] shape, Supplier<ByteBuffer> maker) {
        return new StoredTensor(dtype, shape, maker);
    }

    /** A tensor of 32-bit floats. */
    public static StoredTensor of(float[] values, long... shape) {
        ByteBuffer data = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(values);
        return new StoredTensor("F32", shape, data);
    }

    private void check(long found) {
        if (bytes != found) {
            throw new CheckpointException("expected " + (bytes < 0 ? "a countable number of" : bytes) + " bytes for "
                    + dtype + " " + Arrays.toString(shape) + "; found " + found);
        }
    }

    public String dtype() {
        return dtype;
    }

    public long[] shape() {
        return shape.clone();
    }

    /** A view of its own position and limit, little endian. */
    public ByteBuffer data() {
        ByteBuffer data = source.get();
        check(data.remaining());
        return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Its values in single precision, to be read only; from F32, F16, BF16 or F64.
     *
     * @throws CheckpointException if they are no such numbers
     */
    public ByteBuffer floats() {
        return Floats.of(this);
    }

    long bytes() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StoredTensor that
                && dtype.equals(that.dtype)
                && Arrays.equals(shape, that.shape)
                && data().equals(that.data());
    }

    @Override
    public int hashCode() {
        return 31 * (31 * dtype.hashCode() + Arrays.hashCode(shape)) + data().hashCode();
    }

    @Override
    public String toString() {
        return dtype + " " + Arrays.toString(shape);
    }
}
