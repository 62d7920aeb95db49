package understudy.repl.rehearsal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import understudy.models.HostTensor;
import understudy.repl.Figures;
import understudy.repl.Mistake;

/** Looks for weights that are no numbers: one is enough to spoil everything that a model says. */
final class NotFinite {
    private NotFinite() {}

    /** What to say of weights that are worth nothing: {@code romeo@40 has 3 weights that are no numbers …}. */
    static Mistake mistake(String reference, String model, long count) {
        return new Mistake(reference + " has " + Figures.count(count) + (count == 1 ? " weight" : " weights") + " that "
                + (count == 1 ? "is not a number" : "are no numbers") + ": what it says is worth nothing; `checkpoints "
                + model + "` lists others.");
    }

    /** How many values of single precision are infinite or not a number. */
    static long count(Map<String, HostTensor> tensors) {
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
        return count;
    }
}
