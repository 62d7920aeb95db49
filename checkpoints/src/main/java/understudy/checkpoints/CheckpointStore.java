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
    private static final String DELETED = ".deleted-";

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
        Path home = home(model);
        synchronized (places) {
            try {
                List<Checkpoint> checkpoints = new ArrayList<>();
                List<DamagedCheckpoint> damaged = new ArrayList<>();
                SortedMap<String, Long> names = names(model, damaged);
                for (long step : steps(home)) {
                    try {
                        Path place = home.resolve(Long.toString(step));
                        checkpoints.add(StepFolder.read(model, place, SavedNames.of(names, step)));
                    } catch (CheckpointException fault) {
                        damaged.add(new DamagedCheckpoint(model + "@" + step, fault.getMessage()));
                    }
                }
                return new CheckpointList(model, checkpoints, damaged);
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
        Names.checkModel(model);
        if (!Files.isDirectory(folder.resolve(model))) {
            List<String> models = models();
            String known = models.isEmpty() ? "none has checkpoints yet" : "there are " + String.join(", ", models);
            throw new CheckpointException("No checkpoints of a model " + model + "; " + known + ".");
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
        Path home = home(model);
        long step = contents.card().progress().step();
        Path place = home.resolve(Long.toString(step));
        synchronized (writing) {
            try {
                if (!StepFolder.holds(place, contents)) {
                    boolean first = !Files.isDirectory(home);
                    Files.createDirectories(home);
                    Path beside = home.resolve(StepFolder.WRITING + step + "-"
                            + ProcessHandle.current().pid() + "-" + temporaries.incrementAndGet());
                    StepFolder.write(beside, contents, disk);
                    synchronized (places) {
                        StepFolder.place(beside, place);
                    }
                    if (first) {
                        Folders.sync(folder);
                    }
                }
            } catch (IOException fault) {
                throw CheckpointException.disk("Cannot save " + model + "@" + step, fault);
            }
            CheckpointList list = list(model);
            dropOptimizers(list);
            return list.find(Long.toString(step));
        }
    }

    private static void dropOptimizers(CheckpointList list) {
        for (Checkpoint one : list.checkpoints()) {
            if (list.namesOf(one).isEmpty()) {
                Folders.forget(one.folder().resolve(Checkpoint.OPTIMIZER));
            }
        }
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
            SortedMap<String, Long> names = SavedNames.read(home(model));
            Long before = names.put(name, step);
            writeNames(model, names);
            return before == null || before == step ? OptionalLong.empty() : OptionalLong.of(before);
        }
    }

    /** Deletes all but the last {@code keep} checkpoints, the best and those saved under a name. */
    public int thin(String model, int keep) {
        if (keep < 1) {
            throw new CheckpointException("keep: expected 1 or more; found " + keep);
        }
        synchronized (writing) {
            CheckpointList list = list(model);
            List<Checkpoint> old = new ArrayList<>(
                    list.checkpoints().subList(0, Math.max(0, list.checkpoints().size() - keep)));
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
        Path home = home(model);
        synchronized (writing) {
            try {
                List<Long> later = steps(home);
                later.removeIf(one -> one <= step);
                if (later.isEmpty()) {
                    return Optional.empty();
                }
                String branch = freeBranch(model);
                Path to = folder.resolve(branch);
                SortedMap<String, Long> stay = SavedNames.read(home);
                SortedMap<String, Long> go = new TreeMap<>(stay);
                go.values().removeIf(one -> one <= step);
                stay.values().removeIf(one -> one > step);
                Files.createDirectories(to);
                writeNames(branch, go);
                journal(model).copyTo(to.resolve(Journal.FILE));
                // From the last one down: a crash on the way leaves both models without a gap.
                for (int i = later.size() - 1; i >= 0; i--) {
                    String name = Long.toString(later.get(i));
                    synchronized (places) {
                        Files.move(home.resolve(name), to.resolve(name));
                    }
                }
                Folders.sync(to);
                Folders.sync(home);
                Folders.sync(folder);
                writeNames(model, stay);
                return Optional.of(branch);
            } catch (IOException fault) {
                throw CheckpointException.disk("Cannot move the later checkpoints of " + model + " away", fault);
            }
        }
    }

    /** Gives a model another name; its branches keep theirs. */
    public void rename(String model, String name) {
        Path from = home(model);
        Path to = home(name);
        synchronized (writing) {
            if (Files.exists(to)) {
                throw new CheckpointException("A model " + name + " exists already; choose another name.");
            }
            if (!Files.isDirectory(from)) {
                throw new CheckpointException("No checkpoints of a model " + model + ".");
            }
            move(model, from, to);
        }
    }

    /** Deletes a model's checkpoints, names and journal. */
    public void delete(String model) {
        Path home = home(model);
        synchronized (writing) {
            if (Files.isDirectory(home)) {
                discard(home);
                journals.remove(model);
            }
        }
    }

    /** The journal of a model. Ask anew after a rename: a journal does not follow its folder. */
    public Journal journal(String model) {
        return journals.computeIfAbsent(model, name -> new Journal(home(name).resolve(Journal.FILE)));
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
        try {
            for (String name : Folders.names(folder)) {
                if (name.startsWith(DELETED)) {
                    Folders.forget(folder.resolve(name));
                }
            }
            for (String model : models()) {
                for (String name : Folders.names(home(model))) {
                    if (name.startsWith(StepFolder.REPLACED)) {
                        StepFolder.settle(home(model), name);
                    } else if (name.startsWith(StepFolder.WRITING) || name.startsWith(DELETED)) {
                        Folders.forget(home(model).resolve(name));
                    }
                }
            }
        } catch (IOException fault) {
            throw CheckpointException.disk("Cannot list " + folder, fault);
        }
    }

    private Path home(String model) {
        Names.checkModel(model);
        return folder.resolve(model);
    }

    private static List<Long> steps(Path home) throws IOException {
        List<Long> steps = new ArrayList<>();
        for (String name : Folders.names(home)) {
            if (name.matches("0|[1-9][0-9]{0,15}") && Files.isDirectory(home.resolve(name))) {
                steps.add(Long.parseLong(name));
            }
        }
        steps.sort(null);
        return steps;
    }

    /** A names file that cannot be read costs the names, not the checkpoints. */
    private SortedMap<String, Long> names(String model, List<DamagedCheckpoint> damaged) {
        try {
            return SavedNames.read(home(model));
        } catch (CheckpointException fault) {
            damaged.add(new DamagedCheckpoint(model + "/" + SavedNames.FILE, fault.getMessage()));
            return new TreeMap<>();
        }
    }

    private void writeNames(String model, SortedMap<String, Long> names) {
        try {
            SavedNames.write(home(model), names, disk);
        } catch (IOException fault) {
            throw CheckpointException.disk("Cannot write the checkpoint names of " + model, fault);
        }
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
        Path gone = path.resolveSibling(DELETED + path.getFileName() + "-" + temporaries.incrementAndGet());
        try {
            synchronized (places) {
                Files.move(path, gone);
            }
            Folders.delete(gone);
        } catch (IOException fault) {
            throw CheckpointException.disk("Cannot delete " + path, fault);
        }
    }

    private void move(String model, Path from, Path to) {
        try {
            synchronized (places) {
                Files.move(from, to);
            }
            journals.remove(model);
            Folders.sync(folder);
        } catch (IOException fault) {
            throw CheckpointException.disk("Cannot rename " + model, fault);
        }
    }
}
