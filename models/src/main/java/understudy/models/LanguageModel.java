package understudy.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/**
 * One network's parameters in the device's memory, with the programs that use them. It owns that memory: whoever
 * builds, loads or snapshots one closes it. A training step holds its lock; so does whoever reads it for the time of
 * one native call.
 */
public final class LanguageModel implements AutoCloseable {
    private final Engine engine;
    private final Architecture architecture;
    private final Layout layout;
    private final Programs programs;
    private final PtNDManager memory;
    private final Map<Group, Buffer> buffers = new EnumMap<>(Group.class);
    private final ReentrantLock lock = new ReentrantLock();

    private LanguageModel(Engine engine, Architecture architecture, Layout layout, Programs programs) {
        this.engine = engine;
        this.architecture = architecture;
        this.layout = layout;
        this.programs = programs;
        this.memory = engine.scope();
    }

    /**
     * A new model with random parameters, a pure function of architecture and seed.
     *
     * @throws ModelException if it does not fit into memory, before any is taken
     */
    public static LanguageModel build(Engine engine, Architecture architecture, long seed) {
        Layout layout = architecture.layout();
        Map<Group, ByteBuffer> values = hostBuffers(engine, layout);
        for (Group group : layout.groups()) {
            List<Layout.Place> places = layout.places(group);
            IntStream.range(0, places.size()).parallel().forEach(i -> {
                Parameter parameter = places.get(i).parameter();
                long own = Seeds.mix(seed, parameter.name().hashCode());
                parameter
                        .initial()
                        .fill(Buffer.window(values.get(group), places.get(i)).asFloatBuffer(), own);
            });
        }
        return new LanguageModel(engine, architecture, layout, new Programs(engine, architecture, layout)).fill(values);
    }

    /**
     * A model from stored parameters.
     *
     * @param tensors by parameter name, exactly those the architecture has
     * @throws ModelException naming the tensor that is missing, unknown or of another shape or type
     */
    public static LanguageModel load(Engine engine, Architecture architecture, Map<String, HostTensor> tensors) {
        Layout layout = architecture.layout();
        Map<Group, ByteBuffer> values = hostBuffers(engine, layout);
        for (Parameter parameter : layout.parameters()) {
            if (!tensors.containsKey(parameter.name())) {
                throw new ModelException(
                        "Tensor " + parameter.name() + " " + Arrays.toString(parameter.shape()) + " is missing.");
            }
        }
        for (String name : tensors.keySet()) {
            if (layout.parameters().stream().noneMatch(p -> p.name().equals(name))) {
                throw new ModelException("Tensor " + name + " does not belong to this " + architecture.arch() + ".");
            }
        }
        for (Group group : layout.groups()) {
            for (Layout.Place place : layout.places(group)) {
                HostTensor tensor = tensors.get(place.parameter().name());
                check(place.parameter(), place.parameter().name(), tensor);
                Buffer.window(values.get(group), place).put(tensor.data());
            }
        }
        return new LanguageModel(engine, architecture, layout, new Programs(engine, architecture, layout)).fill(values);
    }

    private static Map<Group, ByteBuffer> hostBuffers(Engine engine, Layout layout) {
        long bytes = Float.BYTES * layout.elements();
        engine.require(
                bytes, "A model of " + String.format(java.util.Locale.ROOT, "%,d", layout.elements()) + " parameters");
        Map<Group, ByteBuffer> values = new EnumMap<>(Group.class);
        for (Group group : layout.groups()) {
            if (layout.size(group) > Integer.MAX_VALUE / Float.BYTES) {
                throw new ModelException(
                        "A model of " + layout.elements()
                                + " parameters is larger than this version can hold (2^29 in one group). Choose a smaller size.");
            }
            values.put(
                    group,
                    ByteBuffer.allocateDirect((int) (Float.BYTES * layout.size(group)))
                            .order(ByteOrder.nativeOrder()));
        }
        return values;
    }

    static void check(Parameter parameter, String name, HostTensor found) {
        if (!found.dtype().equals("F32") || !Arrays.equals(found.shape(), parameter.shape())) {
            throw new ModelException("Tensor " + name + ": expected F32 " + Arrays.toString(parameter.shape())
                    + "; found " + found.dtype() + " " + Arrays.toString(found.shape()) + ".");
        }
    }

    private LanguageModel fill(Map<Group, ByteBuffer> values) {
        return Engine.orClose(memory, () -> {
            values.forEach((group, bytes) ->
                    buffers.put(group, Buffer.of(memory, bytes.rewind(), layout, group, group.argument())));
            return this;
        });
    }

