package understudy.checkpoints;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * {@code journal.jsonl}: everything that happened to a model, one JSON object a line, only ever added to.
 *
 * <p>A process that dies while it adds leaves a torn last line; the next addition removes it, or completes it where
 * only the line's end is missing. Reading holds one line in memory at a time and reports lines it cannot read as events
 * of kind {@link JournalEvent#DAMAGED}. May be used from several threads.
 */
public final class Journal {
    static final String FILE = "journal.jsonl";

    private final Path file;

    public Journal(Path file) {
        this.file = file;
    }

    /** Adds one event; it survives the end of the process, and after {@link #sync} that of the machine. */
    public synchronized void append(JournalEvent event) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        line.writeBytes(event.json());
        line.write('\n');
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (RandomAccessFile journal = new RandomAccessFile(file.toFile(), "rw")) {
                long end = repaired(journal);
                try {
                    journal.seek(end);
                    journal.write(line.toByteArray());
                } catch (IOException fault) {
                    journal.setLength(end);
                    throw fault;
                }
            }
        } catch (IOException fault) {
            throw CheckpointException.disk("Cannot write " + file, fault);
        }
    }

    /** Returns when everything added is on the disk itself. */
    public synchronized void sync() {
        if (!Files.exists(file)) {
            return;
        }
        try (RandomAccessFile journal = new RandomAccessFile(file.toFile(), "rw")) {
            journal.getFD().sync();
        } catch (IOException fault) {
            throw CheckpointException.disk("Cannot write " + file, fault);
        }
    }

    /** All events, oldest first; none when there is no journal yet. What is added meanwhile is not among them. */
    public void forEach(Consumer<JournalEvent> reader) {
        read(Long.MAX_VALUE, reader);
    }

    /** The last events, oldest first; the rest of the journal is not read. */
    public List<JournalEvent> last(int count) {
        List<JournalEvent> last = new ArrayList<>();
        read(count, last::add);
        return last;
    }

    /**
     * The events behind a place in the file, oldest first: for whoever looks on while a run writes.
     *
     * @param from 0, or what an earlier call returned
     * @return where to go on; the same place if nothing was added
     */
    public long follow(long from, Consumer<JournalEvent> reader) {
        if (!Files.exists(file)) {
            return from;
        }
        try (RandomAccessFile journal = new RandomAccessFile(file.toFile(), "r")) {
            long end = length(journal);
            if (end <= from) {
                return end == 0 ? 0 : from;
            }
            JournalLines.read(journal, from, end, reader);
            return end;
        } catch (IOException fault) {
            throw CheckpointException.disk("Cannot read " + file, fault);
        }
    }

    private void read(long count, Consumer<JournalEvent> reader) {
        if (!Files.exists(file)) {
            return;
        }
        try (RandomAccessFile journal = new RandomAccessFile(file.toFile(), "r")) {
            long end = length(journal);
            long start = count == Long.MAX_VALUE ? 0 : JournalLines.startOfLast(journal, end, count);
            JournalLines.read(journal, start, end, reader);
        } catch (IOException fault) {
            throw CheckpointException.disk("Cannot read " + file, fault);
        }
    }

    /** Waits for an addition in progress, so that half a line is never taken for a torn one. */
    private synchronized long length(RandomAccessFile journal) throws IOException {
        return journal.length();
    }

    synchronized void copyTo(Path copy) throws IOException {
        if (Files.exists(file)) {
            Files.copy(file, copy);
        }
    }

    /** Where the next line goes, after a torn one was seen to. */
    private static long repaired(RandomAccessFile journal) throws IOException {
        long end = journal.length();
        if (end == 0) {
            return 0;
        }
        journal.seek(end - 1);
        if (journal.read() == '\n') {
            return end;
        }
        long start = JournalLines.startOfLast(journal, end, 1);
        if (JournalLines.isWhole(journal, start, end)) {
            journal.seek(end);
            journal.write('\n');
            return end + 1;
        }
        journal.setLength(start);
        return start;
    }
}
