package understudy.models;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * One trained tensor as its network declares it.
 *
 * @param name the readable name it is stored under, such as {@code h.0.attn.c_attn.weight}
 * @param group which buffer it lies in
 * @param initial how its first values are drawn
 * @param shape its extents, outermost first
 */
record Parameter(String name, Group group, Initial initial, long... shape) {

    /** The same in another buffer. */
    Parameter in(Group other) {
        return new Parameter(name, other, initial, shape);
    }

    /** @throws ModelException if there are more elements than 2^62 */
    long elements() {
        long elements = 1;
        for (long extent : shape) {
            try {
                elements = Math.multiplyExact(elements, extent);
            } catch (ArithmeticException e) {
                throw new ModelException(
                        "Parameter " + name + " " + Arrays.toString(shape) + " is too large to count.");
            }
        }
        return elements;
    }

    /** Memory outside the engine for its values. */
    ByteBuffer host() {
        long bytes = Float.BYTES * elements();
        if (bytes > Integer.MAX_VALUE) {
            throw new ModelException("Parameter " + name + " " + Arrays.toString(shape) + " needs " + bytes
                    + " bytes; one alone can have 2 GB. Choose a smaller size.");
        }
        return ByteBuffer.allocateDirect((int) bytes).order(ByteOrder.nativeOrder());
    }
}
