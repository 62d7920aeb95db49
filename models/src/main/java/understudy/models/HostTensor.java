package understudy.models;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A tensor's values outside the engine, as they go to and come from files.
 *
 * @param dtype the element type by its safetensors name; {@code F32} is what models hold
 * @param shape the extents, outermost first
 * @param data the values, little endian, row-major, from position to limit
 */
public record HostTensor(String dtype, long[] shape, ByteBuffer data) {
    public HostTensor {
        shape = shape.clone();
        data = data.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public ByteBuffer data() {
        return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public long[] shape() {
        return shape.clone();
    }
}
