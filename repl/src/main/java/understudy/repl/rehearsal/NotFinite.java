package understudy.repl.rehearsal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.OptionalLong;
import understudy.models.HostTensor;

/** Looks for weights that are no numbers: one is enough to spoil everything that a model says. */
final class NotFinite {
    private NotFinite() {}

    /** How many values of single precision are infinite or not a number; empty if all are finite. */
    static OptionalLong count(Map<String, HostTensor> tensors) {
        long count = 0;
        for (HostTensor tensor : tensors.values()) {
            if (tensor.dtype().equals("F32")) {
                ByteBuffer data = tensor.data().duplicate().order(ByteOrder.LITTLE_ENDIAN);
                while (data.remaining() >= Float.BYTES) {
                    if (!Float.isFinite(data.getFloat())) {
                        count++;
                    }
                }
            }
        }
        return count == 0 ? OptionalLong.empty() : OptionalLong.of(count);
    }
}
