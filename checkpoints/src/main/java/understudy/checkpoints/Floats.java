package understudy.checkpoints;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;

/** Numbers of other precisions as single precision, and back. */
final class Floats {
    private Floats() {}

    static ByteBuffer of(StoredTensor tensor) {
        ByteBuffer data = tensor.data();
        if (tensor.dtype().equals("F32")) {
            return data;
        }
        int size = ElementType.of(tensor.dtype()).bytes();
        ByteBuffer values = ByteBuffer.allocate(Math.toIntExact(data.remaining() / (long) size * Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        FloatBuffer into = values.asFloatBuffer();
        switch (tensor.dtype()) {
            case "F16" -> {
                ShortBuffer from = data.asShortBuffer();
                while (from.hasRemaining()) {
                    into.put(half(from.get()));
                }
            }
            case "BF16" -> {
                ShortBuffer from = data.asShortBuffer();
                while (from.hasRemaining()) {
                    into.put(Float.intBitsToFloat(from.get() << 16));
                }
            }
            case "F64" -> {
                while (data.hasRemaining()) {
                    into.put((float) data.getDouble());
                }
            }
            default ->
                throw new CheckpointException("expected weights as F32, F16, BF16 or F64; found " + tensor.dtype());
        }
        return values;
    }

    /** IEEE 754 half precision: 1 sign bit, 5 of exponent, 10 of fraction. */
    static float half(short bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        if (exponent == 0) { // zero and what is smaller than 2^-14
            float small = fraction * 0x1p-24f;
            return sign == 0 ? small : -small;
        }
        int wide = exponent == 0x1f ? 0xff : exponent - 15 + 127;
        return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
    }

    /** To the nearest half-precision number, ties to even; what is too large becomes infinite. */
    static short half(float value) {
        int bits = Float.floatToIntBits(value);
        int sign = bits >>> 16 & 0x8000;
        int rest = bits & 0x7fffffff;
        if (rest > 0x7f800000) {
            return (short) (sign | 0x7e00);
        }
        if (rest >= 0x477ff000) { // 65,520 and above
            return (short) (sign | 0x7c00);
        }
        if (rest < 0x38800000) { // below 2^-14: a multiple of 2^-24
            return (short) (sign | (int) Math.rint(Math.abs(value) * 0x1p24));
        }
        int even = rest + 0xfff + (rest >> 13 & 1);
        return (short) (sign | (even - (112 << 23)) >> 13);
    }
}
