package understudy.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What a network in training carries from step to step, for each stream that it reads; zero at a beginning. It is kept with the optimizer, as {@code carried.0}, {@code carried.1}, …,
 * in the order of {@link Architecture#state}: a run that goes on then computes what one that never stopped would have. The trainer's memory owns it.
 */
final class Carried {
    private static final String NAME = "carried.";

    private final PtNDManager memory;
    private final Architecture architecture;
    private final NDList state = new NDList();
    private int rows;

    Carried(PtNDManager memory, Architecture architecture) {
        this.memory = memory;
        this.architecture = architecture;
    }

    /** As a program takes it: nothing for a network that carries nothing here; zeros where it was of another number of streams. */
    NDList of(int streams) {
        if (architecture.endless() && rows != streams) {
            clear();
            state.addAll(LanguageModel.nothing(memory, architecture, streams));
            rows = streams;
        }
        return state;
    }

    /** Nothing was read yet. */
    void clear() {
        state.forEach(NDArray::close);
        state.clear();
        rows = 0;
    }

    private boolean kept() {
        return architecture.reading() == Reading.STREAMS && rows > 0;
    }

    void store(Map<String, HostTensor> into) {
        if (kept()) {
            List<long[]> shapes = architecture.state(rows);
            for (int i = 0; i < shapes.size(); i++) {
                into.put(
                        NAME + i,
                        new HostTensor("F32", shapes.get(i), state.get(i).toByteBuffer()));
            }
        }
    }

    /**
     * Takes back what {@link #store} gave, if there is any.
     *
     * @return how many tensors were its
     * @throws ModelException naming one that is missing or of another shape
     */
    int restore(Map<String, HostTensor> from) {
        clear();
        HostTensor first = from.get(NAME + 0);
        if (first == null || architecture.reading() != Reading.STREAMS) {
            return 0;
        }
        int streams = first.shape().length > 1 && first.shape()[1] <= Integer.MAX_VALUE ? (int) first.shape()[1] : 0;
        List<long[]> shapes = architecture.state(streams);
        for (int i = 0; i < shapes.size(); i++) {
            HostTensor found = from.get(NAME + i);
            if (found == null || !found.dtype().equals("F32") || !Arrays.equals(found.shape(), shapes.get(i))) {
                throw new ModelException("Optimizer state: expected " + NAME + i + " as F32 "
                        + Arrays.toString(shapes.get(i))
                        + "; found "
                        + (found == null ? "none" : found.dtype() + " " + Arrays.toString(found.shape())) + ".");
            }
        }
        for (int i = 0; i < shapes.size(); i++) {
            try (NDArray lent = memory.create(direct(from.get(NAME + i)), new Shape(shapes.get(i)), DataType.FLOAT32)) {
                NDArray own = lent.duplicate(); // a lent buffer's alignment would be Java's
                own.setName(Continuation.STATE + "[]");
                state.add(own);
            }
        }
        rows = streams;
        return shapes.size();
    }

    private static ByteBuffer direct(HostTensor tensor) {
        ByteBuffer data = tensor.data();
        return ByteBuffer.allocateDirect(data.remaining())
                .order(ByteOrder.nativeOrder())
                .put(data)
                .rewind();
    }
}
