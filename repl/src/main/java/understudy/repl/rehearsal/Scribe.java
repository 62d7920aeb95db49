package understudy.repl.rehearsal;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import understudy.checkpoints.Checkpoint;
import understudy.checkpoints.CheckpointException;
import understudy.checkpoints.CheckpointStore;
import understudy.checkpoints.Journal;
import understudy.checkpoints.JournalEvent;
import understudy.models.Knob;

/**
 * Writes checkpoints and journals on a thread of its own, in the order in which they were handed over: training goes on meanwhile, and a change of a knob stands behind the
 * checkpoint that does not hold it. When the disk refuses, that is told once, until it takes something again.
 */
final class Scribe implements AutoCloseable {
    /** So many copies may wait in memory; a run that is faster than its disk waits for it. */
    private static final int COPIES = 2;

    private final CheckpointStore store;
    private final Consumer<Notice> notices;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread made = new Thread(work, "scribe");
        made.setDaemon(true);
        return made;
    });
    private final Semaphore room = new Semaphore(COPIES);
    private boolean troubled;

    Scribe(CheckpointStore store, Consumer<Notice> notices) {
        this.store = store;
        this.notices = notices;
    }

    /** Adds an event to a model's journal, after everything handed over before. */
    void note(String model, JournalEvent event) {
        hand(
                "Writing the journal of " + model,
                "Training goes on, its journal has a gap.",
                () -> store.journal(model).append(event));
    }

    /** Reads what was written so far of a model's story. A journal that cannot be read tells nothing: that is no reason to end a run. */
    void recall(String model, Consumer<Journal> reading) {
        flush();
        try {
            reading.accept(store.journal(model));
        } catch (CheckpointException unreadable) {
            // Writing to it fails as well, of which the person is told.
        }
    }

    /**
     * Writes a checkpoint while the caller goes on, unless the model itself is read for it; waits also while too many
     * others wait. The person is told if it fails.
     */
    void save(Player.Copy copy) {
        String model = copy.player().name();
        room.acquireUninterruptibly();
        hand(
                "Saving " + model,
                "Earlier checkpoints and the model in memory stay; `save " + model + "` tries again.",
                () -> write(copy, Optional.empty()));
        if (copy.lent()) {
            flush();
        }
    }

    private void hand(String doing, String consequence, Runnable work) {
        thread.execute(() -> attempt(doing, consequence, work));
    }

    /** Does something that may fail; then the person is told. True if it was done. */
    private boolean attempt(String doing, String consequence, Runnable work) {
        try {
            work.run();
            return true;
        } catch (RuntimeException | Error fault) { // nobody else on this thread could tell
            tell(Mishap.line(doing, fault) + " " + consequence);
            return false;
        }
    }

    /**
     * Writes a checkpoint and waits for it.
     *
     * @throws CheckpointException with what the disk said
     */
    Checkpoint saveNow(Player.Copy copy) {
        return saveNow(copy, Optional.empty());
    }

    /** @param first what the journal is to say before it says that this is saved */
    Checkpoint saveNow(Player.Copy copy, Optional<JournalEvent> first) {
        room.acquireUninterruptibly();
        return Uninterrupted.get(CompletableFuture.supplyAsync(() -> write(copy, first), thread));
    }

    private Checkpoint write(Player.Copy copy, Optional<JournalEvent> first) {
        String model = copy.player().name();
        try {
            Checkpoint written = store.save(model, copy.contents());
            copy.player().saved(copy);
            if (follows(copy, written, first) && troubled) {
                troubled = false;
                notices.accept(Notice.of(written.reference() + " is saved; the disk takes files again."));
            }
            return written;
        } finally {
            room.release();
        }
    }

    /** What follows a checkpoint: whatever happens here, that is saved. */
    private boolean follows(Player.Copy copy, Checkpoint written, Optional<JournalEvent> first) {
        String model = written.model();
        JournalEvent event = new JournalEvent(written.step(), Events.SAVED, Map.of("bytes", written.bytes()));
        long keep = copy.player().standing().recipe().count(Knob.KEEP);
        boolean noted = attempt(
                "Writing the journal of " + model, written.reference() + " is saved; the journal has a gap.", () -> {
                    first.ifPresent(store.journal(model)::append);
                    store.journal(model).append(event);
                });
        boolean thinned = keep == 0
                || attempt(
                        "Deleting old checkpoints of " + model,
                        written.reference() + " is saved; more than `keep` asks for are kept.",
                        () -> store.thin(model, (int) keep));
        return noted && thinned;
    }

    private void tell(String line) {
        if (!troubled) {
            troubled = true;
            notices.accept(Notice.trouble(line));
        }
    }

    /** Returns when everything handed over before is written, or has failed. */
    void flush() {
        Uninterrupted.get(thread.submit(() -> {}, true));
    }

    /** Writes what waits, then ends. */
    @Override
    public void close() {
        flush();
        thread.shutdown();
    }
}
