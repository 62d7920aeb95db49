package understudy.checkpoints;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The folder of one model: a folder for each step, {@code names.json}, {@code journal.jsonl}.
 *
 * @param model its name
 * @param path where it lies, whether it is there or not
 */
record ModelFolder(String model, Path path) {
    ModelFolder {
        Names.checkModel(model);
    }

    boolean exists() {
        return Files.isDirectory(path);
    }

    Path step(long step) {
        return path.resolve(Long.toString(step));
    }

    /** The steps that have a folder of their own, whatever is in it, from the first to the last. */
    List<Long> steps() throws IOException {
        List<Long> steps = new ArrayList<>();
        for (String name : Folders.names(path)) {
            if (name.matches("0|[1-9][0-9]{0,15}") && Files.isDirectory(path.resolve(name))) {
                steps.add(Long.parseLong(name));
            }
        }
        steps.sort(null);
        return steps;
    }

    /** The last one that can be used; no other card is read on the way. */
    Optional<Checkpoint> latest() throws IOException {
        List<Long> steps = steps();
        SortedMap<String, Long> names = names(new ArrayList<>());
        for (int i = steps.size() - 1; i >= 0; i--) {
            try {
                return Optional.of(StepFolder.read(model, step(steps.get(i)), SavedNames.of(names, steps.get(i))));
            } catch (CheckpointException fault) {
                // Damaged: the one before it is the latest. Whoever lists them is told.
            }
        }
        return Optional.empty();
    }

    CheckpointList list() throws IOException {
        List<Checkpoint> checkpoints = new ArrayList<>();
        List<DamagedCheckpoint> damaged = new ArrayList<>();
        SortedMap<String, Long> names = names(damaged);
        for (long step : steps()) {
            try {
                checkpoints.add(StepFolder.read(model, step(step), SavedNames.of(names, step)));
            } catch (CheckpointException fault) {
                damaged.add(new DamagedCheckpoint(model + "@" + step, fault.getMessage()));
            }
        }
        return new CheckpointList(model, checkpoints, damaged);
    }

    /** A names file that cannot be read costs the names here, not the checkpoints. */
    private SortedMap<String, Long> names(List<DamagedCheckpoint> damaged) {
        try {
            return names();
        } catch (CheckpointException fault) {
            damaged.add(new DamagedCheckpoint(model + "/" + SavedNames.FILE, fault.getMessage()));
            return new TreeMap<>();
        }
    }

    /** @throws CheckpointException when the file is there and cannot be read, with what to do about it */
    SortedMap<String, Long> names() {
        try {
            return SavedNames.read(path);
        } catch (CheckpointException fault) {
            throw new CheckpointException(
                    fault.getMessage() + "; mend or delete " + path.resolve(SavedNames.FILE), fault);
        }
    }

    void names(SortedMap<String, Long> names, ByteSink.Disk disk) {
        try {
            SavedNames.write(path, names, disk);
        } catch (IOException fault) {
            throw CheckpointException.disk("Cannot write the checkpoint names of " + model, fault);
        }
    }

    /** Drops the optimizer's state where nobody goes on from, except at {@code present}. */
    void dropOptimizers(CheckpointList list, long present) {
        try {
            names();
        } catch (CheckpointException fault) {
            return; // which ones were saved under a name is not known: then all of them keep what they have
        }
        for (Checkpoint one : list.checkpoints()) {
            if (one.step() != present && list.namesOf(one).isEmpty()) {
                Folders.forget(one.folder().resolve(Checkpoint.OPTIMIZER));
            }
        }
    }

    /** Clears away what a crash left behind. */
    void recover() throws IOException {
        for (String name : Folders.names(path)) {
            if (name.startsWith(StepFolder.REPLACED)) {
                StepFolder.settle(path, name);
            } else if (name.startsWith(StepFolder.WRITING) || name.startsWith(CheckpointStore.DELETED)) {
                Folders.forget(path.resolve(name));
            }
        }
    }
}
