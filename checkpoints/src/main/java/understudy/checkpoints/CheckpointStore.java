package understudy.checkpoints;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The folder {@code checkpoints/}: {@code MODEL/STEP/} holds {@code model.safetensors}, {@code optimizer.safetensors},
 * {@code checkpoint.json} and {@code tokenizer.json}; beside the steps lie {@code names.json} and
 * {@code journal.jsonl}.
 *
 * <p>The folder is the database: nothing is remembered between calls, so a person may copy and delete what lies there.
 * Whatever fails, fails with a {@link CheckpointException} and leaves what was there before. May be used from several
 * threads: listing never waits for a save. One process at a time writes (see {@link FolderLock}).
 */
public final class CheckpointStore {
    /** On its way out; nothing that is found under such a name is wanted. */
    static final String DELETED = ".deleted-";

    private final Path folder;
    private final ByteSink.Disk disk;
    private final ConcurrentMap<String, Journal> journals = new ConcurrentHashMap<>();
    private final AtomicLong temporaries = new AtomicLong();

    /** Held by whoever changes anything, for as long as that takes. */
    private final Object writing = new Object();

    /** Held for the moment in which folders are moved, and while they are listed. */
    private final Object places = new Object();

    public CheckpointStore(Path folder) {
        this(folder, ByteSink::file);
    }

    CheckpointStore(Path folder, ByteSink.Disk disk) {
        this.folder = folder;
        this.disk = disk;
    }

    /** The models that have a folder here, by name. */
    public List<String> models() {
        try {
            List<String> models = new ArrayList<>();
            for (String name : Folders.names(folder)) {
                if (Names.isModel(name) && Files.isDirectory(folder.resolve(name))) {
                    models.add(name);
                }
            }
            return models;
        } catch (IOException fault) {
            throw CheckpointException.disk("Cannot list " + folder, fault);
        }
    }

    /** Reads the cards of a model's checkpoints, not their tensors; empty for a model that has none. */
    public CheckpointList list(String model) {
        ModelFolder home = home(model);
        synchronized (places) {
            try {
                return home.list();
            } catch (IOException fault) {
                throw CheckpointException.disk("Cannot list the checkpoints of " + model, fault);
            }
        }
    }

    /** The latest usable checkpoint of a model, found without reading the cards of the others; empty if it has none. */
    public Optional<Checkpoint> latest(String model) {
        ModelFolder home = home(model);
        synchronized (places) {
            try {
                return home.latest();
            } catch (IOException fault) {
                throw CheckpointException.disk("Cannot list the checkpoints of " + model, fault);
            }
        }
    }

    /**
     * Finds what a person means by {@code romeo@1500}, {@code romeo@best}, {@code romeo@latest}, {@code romeo@NAME}, or
     * {@code romeo}, which is its latest here.
     *
     * @throws CheckpointException naming the ones there are
     */
    public Checkpoint resolve(String reference) {
        int at = reference.indexOf('@');
        String model = at < 0 ? reference : reference.substring(0, at);
        if (model.isEmpty()) {
            throw new CheckpointException(
                    "expected MODEL@CHECKPOINT, such as romeo@best; found \"" + OneLine.of(reference) + "\"");
        }
        if (!home(model).exists()) {
            throw unknown(model);
        }
        return list(model).find(at < 0 ? CheckpointList.LATEST : reference.substring(at + 1));
    }

    /**
     * Writes a checkpoint at the card's step. When the very same lies there already nothing is written; when another
     * does, it is replaced once the new one is complete. Then the optimizer's state is dropped from checkpoints that
     * are neither the latest nor the best nor saved under a name.
     *
     * @throws CheckpointException when the disk refuses; nothing has changed then
     */
    public Checkpoint save(String model, CheckpointContents contents) {
        ModelFolder home = home(model);
        long step = contents.card().progress().step();
        synchronized (writing) {
            if (!StepFolder.holds(home.step(step), contents)) {
                write(home, contents);
            }
            CheckpointList list = list(model);
            home.dropOptimizers(list, step);
            return list.find(Long.toString(step));
        }
    }

    private void write(ModelFolder home, CheckpointContents contents) {
        long step = contents.card().progress().step();
        boolean first = !home.exists();
        Path beside = home.path()
                .resolve(StepFolder.WRITING + step + "-"
                        + ProcessHandle.current().pid() + "-" + temporaries.incrementAndGet());
        try {
            StepFolder.write(beside, contents, disk);
            synchronized (places) {
                StepFolder.place(beside, home.step(step));
            }
            if (first) {
                Folders.sync(folder);
            }
        } catch (IOException fault) {
            Folders.forget(beside);
            if (first) {
                // No empty model is left behind; a folder in which something lies by now stays.
                Folders.forgetEmpty(home.path());
            }
            throw CheckpointException.disk("Cannot save " + home.model() + "@" + step, fault);
        }
    }

    /** @throws CheckpointException if no checkpoint can be called so */
    public static void checkName(String name) {
        Names.checkSaved(name);
    }

    /**
     * Gives a checkpoint a name, taking it from another that had it.
     *
     * @return the step that had the name before, if it was another
     */
    public OptionalLong name(String model, long step, String name) {
        Names.checkSaved(name);
        synchronized (writing) {
            list(model).find(Long.toString(step));
            SortedMap<String, Long> names = new TreeMap<>(home(model).names());
            Long before = names.put(name, step);
            if (before != null && before == step) {
                return OptionalLong.empty();
            }
            home(model).names(names, disk);
            return before == null ? OptionalLong.empty() : OptionalLong.of(before);
        }
    }

