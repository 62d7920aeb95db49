package understudy.repl.rehearsal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import understudy.checkpoints.Checkpoint;
import understudy.checkpoints.CheckpointContents;
import understudy.checkpoints.CheckpointException;
import understudy.checkpoints.StoredTensor;
import understudy.models.HostTensor;
import understudy.models.LanguageModel;
import understudy.models.ModelException;
import understudy.models.Recipe;
import understudy.models.Trainer;
import understudy.repl.Figures;
import understudy.repl.Mistake;

/**
 * One model in memory: its network, the optimizer once it was trained here, and where it stands. It owns their native memory; the company closes it. While a run trains it, only
 * the run's thread may touch it; what is volatile may be read by any.
 */
final class Player implements AutoCloseable {
    /** From so many bytes on, of parameters and optimizer, a second of them in memory would be felt. */
    private static final long LARGE = 512L << 20;

    private final LanguageModel model;
    private final Part part;
    private volatile String name;
    private volatile Standing standing;
    private Optional<Trainer> trainer = Optional.empty();
    private Optional<Checkpoint> from;
    private volatile long optimizerBytes;
    private volatile long changes;
    private volatile long saved;
    private volatile boolean spoiled;
    private volatile long savedStep;
    private volatile List<String> passedOver = List.of();
    private volatile String lostOptimizer = "";
    private volatile long broken;
    private volatile Optional<Cues> stage = Optional.empty();

    /** @param from where its optimizer's state lies until it is needed, if it has been trained */
    Player(String name, LanguageModel model, Part part, Standing standing, Optional<Checkpoint> from) {
        this.name = name;
        this.model = model;
        this.part = part;
        this.standing = standing;
        this.from = from;
        this.savedStep = standing.step();
    }

    /** @param count how many of its weights are no numbers */
    void broken(long count) {
        broken = count;
    }

    long broken() {
        return broken;
    }

    /** @param later checkpoints that could not be read, each with its trouble */
    void passedOver(List<String> later) {
        passedOver = List.copyOf(later);
    }

    /**
     * Says so where going on would put aside later checkpoints that could not be read.
     *
     * @throws Mistake if there are some and nobody has asked for this step
     */
    void requireWanted() {
        if (!passedOver.isEmpty()) {
            String reference = name + "@" + step();
            throw new Mistake(name + " stands at step " + Figures.count(step()) + " because "
                    + String.join(", ", passedOver) + ". `rewind " + reference
                    + "` goes on from there; a later training then moves what is newer to a branch.");
        }
    }

    String name() {
        return name;
    }

    /** @param place where its checkpoint lies now */
    void rename(String other, Optional<Checkpoint> place) {
        name = other;
        from = place;
    }

    /** A run begins: from now on its thread alone touches the model. */
    void taken(Cues cues) {
        stage = Optional.of(cues);
    }

    /** The run is over. */
    void free() {
        stage = Optional.empty();
    }

    /** Whether a run trains it. */
    boolean taken() {
        return stage.isPresent();
    }

    /** Whether it is, in memory, exactly what lies there. */
    boolean is(Checkpoint checkpoint) {
        return step() == checkpoint.step() && !unsaved() && !taken() && !spoiled;
    }

    /** Does something with the model when nobody else does: between two steps if a run trains it. */
    <T> T touch(Supplier<T> work) {
        Optional<Cues> cues = stage;
        return cues.isPresent() ? cues.get().errand(work) : work.get();
    }

    /** Lends it: itself if nobody trains it, else a copy. */
    Speaker lend() {
        return touch(() -> {
            boolean copy = taken();
            return speaker(name, copy ? model.snapshot() : model, copy, copy);
        });
    }

    Speaker speaker(String label, LanguageModel lent, boolean training, boolean own) {
        return new Speaker(label, name, lent, part.tokenizer(), part.source(), standing, training, own, broken);
    }

    LanguageModel model() {
        return model;
    }

    Part part() {
        return part;
    }

    Standing standing() {
        return standing;
    }

    long step() {
        return standing.step();
    }

