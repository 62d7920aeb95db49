package understudy.models;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Training of one model: the optimizer's buffers and the program of a step. It owns the buffers and borrows the model;
 * close it before the model.
 */
public final class Trainer implements AutoCloseable {
    private static final String UPDATES = "updates";

    private final LanguageModel model;
    private final Optimizer optimizer;
    private final Program program;
    private final PtNDManager memory;
    private final Map<Group, Map<String, Buffer>> slots;
    private final Carried carried;
    private long updates;

    /**
     * A trainer with a fresh optimizer.
     *
     * @param recipe names the optimizer and the precisions, which are fixed from here on; an {@code auto} not yet
     *     settled means fp32
     */
    public Trainer(LanguageModel model, Recipe recipe) {
        this(model, recipe, Portions.of(model.architecture().outputs()));
    }

    /** @param portions how many logits lie in memory at a time */
    Trainer(LanguageModel model, Recipe recipe, Portions portions) {
        this.model = model;
        model.arrange(Learners.of(recipe));
        boolean bfloat16 = recipe.precision().equals("bf16");
        this.optimizer = Optimizer.of(recipe);
        model.engine().require(bytes(), "The optimizer");
        boolean sum = recipe.word(Knob.LOSS).equals("sum");
        this.program = model.engine()
                .program(StepProgram.source(
                        model.architecture(), model.layout(), optimizer, bfloat16, sum, portions, model.device()));
        this.memory = model.engine().scope();
        this.slots = Engine.orClose(memory, this::zeros);
        this.carried = new Carried(memory, model.architecture());
    }

    private Map<Group, Map<String, Buffer>> zeros() {
        Map<Group, Map<String, Buffer>> zeros = new LinkedHashMap<>();
        for (Group group : model.layout().learning()) {
            Map<String, Buffer> own = new LinkedHashMap<>();
            for (String slot : optimizer.slots(group)) {
                own.put(slot, Buffer.zeros(memory, model.layout(), group, group.argument(slot)));
            }
            zeros.put(group, own);
        }
        return zeros;
    }

    /** The streams start over: what was read before belongs to nothing that comes. */
    public void startOver() {
        carried.clear();
    }

    /**
     * One step: every micro-batch forward and backward, then one update. Holds the model's lock. Where the network reads
     * streams, each row goes on from the step before; from nothing, if that had another number of rows.
     *
     * @param microBatches how many batches are added up
     * @param rows sequences in each
     * @param length tokens in each sequence
     * @param inputs token ids, [micro-batches, rows, length] row-major
     * @param targets the ids to be predicted, in the same places; -100 where none
     * @param seed decides dropout, and nothing else does
     */
    public StepResult step(
            int microBatches,
            int rows,
            int length,
            int[] inputs,
            int[] targets,
            Hyperparameters hyperparameters,
            long seed) {
        try (PtNDManager scope = model.engine().scope()) {
            Shape shape = new Shape(microBatches, rows, length);
            NDList arguments = new NDList(
                    scope.create(Arrays.stream(inputs).asLongStream().toArray(), shape),
                    scope.create(Arrays.stream(targets).asLongStream().toArray(), shape));
            arguments.addAll(carried.of(microBatches * rows));
            arguments.addAll(model.views());
            slots.values().forEach(own -> own.values().forEach(buffer -> arguments.addAll(buffer.viewList())));
            arguments.add(LanguageModel.onHost(scope, hyperparameters.values(updates + 1)));
            float[] result;
            model.lock().lock();
            try {
                JniUtils.setSeed(seed);
                result = program.run("step", true, arguments).toFloatArray();
                updates++;
            } finally {
                model.lock().unlock();
            }
            return new StepResult(result[0], result[1], clipped(hyperparameters, result[2], result[3]));
        }
    }

    /**
     * @param largest the size of the largest of a gradient's numbers
     * @param norm of the gradient whose numbers were cut to size
     */
    private static boolean clipped(Hyperparameters by, double largest, double norm) {
        return (by.clipValue() > 0 && largest > by.clipValue()) || (by.clip() > 0 && norm > by.clip());
    }

