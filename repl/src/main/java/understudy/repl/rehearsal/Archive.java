package understudy.repl.rehearsal;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import understudy.checkpoints.Checkpoint;
import understudy.checkpoints.CheckpointStore;
import understudy.checkpoints.JournalEvent;

/**
 * What lies on disk of the models, and the scribe: whoever reads here reads everything that was handed to him before.
 *
 * @param store the checkpoints of the home
 * @param scribe writes what models in memory leave there
 * @param notices takes what the person should know
 */
record Archive(CheckpointStore store, Scribe scribe, Consumer<Notice> notices) implements AutoCloseable {

    boolean has(String model) {
        return store.models().contains(model);
    }

    /** The checkpoint that is meant. */
    Checkpoint resolve(String reference) {
        scribe.flush();
        return store.resolve(reference);
    }

    void saveIfNeeded(Player player) {
        if (player.unsaved()) {
            scribe.saveNow(player.copy());
        }
    }

    /** True if it was saved; else the person is told why not. */
    boolean saved(Player player) {
        try {
            scribe.saveNow(player.copy());
            return true;
        } catch (RuntimeException | Error fault) { // the others are to be saved all the same
            notices.accept(Notice.trouble(Mishap.line("Saving " + player.name(), fault)));
            return false;
        }
    }

    /** Saves a model that was just made, with the event of its making; nothing is left of one that cannot be saved. */
    void begin(Player player, JournalEvent how) {
        player.stands(player.standing());
        try {
            scribe.saveNow(player.copy(), Optional.of(how));
        } catch (RuntimeException | Error fault) {
            clear(player.name(), fault);
            throw fault;
        }
    }

    /** Deletes what was begun of a model, whose making failed: that is the fault to tell, whatever else goes wrong now. */
    void clear(String model, Throwable fault) {
        try {
            delete(model);
        } catch (RuntimeException another) {
            fault.addSuppressed(another);
        }
    }

    void name(Checkpoint checkpoint, String name) {
        store.name(checkpoint.model(), checkpoint.step(), name);
        scribe.note(checkpoint.model(), new JournalEvent(checkpoint.step(), Events.NAMED, Map.of("name", name)));
    }

    /** Tells, and journals, what is lost of a model's last run; nothing is while a later checkpoint, damaged now, may yet be mended. */
    void mourn(Player loaded) {
        if (loaded.passesOver()) {
            return;
        }
        Lost.since(store.journal(loaded.name()), loaded.standing()).ifPresent(lost -> {
            scribe.note(loaded.name(), lost.event());
            notices.accept(Notice.of(lost.line(loaded.name())));
        });
    }

    /** Moves checkpoints that are later than a model's step out of its way: before anything changes in a model that was rewound, so that no save can mix the two. */
    void branch(Player player) {
        scribe.flush();
        store.branch(player.name(), player.step()).ifPresent(branch -> {
            scribe.note(player.name(), new JournalEvent(player.step(), Events.REWOUND, Map.of("branch", branch)));
            notices.accept(Notice.of("The later checkpoints of " + player.name() + " are now called " + branch + "."));
        });
    }

    void rename(String name, String other) {
        scribe.flush();
        if (has(name)) {
            store.rename(name, other);
        }
    }

    void delete(String model) {
        scribe.flush();
        store.delete(model);
    }

    @Override
    public void close() {
        scribe.close();
    }
}
