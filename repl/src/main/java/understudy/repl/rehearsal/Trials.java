package understudy.repl.rehearsal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import understudy.checkpoints.Journal;
import understudy.checkpoints.JournalEvent;

/**
 * What a sweep leaves on disk, {@code sweeps/NAME/sweep.jsonl}: what it varies, then a line for each cell that is done. Only ever added to, so that a killed process loses nothing but the
 * steps since a cell's last checkpoint.
 */
public final class Trials {
    private static final String GRID = "grid";
    private static final String TRIAL = "trial";

    private final Path folder;
    private final Journal journal;
    private final SortedMap<Integer, Trial> done = new TreeMap<>();
    private Optional<Grid> grid = Optional.empty();

    /** @param folder of this sweep; it need not exist */
    public Trials(Path folder) {
        this.folder = folder;
        this.journal = new Journal(folder.resolve("sweep.jsonl"));
        journal.forEach(this::read);
    }

    private void read(JournalEvent event) {
        switch (event.kind()) {
            case GRID -> grid = Grid.of(event.facts());
            case TRIAL -> {
                Trial trial = Trial.of(event.facts());
                done.put(trial.cell(), trial);
            }
            default -> {
                // A damaged line: its cell is done again.
            }
        }
    }

    public Path folder() {
        return folder;
    }

    /** What it varies; empty before it was begun. */
    public Optional<Grid> grid() {
        return grid;
    }

    /** Writes down what is to be done. */
    public void begin(Grid wanted) {
        journal.append(new JournalEvent(0, GRID, wanted.facts()));
        grid = Optional.of(wanted);
    }

    /** Writes down how a cell came out. */
    public void add(Trial trial) {
        journal.append(new JournalEvent(trial.cell(), TRIAL, trial.facts()));
        done.put(trial.cell(), trial);
    }

    /** The cells that are done, by number. */
    public SortedMap<Integer, Trial> done() {
        return done;
    }

    /** Whether something of a sweep lies here. */
    public boolean exists() {
        return Files.exists(folder);
    }
}
