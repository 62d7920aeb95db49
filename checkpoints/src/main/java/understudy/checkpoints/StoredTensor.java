package understudy.checkpoints;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * One tensor as a file holds it.
 *
 * <p>The bytes are not copied: {@code data} is a read-only view of the buffer that was given (which must not change
 * while the tensor is used), or of the mapped file it was read from.
 *
 * @param dtype element type in the format's spelling, such as {@code F32}, {@code BF16}, {@code I64}
 * @param shape extents, outermost first; empty for a scalar
 * @param data row-major little-endian elements, as many as the shape says; at most 2^31 - 1 bytes
 */
public record StoredTensor(String dtype, long[] shape, ByteBuffer data) {
    public StoredTensor {
        long bytes = ElementType.of(dtype).bytes(shape);
        if (bytes != data.remaining()) {
            throw new CheckpointException("expected " + (bytes < 0 ? "a countable number of" : bytes) + " bytes for "
                    + dtype + " " + Arrays.toString(shape) + "; found " + data.remaining());
        }
        shape = shape.clone();
        data = data.slice().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A tensor of 32-bit floats. */
    public static StoredTensor of(float[] values, long... shape) {
        ByteBuffer data = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(values);
        return new StoredTensor("F32", shape, data);
    }

    @Override
    public long[] shape() {
        return shape.clone();
    }

    /** A view of its own position and limit, little endian. */
    @Override
    public ByteBuffer data() {
        return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    int bytes() {
        return data.capacity();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StoredTensor that
                && dtype.equals(that.dtype)
                && Arrays.equals(shape, that.shape)
                && data.equals(that.data);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * dtype.hashCode() + Arrays.hashCode(shape)) + data.hashCode();
    }

    @Override
    public String toString() {
        return dtype + " " + Arrays.toString(shape);
    }
}
