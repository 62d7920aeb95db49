package understudy.repl.rehearsal;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import understudy.checkpoints.Checkpoint;
import understudy.checkpoints.CheckpointException;
import understudy.checkpoints.CheckpointStore;
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
        thread.execute(() -> {
            try {
                store.journal(model).append(event);
            } catch (CheckpointException fault) {
                tell(fault.getMessage() + ". Training goes on, its journal has a gap.");
            }
        });
    }

    /** Writes a checkpoint while the caller goes on; waits only while too many others wait. The person is told if it fails. */
    void save(Player.Copy copy) {
        room.acquireUninterruptibly();
        thread.execute(() -> {
            try {
                write(copy);
            } catch (CheckpointException fault) {
                tell(fault.getMessage() + ". Earlier checkpoints and the model in memory stay; `save "
                        + copy.player().name() + "` tries again.");
            }
        });
    }

    /**
     * Writes a checkpoint and waits for it.
     *
     * @throws CheckpointException with what the disk said
     */
    Checkpoint saveNow(Player.Copy copy) {
        room.acquireUninterruptibly();
        return get(CompletableFuture.supplyAsync(() -> write(copy), thread));
    }

    private Checkpoint write(Player.Copy copy) {
        String model = copy.player().name();
        try {
            Checkpoint written = store.save(model, copy.contents());
            copy.player().saved(copy);
            store.journal(model)
                    .append(new JournalEvent(written.step(), Events.SAVED, Map.of("bytes", written.bytes())));
            long keep = copy.player().standing().recipe().count(Knob.KEEP);
            if (keep > 0) {
                store.thin(model, (int) keep);
            }
            if (troubled) {
                troubled = false;
                notices.accept(Notice.of(written.reference() + " is saved; the disk takes files again."));
            }
            return written;
        } finally {
            room.release();
        }
    }

    private void tell(String line) {
        if (!troubled) {
            troubled = true;
            notices.accept(Notice.trouble(line));
        }
    }

    /** Returns when everything handed over before is written, or has failed. */
    void flush() {
        get(thread.submit(() -> {}, true));
    }

    private static <T> T get(Future<T> future) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException again) {
                    interrupted = true;
                } catch (ExecutionException fault) {
                    if (fault.getCause() instanceof CheckpointException known) {
                        throw known;
                    }
                    throw new IllegalStateException(fault.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Writes what waits, then ends. */
    @Override
    public void close() {
        flush();
        thread.shutdown();
    }
}