    /**
     * Deletes all but the last {@code keep} checkpoints, the best and those saved under a name.
     *
     * @return how many were deleted
     */
    public int thin(String model, int keep) {
        if (keep < 1) {
            throw new CheckpointException("keep: expected 1 or more; found " + keep);
        }
        synchronized (writing) {
            home(model).names(); // what is kept depends on them: better to fail here than to delete a named one
            CheckpointList list = list(model);
            int surplus = Math.max(0, list.checkpoints().size() - keep);
            List<Checkpoint> old = new ArrayList<>(list.checkpoints().subList(0, surplus));
            old.removeIf(one -> !list.namesOf(one).isEmpty());
            old.forEach(one -> discard(one.folder()));
            return old.size();
        }
    }

    /**
     * Makes room for going on from an earlier checkpoint: the later ones move to a new model {@code romeo~1} (the first
     * free number), with their names and a copy of the journal.
     *
     * @return the new model; empty when there is nothing later
     */
    public Optional<String> branch(String model, long step) {
        ModelFolder home = home(model);
        synchronized (writing) {
            try {
                List<Long> later = home.steps();
                later.removeIf(one -> one <= step);
                if (later.isEmpty()) {
                    return Optional.empty();
                }
                SortedMap<String, Long> stay = new TreeMap<>(home.names());
                SortedMap<String, Long> go = new TreeMap<>(stay);
                stay.values().removeIf(one -> one > step);
                go.values().removeIf(one -> one <= step);
                ModelFolder branch = home(freeBranch(model));
                Files.createDirectories(branch.path());
                branch.names(go, disk);
                journal(model).copyTo(branch.path().resolve(Journal.FILE));
                // From the last one down: a crash on the way leaves both models without a gap.
                for (int i = later.size() - 1; i >= 0; i--) {
                    move(home.step(later.get(i)), branch.step(later.get(i)));
                }
                Folders.sync(branch.path());
                Folders.sync(home.path());
                Folders.sync(folder);
                home.names(stay, disk);
                return Optional.of(branch.model());
            } catch (IOException fault) {
                throw CheckpointException.disk("Cannot move the later checkpoints of " + model + " away", fault);
            }
        }
    }

    /** Gives a model another name; its branches keep theirs. */
    public void rename(String model, String name) {
        ModelFolder from = home(model);
        ModelFolder to = home(name);
        synchronized (writing) {
            if (Files.exists(to.path())) {
                throw new CheckpointException("A model " + name + " exists already; choose another name.");
            }
            if (!from.exists()) {
                throw unknown(model);
            }
            try {
                move(from.path(), to.path());
                Folders.sync(folder);
            } catch (IOException fault) {
                throw CheckpointException.disk("Cannot rename " + model + " to " + name, fault);
            }
        }
    }

    /** Deletes a model's checkpoints, names and journal; one that has none here is gone already. */
    public void delete(String model) {
        ModelFolder home = home(model);
        synchronized (writing) {
            if (home.exists()) {
                discard(home.path());
            }
        }
    }

    /** The journal of a model. To be asked for anew after a rename: a journal does not follow its folder. */
    public Journal journal(String model) {
        return journals.computeIfAbsent(
                model, name -> new Journal(home(name).path().resolve(Journal.FILE)));
    }

    /** What a parent is called now; empty when it is gone. */
    public Optional<String> whereIs(CheckpointCard.Parent parent) {
        for (String model : models()) {
            Optional<Checkpoint> one = list(model).at(parent.step());
            if (one.isPresent() && one.get().asParent().equals(parent)) {
                return one.map(Checkpoint::reference);
            }
        }
        return Optional.empty();
    }

    /**
     * Clears away what a crash left behind. To be called once at the start, by the process that holds the folder's
     * lock; a folder that cannot be written is left as it is.
     */
    public void recover() {
        synchronized (writing) {
            try {
                for (String name : Folders.names(folder)) {
                    if (name.startsWith(DELETED)) {
                        Folders.forget(folder.resolve(name));
                    }
                }
                for (String model : models()) {
                    home(model).recover();
                }
            } catch (IOException fault) {
                throw CheckpointException.disk("Cannot list " + folder, fault);
            }
        }
    }

    private ModelFolder home(String model) {
        return new ModelFolder(model, folder.resolve(model));
    }

    private CheckpointException unknown(String model) {
        List<String> models = models();
        return new CheckpointException("No checkpoints of a model " + model + "; "
                + (models.isEmpty() ? "no model has any yet" : "there are some of " + String.join(", ", models)) + ".");
    }

    private String freeBranch(String model) {
        for (int number = 1; ; number++) {
            String branch = Names.trunk(model) + "~" + number;
            if (!Files.exists(folder.resolve(branch))) {
                return branch;
            }
        }
    }

    /** Out of sight in one move, then deleted at leisure: half a deletion is never seen. */
    private void discard(Path path) {
        Path gone = path.resolveSibling(DELETED + path.getFileName() + "-"
                + ProcessHandle.current().pid() + "-" + temporaries.incrementAndGet());
        try {
            move(path, gone);
            Folders.delete(gone);
        } catch (IOException fault) {
            throw CheckpointException.disk("Cannot delete " + path, fault);
        }
    }

    private void move(Path from, Path to) throws IOException {
        synchronized (places) {
            Files.move(from, to);
        }
    }
}