    /**
     * A small array that stays in the processor's memory, where programs can read numbers from it without stalling a
     * GPU's queue.
     */
    static NDArray onHost(PtNDManager scope, float[] values) {
        ByteBuffer bytes =
                ByteBuffer.allocateDirect(Float.BYTES * values.length).order(ByteOrder.nativeOrder());
        bytes.asFloatBuffer().put(values);
        return JniUtils.createNdFromByteBuffer(
                scope, bytes, new Shape(values.length), DataType.FLOAT32, SparseFormat.DENSE, ai.djl.Device.cpu());
    }

    /**
     * What a network carries before it has read anything, as programs take it: new arrays, since DJL's way to write into
     * one makes libtorch complain on standard error.
     */
    static NDList nothing(PtNDManager scope, Architecture architecture, int rows) {
        NDList state = new NDList();
        for (long[] shape : architecture.state(rows)) {
            NDArray carried = scope.zeros(new Shape(shape), DataType.FLOAT32);
            carried.setName(Continuation.STATE + "[]");
            state.add(carried);
        }
        return state;
    }

    /** An independent copy, as the model is between two steps; whoever asks for it closes it. */
    public LanguageModel snapshot() {
        LanguageModel copy = new LanguageModel(engine, architecture, layout, programs);
        lock.lock();
        try {
            return Engine.orClose(copy.memory, () -> {
                buffers.forEach(
                        (group, buffer) -> copy.buffers.put(group, buffer.copy(copy.memory, layout, group.argument())));
                return copy;
            });
        } finally {
            lock.unlock();
        }
    }

    /** A copy of every parameter outside the engine, by name. The lock is held while copying. */
    public SortedMap<String, HostTensor> tensors() {
        SortedMap<String, HostTensor> tensors = new TreeMap<>();
        lock.lock();
        try {
            buffers.values().forEach(buffer -> buffer.scatter(layout, "", tensors));
        } finally {
            lock.unlock();
        }
        return tensors;
    }

    /**
     * The total and count of cross entropy, in nats, over the targets that are not negative. Dropout is off, and nothing
     * was read before; a {@link Listening} goes on.
     */
    public Loss loss(int rows, int length, int[] inputs, int[] targets) {
        try (Listening listening = new Listening(this, rows)) {
            return listening.loss(length, inputs, targets);
        }
    }

    /**
     * For each token after the first, the natural logarithm of the probability that the model gave it.
     *
     * @param ids at least 2; at most context + 1 tokens, but where the network is endless
     */
    public float[] logProbabilities(int[] ids) {
        try (Listening listening = new Listening(this, 1)) {
            return listening.logProbabilities(ids);
        }
    }

    /** The logits after the last of the given tokens, [vocabulary]: what generation must agree with. */
    public float[] logits(int[] ids) {
        try (Listening listening = new Listening(this, 1)) {
            return listening.logits(ids);
        }
    }

    /**
     * What its gates do while it reads a text from the beginning.
     *
     * @throws ModelException if this kind of network has none
     */
    public Gates gates(int[] ids) {
        List<String> names = architecture.gates();
        if (names.isEmpty()) {
            throw new ModelException("Expected a network with gates, a gru or an lstm; found "
                    + (architecture.arch().matches("[aeiour].*") ? "an " : "a ") + architecture.arch() + ".");
        }
        try (PtNDManager scope = engine.scope()) {
            NDList arguments = new NDList(ids(scope, 1, ids.length, ids));
            arguments.addAll(views());
            lock.lock();
            try {
                NDArray values = programs.evaluation().run("gates", false, arguments);
                long[] shape = values.getShape().getShape();
                return new Gates(names, (int) shape[0], ids.length, (int) shape[3], values.toFloatArray());
            } finally {
                lock.unlock();
            }
        }
    }

    static NDArray ids(PtNDManager scope, int rows, int length, int[] ids) {
        if (ids.length != rows * length) {
            throw new IllegalArgumentException(
                    rows + " rows of " + length + " tokens expected; found " + ids.length + " tokens");
        }
        return scope.create(Arrays.stream(ids).asLongStream().toArray(), new Shape(rows, length));
    }

    /** The parameters in the order in which programs take them: a list for each group. */
    NDList views() {
        NDList list = new NDList();
        buffers.values().forEach(buffer -> list.addAll(buffer.viewList()));
        return list;
    }

    Engine engine() {
        return engine;
    }

    Programs programs() {
        return programs;
    }

    Layout layout() {
        return layout;
    }

    ReentrantLock lock() {
        return lock;
    }

    public Architecture architecture() {
        return architecture;
    }

    public Device device() {
        return engine.device();
    }

    public long parameters() {
        return layout.elements();
    }

    /** Bytes of device memory that its parameters take. */
    public long bytes() {
        return Float.BYTES * layout.elements();
    }

    @Override
    public void close() {
        lock.lock();
        try {
            memory.close();
        } finally {
            lock.unlock();
        }
    }
}
