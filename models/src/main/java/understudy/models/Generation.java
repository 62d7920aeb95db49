package understudy.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/**
 * One session of speaking: what was read and said so far, and the network's state after it, for several rows that share
 * a prompt. It owns the state and borrows the model; close it before the model. Not for several threads at once.
 *
 * <p>When the context is full, the older half is dropped and the rest read again. A network whose state does not grow has no
 * such limit: its memory and its time for a token stay the same however long the text becomes.
 */
public final class Generation implements AutoCloseable {
    private final LanguageModel model;
    private Sampling sampling;
    private final int rows;
    private final boolean endless;
    private final Program program;
    private final PtNDManager memory;
    private final NDList state = new NDList();
    private NDArray seen;
    private boolean dropped;
    private final SplittableRandom[] random;
    private final History[] history;
    private int position;
    private int pending;
    private int threads;

    /** @param rows how many continuations are spoken at once, each from its own part of the seed */
    public Generation(LanguageModel model, Sampling sampling, int rows, long seed) {
        this(model, sampling, rows, seed, 0);
    }

    /** @param threads for operations on single tokens; 0 for what this machine is faster with */
    Generation(LanguageModel model, Sampling sampling, int rows, long seed, int threads) {
        this.model = model;
        this.sampling = sampling;
        this.rows = rows;
        Architecture architecture = model.architecture();
        if (!architecture.speaks()) {
            throw new ModelException("Expected a model that speaks; found one that sorts texts into "
                    + architecture.outputs() + " classes.");
        }
        this.endless = architecture.endless();
        model.engine().require(rows * architecture.stateBytes(), "Speaking with " + rows + " row(s)");
        this.program = model.programs().generation();
        this.threads = threads;
        this.random = new SplittableRandom[rows];
        this.history = new History[rows];
        for (int row = 0; row < rows; row++) {
            random[row] = new SplittableRandom(Seeds.mix(seed, row));
            history[row] = new History(endless ? Integer.MAX_VALUE : architecture.context());
        }
        this.memory = model.engine().scope();
        this.seen = Engine.orClose(memory, () -> {
            begin();
            return marked();
        });
    }

    /** Reads tokens, the same for every row: the prompt, or what is said to the model between two answers. */
    public void read(int... tokens) {
        for (History row : history) {
            row.add(tokens);
        }
        pending += tokens.length;
    }

    /**
     * Takes back the newest tokens, read or said, as if they had never come.
     *
     * @return whether that could be done; if not, nothing has changed, and only a new session can begin there
     */
    public boolean back(int count) {
        if (count == 0) {
            return true;
        }
        int kept = position + pending - count;
        if (dropped || overflowed() || endless || kept < 0) {
            return false;
        }
        for (History row : history) {
            row.back(count);
        }
        position =
                Math.min(position, Math.max(0, kept - 1)); // what comes next follows from the newest token, read anew
        pending = kept - position;
        return true;
    }

    /** Whether more was read than a context holds: the oldest is forgotten, though nothing was said since. */
    private boolean overflowed() {
        return history[0].size() != position + pending;
    }

    /**
     * Makes these tokens the whole text of a single row; what they share with the text so far, from its beginning, is not read
     * again.
     *
     * @return how many are to be read; empty if the text so far cannot be taken back to where they part
     */
    public OptionalInt become(int... tokens) {
        int known = position + pending;
        if (dropped || overflowed()) {
            return OptionalInt.empty();
        }
        long[] text = new long[known];
        history[0].last(known, text, 0);
        int common = 0;
        while (common < Math.min(known, tokens.length) && text[common] == tokens[common]) {
            common++;
        }
        if (!back(known - common)) {
            return OptionalInt.empty();
        }
        read(Arrays.copyOfRange(tokens, common, tokens.length));
        return OptionalInt.of(pending);
    }

    /** Changes how the next tokens are chosen, and begins their seed anew. */
    public void direct(Sampling how, long seed) {
        sampling = how;
        for (int row = 0; row < rows; row++) {
            random[row] = new SplittableRandom(Seeds.mix(seed, row));
        }
        seen.close();
        seen = marked();
    }

    /** The table of tokens that stand in the text, for the repetition penalty: what is read from here on, the program adds. */
    private NDArray marked() {
        int vocabulary = model.architecture().vocabulary();
        float[] marks = new float[rows * vocabulary];
        for (int row = 0; row < rows; row++) {
            long[] text = new long[history[row].size()];
            history[row].last(text.length, text, 0);
            for (long token : text) {
                marks[row * vocabulary + (int) token] = 1;
            }
        }
        return memory.create(marks, new Shape(rows, vocabulary));
    }

    /**
     * The next tokens of every row, in one native call (in several where the context overflows): [rows][count].
     *
     * @throws IllegalStateException if nothing was read yet
     */
    public int[][] speak(int count) {
        if (pending == 0) {
            throw new IllegalStateException("nothing was read");
        }
        int[][] said = new int[rows][count];
        int context = model.architecture().context();
        for (int done = 0; done < count; ) {
            if (!endless && position + pending > context) {
                dropped = true;
                position = 0;
                begin();
                pending = Math.min(history[0].size(), Math.max(1, context / 2));
            }
            // the last token said is not yet read, so a burst of n ends n - 1 positions after what is read first
            int most = endless ? count - done : Math.min(count - done, context - position - pending + 1);
            int burst = pending > 1 ? 1 : most; // what is read first may want more threads than single tokens

            burst(burst, said, done);
            done += burst;
        }
        return said;
    }

    private void burst(int count, int[][] said, int from) {
        try (PtNDManager scope = model.engine().scope()) {
            long[] ids = new long[rows * pending];
            for (int row = 0; row < rows; row++) {
                history[row].last(pending, ids, row * pending);
            }
            float[] uniforms = new float[count * rows];
            for (int i = 0; i < uniforms.length; i++) {
                uniforms[i] = (random[i % rows].nextInt() >>> 8) * 0x1p-24f;
            }
            int used = pending > 1 ? model.engine().info().threads() : threads();
            NDList arguments = new NDList(scope.create(ids, new Shape(rows, pending)));
            arguments.addAll(state);
            arguments.add(seen);
            arguments.add(scope.create(uniforms, new Shape(count, rows, 1)));
            arguments.add(LanguageModel.onHost(scope, sampling.values(position)));
            arguments.addAll(model.views());
            long[] next;
            model.lock().lock();
            try {
                next = program.run("speak", false, arguments, used).toLongArray();
            } finally {
                model.lock().unlock();
            }
            for (int row = 0; row < rows; row++) {
                int[] tokens = Arrays.stream(next, row * count, (row + 1) * count)
                        .mapToInt(t -> (int) t)
                        .toArray();
                System.arraycopy(tokens, 0, said[row], from, count);
                history[row].add(tokens);
                if (endless) {
                    history[row].keep(1); // the rest is in the state
                }
            }
            position += pending + count - 1;
            pending = 1;
        }
    }

    private int threads() {
        if (threads == 0) {
            threads = Threads.ofSpeaking(model, rows);
        }
        return threads;
    }

    /**
     * Sets what is carried to zero, by new arrays: DJL's way to write into one makes libtorch complain on standard
     * error.
     */
    private void begin() {
        state.forEach(NDArray::close);
        state.clear();
        state.addAll(LanguageModel.nothing(memory, model.architecture(), rows));
    }

    @Override
    public void close() {
        memory.close();
    }
}
