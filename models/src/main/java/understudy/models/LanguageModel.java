package understudy.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * One network's parameters in the device's memory, with the programs that use them. It owns that memory: whoever
 * builds, loads or snapshots one closes it. A training step holds its lock; so does whoever reads it for the time of
 * one native call.
 */
public final class LanguageModel implements AutoCloseable {
    private final Engine engine;
    private final Architecture architecture;
    private final PtNDManager memory;
    private final Map<Group, Buffer> buffers = new EnumMap<>(Group.class);
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Layout layout;
    private volatile Programs programs;

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
        LanguageModel model = empty(engine, architecture);
        return Engine.orClose(model.memory, () -> {
            for (Group group : model.layout.groups()) {
                model.layout.places(group).stream().parallel().forEach(place -> {
                    Parameter parameter = place.parameter();
                    ByteBuffer values = parameter.host();
                    parameter
                            .initial()
                            .fill(
                                    values.asFloatBuffer(),
                                    Seeds.mix(seed, parameter.name().hashCode()));
                    model.buffers.get(group).put(engine, place, values);
                });
            }
            return model;
        });
    }

    /**
     * A model from stored parameters.
     *
     * @param tensors by parameter name, exactly those the architecture has
     * @throws ModelException naming the tensor that is missing, unknown or of another shape or type
     */
    public static LanguageModel load(Engine engine, Architecture architecture, Map<String, HostTensor> tensors) {
        LanguageModel model = empty(engine, architecture);
        return Engine.orClose(model.memory, () -> {
            model.fill(tensors);
            return model;
        });
    }

    /** Its memory is taken, its parameters are zero. */
    private static LanguageModel empty(Engine engine, Architecture architecture) {
        Layout layout = architecture.layout();
        engine.require(
                Float.BYTES * layout.elements(),
                "A model of " + String.format(java.util.Locale.ROOT, "%,d", layout.elements()) + " parameters");
        LanguageModel model =
                new LanguageModel(engine, architecture, layout, new Programs(engine, architecture, layout));
        return Engine.orClose(model.memory, () -> {
            layout.groups()
                    .forEach(group ->
                            model.buffers.put(group, Buffer.zeros(model.memory, layout, group, group.argument())));
            return model;
        });
    }

    /** Parameter by parameter, so that no more than one of them is ever held twice. */
    private void fill(Map<String, HostTensor> tensors) {
        for (Parameter parameter : layout.parameters()) {
            if (!tensors.containsKey(parameter.name())) {
                throw new ModelException(
                        "Tensor " + parameter.name() + " " + Arrays.toString(parameter.shape()) + " is missing.");
            }
        }
        Set<String> known = layout.parameters().stream().map(Parameter::name).collect(Collectors.toSet());
        for (String name : tensors.keySet()) {
            if (!known.contains(name)) {
                throw new ModelException("Tensor " + name + " does not belong to this " + architecture.arch() + ".");
            }
        }
        for (Group group : layout.groups()) {
            for (Layout.Place place : layout.places(group)) {
                HostTensor tensor = tensors.get(place.parameter().name());
                check(place.parameter(), place.parameter().name(), tensor);
                buffers.get(group).put(engine, place, tensor.data());
            }
        }
    }

    static void check(Parameter parameter, String name, HostTensor found) {
        if (!found.dtype().equals("F32") || !Arrays.equals(found.shape(), parameter.shape())) {
            throw new ModelException("Tensor " + name + ": expected F32 " + Arrays.toString(parameter.shape())
                    + "; found " + found.dtype() + " " + Arrays.toString(found.shape()) + ".");
        }
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

    /**
     * Lays its parameters out for training these; nothing changes but where they lie. For its trainer, which asks for
     * this before its first step.
     *
     * @throws ModelException if the network cannot train these, or there is no room for the move
     */
    void arrange(Learners learners) {
        Layout wanted = learners.in(architecture);
        if (wanted.isLike(layout)) {
            return;
        }
        engine.require(bytes(), "Setting frozen parameters apart");
        lock.lock();
        try {
            Map<Group, Buffer> before = new EnumMap<>(buffers);
            Map<Group, Buffer> after = new EnumMap<>(Group.class);
            for (Group group : wanted.groups()) {
                Buffer buffer = Buffer.zeros(memory, wanted, group, group.argument());
                wanted.places(group).forEach(place -> {
                    Group home = layout.parameters().get(place.index()).group();
                    buffer.take(engine, place, before.get(home), layout.place(home, place.index()));
                });
                after.put(group, buffer);
            }
            buffers.clear();
            buffers.putAll(after);
            before.values().forEach(Buffer::close);
            layout = wanted;
            programs = new Programs(engine, architecture, wanted);
        } finally {
            lock.unlock();
        }
    }

    /**
     * How many of its parameters a recipe trains.
     *
     * @throws ModelException if it asks for some that are not there
     */
    public long learnt(Recipe recipe) {
        return Learners.of(recipe).in(architecture).learnt();
    }

    /** Whether it keeps statistics of its batches, as batch norm does. */
    public boolean keepsStatistics() {
        return layout.groups().contains(Group.STATISTICS);
    }

    /**
     * A copy that keeps other statistics: the mean over many batches of what each has, with the parameters as they are
     * now (PreciseBN; Wu and Johnson 2021). Whoever asks for it closes it.
     *
     * @param rows moments in a batch
     * @param batches token ids, [rows, context] each
     */
    public LanguageModel precise(int rows, List<int[]> batches) {
        LanguageModel copy = snapshot();
        return Engine.orClose(copy.memory, () -> {
            for (int i = 0; i < batches.size(); i++) {
                copy.observe(rows, batches.get(i), 1f / (i + 1));
            }
            return copy;
        });
    }

    private void observe(int rows, int[] inputs, float pace) {
        try (PtNDManager scope = engine.scope()) {
            NDList all =
                    new NDList(ids(scope, rows, architecture.context(), inputs), onHost(scope, new float[] {pace}));
            all.addAll(views());
            programs.evaluation().run("observe", false, all);
        }
    }

    /** The extents of every parameter, by name. */
    public SortedMap<String, long[]> shapes() {
        SortedMap<String, long[]> shapes = new TreeMap<>();
        layout.parameters()
                .forEach(parameter ->
                        shapes.put(parameter.name(), parameter.shape().clone()));
        return shapes;
    }

    /** A copy of one parameter outside the engine. The lock is held while copying. */
    public HostTensor tensor(String name) {
        lock.lock();
        try {
            for (Buffer buffer : buffers.values()) {
                for (Layout.Place place : layout.places(buffer.group())) {
                    if (place.parameter().name().equals(name)) {
                        return buffer.tensor(layout, place);
                    }
                }
            }
        } finally {
            lock.unlock();
        }
        throw new IllegalArgumentException("no parameter " + name);
    }

    /**
     * Writes it as a TorchScript module, which any libtorch runs, Python's {@code torch.jit.load} among them:
     * {@code forward(ids [rows, length])} gives logits [rows, length, vocabulary]. The stream stays open.
     */
    public void script(OutputStream out) throws IOException {
        ScriptModule.write(this, out);
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

    /** How many numbers make it, trained or not. */
    public long parameters() {
        return layout.learnable();
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