    /**
     * A copy of the optimizer's buffers, {@code SLOT.PARAMETER} by name, its count of updates, and what the network
     * carries from step to step, {@code carried.N}. Taken under the model's lock.
     */
    public SortedMap<String, HostTensor> state() {
        SortedMap<String, HostTensor> state = new TreeMap<>();
        model.lock().lock();
        try {
            state.putAll(rest());
            slots.values()
                    .forEach(own -> own.forEach((slot, buffer) -> buffer.scatter(model.layout(), slot + ".", state)));
        } finally {
            model.lock().unlock();
        }
        return state;
    }

    /** The extents of each of its buffers' tensors, by the names of {@link #state}. */
    public SortedMap<String, long[]> shapes() {
        SortedMap<String, long[]> shapes = new TreeMap<>();
        slots.forEach((group, own) -> own.keySet()
                .forEach(slot -> model.layout()
                        .places(group)
                        .forEach(place -> shapes.put(
                                slot + "." + place.parameter().name(),
                                place.parameter().shape().clone()))));
        return shapes;
    }

    /** A copy of one of them. Taken under the model's lock. */
    public HostTensor tensor(String name) {
        model.lock().lock();
        try {
            for (Map.Entry<Group, Map<String, Buffer>> own : slots.entrySet()) {
                for (Map.Entry<String, Buffer> slot : own.getValue().entrySet()) {
                    for (Layout.Place place : model.layout().places(own.getKey())) {
                        if (name.equals(slot.getKey() + "." + place.parameter().name())) {
                            return slot.getValue().tensor(model.layout(), place);
                        }
                    }
                }
            }
        } finally {
            model.lock().unlock();
        }
        throw new IllegalArgumentException("no tensor " + name);
    }

    /** What {@link #state} has beside its buffers: little. */
    public SortedMap<String, HostTensor> rest() {
        SortedMap<String, HostTensor> state = new TreeMap<>();
        model.lock().lock();
        try {
            ByteBuffer count = ByteBuffer.allocate(Long.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(0, updates);
            state.put(UPDATES, new HostTensor("I64", new long[] {1}, count));
            carried.store(state);
        } finally {
            model.lock().unlock();
        }
        return state;
    }

    /**
     * Puts back what {@link #state} gave.
     *
     * @throws ModelException naming a tensor that is missing, unknown or of another shape
     */
    public void restore(Map<String, HostTensor> state) {
        HostTensor count = state.get(UPDATES);
        if (count == null || !count.dtype().equals("I64") || count.data().remaining() != Long.BYTES) {
            throw new ModelException("Optimizer state: expected an I64 tensor \"" + UPDATES + "\" of one number.");
        }
        int expected = 1;
        for (Group group : model.layout().learning()) {
            for (Map.Entry<String, Buffer> slot : slots.get(group).entrySet()) {
                for (Layout.Place place : model.layout().places(group)) {
                    String name = slot.getKey() + "." + place.parameter().name();
                    HostTensor found = state.get(name);
                    if (found == null) {
                        throw new ModelException("Optimizer state: tensor " + name + " is missing.");
                    }
                    LanguageModel.check(place.parameter(), name, found);
                    slot.getValue().put(model.engine(), place, found.data());
                    expected++;
                }
            }
        }
        expected += carried.restore(state);
        if (state.size() != expected) {
            throw new ModelException("Optimizer state: expected " + expected + " tensors; found " + state.size() + ".");
        }
        updates = count.data().getLong(0);
    }

    /** How many updates this optimizer has done. */
    long updates() {
        return updates;
    }

    /** Bytes of device memory that its buffers take. */
    public long bytes() {
        return model.layout().learning().stream()
                .mapToLong(group -> Float.BYTES
                        * model.layout().size(group)
                        * optimizer.slots(group).size())
                .sum();
    }

    @Override
    public void close() {
        model.lock().lock();
        try {
            memory.close();
        } finally {
            model.lock().unlock();
        }
    }
}