    /** Says where it stands now; from here on there is something to save. */
    @SuppressWarnings("NonAtomicOperationOnVolatileField") // one thread at a time writes
    void stands(Standing now) {
        standing = now;
        changes = changes + 1;
    }

    /**
     * The optimizer, made or read from the checkpoint when first wanted.
     *
     * @return empty if its state was expected and is no longer kept; then {@link #freshTrainer} makes a new one
     */
    Optional<Trainer> trainer(Recipe recipe) {
        if (trainer.isEmpty() && step() == 0) {
            freshTrainer(recipe);
        } else if (trainer.isEmpty() && from.isPresent()) {
            recall(recipe, from.get());
        }
        return trainer;
    }

    private void recall(Recipe recipe, Checkpoint checkpoint) {
        lostOptimizer = "is not there (it is kept for latest, best and named checkpoints)";
        try {
            checkpoint.optimizer().map(Stored::tensors).ifPresent(state -> restore(recipe, state));
        } catch (CheckpointException fault) {
            lostOptimizer = "is damaged";
        } catch (ModelException fault) {
            lostOptimizer = "does not fit this model";
        }
    }

    /** Why {@link #trainer} found none, as the end of a sentence. */
    String lostOptimizer() {
        return lostOptimizer;
    }

    private void restore(Recipe recipe, Map<String, HostTensor> state) {
        Trainer made = new Trainer(model, recipe);
        try {
            made.restore(state);
        } catch (RuntimeException fault) {
            made.close();
            throw fault;
        }
        take(made);
    }

    /** A new optimizer, in the place of the one there was. */
    Trainer freshTrainer(Recipe recipe) {
        dropTrainer();
        return take(new Trainer(model, recipe));
    }

    /** Forgets the optimizer: its kind changes. */
    void dropTrainer() {
        trainer.ifPresent(Trainer::close);
        trainer = Optional.empty();
        optimizerBytes = 0;
    }

    private Trainer take(Trainer made) {
        trainer = Optional.of(made);
        optimizerBytes = made.bytes();
        return made;
    }

    long optimizerBytes() {
        return optimizerBytes;
    }

    /** All that a checkpoint holds: copied, or, of a large model, to be read from it as it is written. */
    Copy copy() {
        boolean lent = model.bytes() + optimizerBytes > LARGE;
        Optional<Map<String, StoredTensor>> optimizer = trainer.isPresent()
                ? Optional.of(
                        lent
                                ? Stored.lent(trainer.get())
                                : Stored.hosts(trainer.get().state()))
                : from.flatMap(Player::stored);
        return new Copy(
                this,
                new CheckpointContents(
                        Stored.card(this),
                        lent ? Stored.lent(model) : Stored.hosts(model.tensors()),
                        optimizer,
                        part.tokenizer().json()),
                changes,
                lent);
    }

    /** The state as it lies on disk; one that cannot be read is no reason not to save the rest. */
    private static Optional<Map<String, StoredTensor>> stored(Checkpoint checkpoint) {
        try {
            return checkpoint.optimizer().map(Map::copyOf);
        } catch (CheckpointException fault) {
            return Optional.empty();
        }
    }

    /**
     * A checkpoint that is yet to be written.
     *
     * @param lent whether the model itself is read while that happens, and must not change before
     */
    record Copy(Player player, CheckpointContents contents, long changes, boolean lent) {}

    /** A copy has reached the disk. */
    void saved(Copy copy) {
        saved = Math.max(saved, copy.changes());
        savedStep = Math.max(savedStep, copy.contents().card().progress().step());
    }

    /** What would be lost now: {@code steps 11 to 20 of romeo}, or its knobs. */
    String unsavedWords() {
        return step() > savedStep
                ? "steps " + Figures.count(savedStep + 1) + " to " + Figures.count(step()) + " of " + name
                : "what was set in " + name + " at step " + Figures.count(step());
    }

    boolean unsaved() {
        return saved < changes && !spoiled;
    }

    /** Its numbers are no longer finite: it must be loaded again. */
    void spoil() {
        spoiled = true;
    }

    boolean spoiled() {
        return spoiled;
    }

    @Override
    public void close() {
        dropTrainer();
        model.close();
    }
}
