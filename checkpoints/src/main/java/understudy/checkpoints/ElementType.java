package understudy.checkpoints;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The element types a safetensors file may name, with their size in bytes.
 *
 * <p>The order is the format's own: its reference writer places tensors of a later type first, which keeps every
 * tensor aligned to its elements. We follow it, so that equal tensors give equal bytes whoever wrote them.
 */
enum ElementType {
    BOOL(1),
    U8(1),
    I8(1),
    F8_E5M2(1),
    F8_E4M3(1),
    F8_E8M0(1),
    I16(2),
    U16(2),
    F16(2),
    BF16(2),
    I32(4),
    U32(4),
    F32(4),
    C64(8),
    F64(8),
    I64(8),
    U64(8);

    private final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    int bytes() {
        return bytes;
    }

    /** @throws CheckpointException naming the types there are */
    static ElementType of(String name) {
        for (ElementType type : values()) {
            if (type.name().equals(name)) {
                return type;
            }
        }
        String known = Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", "));
        throw new CheckpointException("expected a dtype among " + known + "; found \"" + OneLine.of(name) + "\"");
    }

    /** Bytes of a tensor of this shape; {@code -1} when the shape is negative or too large to be counted. */
    long bytes(long[] shape) {
        long product = bytes;
        boolean empty = false;
        for (long extent : shape) {
            if (extent < 0) {
                return -1;
            }
            empty |= extent == 0;
        }
        if (empty) {
            return 0;
        }
        for (long extent : shape) {
            if (product > Long.MAX_VALUE / extent) {
                return -1;
            }
            product *= extent;
        }
        return product;
    }
}
