package understudy.checkpoints;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * {@code journal.jsonl}: everything that happened to a model, one JSON object a line, only ever added to.
 *
 * <p>A process that dies while it adds leaves a torn last line; the next addition removes it, or completes it where
 * only the line's end is missing. Reading holds one line in memory at a time and reports lines it cannot read as events
 * of kind {@link JournalEvent#DAMAGED}.
 */
public final class Journal {
    static final String FILE = "journal.jsonl";

    /** Longer than any sample that is worth keeping; more is not read into memory. */
    private static final int LONGEST = 4 << 20;

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

    /** All events, oldest first; none when there is no journal yet. */
    public void forEach(Consumer<JournalEvent> reader) {
        if (!Files.exists(file)) {
            return;
        }
        try (InputStream lines = new BufferedInputStream(new FileInputStream(file.toFile()), 1 << 16)) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            long number = 1;
            long length = 0;
            for (int read = lines.read(); read >= 0; read = lines.read()) {
                if (read == '\n') {
                    reader.accept(event(line, length, number++));
                    line.reset();
                    length = 0;
                } else if (length++ < LONGEST) {
                    line.write(read);
                }
            }
            if (length > 0) {
                reader.accept(event(line, length, number));
            }
        } catch (IOException fault) {
            throw CheckpointException.disk("Cannot read " + file, fault);
        }
    }

    /** The last events, oldest first. */
    public List<JournalEvent> last(int count) {
        Deque<JournalEvent> last = new ArrayDeque<>();
        forEach(event -> {
            last.add(event);
            if (last.size() > count) {
                last.remove();
            }
        });
        return new ArrayList<>(last);
    }

    void copyTo(Path copy) throws IOException {
        if (Files.exists(file)) {
            Files.copy(file, copy);
        }
    }

    private static JournalEvent event(ByteArrayOutputStream line, long length, long number) {
        try {
            if (length > LONGEST) {
                throw new CheckpointException("expected at most " + LONGEST + " bytes; found " + length);
            }
            return JournalEvent.of(Json.object(line.toByteArray()));
        } catch (CheckpointException fault) {
            return new JournalEvent(0, JournalEvent.DAMAGED, Map.of("line", number, "reason", fault.getMessage()));
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
        long start = lineStart(journal, end);
        if (end - start <= LONGEST) {
            byte[] torn = new byte[(int) (end - start)];
            journal.seek(start);
            journal.readFully(torn);
            try {
                Json.object(torn);
                journal.write('\n');
                return end + 1;
            } catch (CheckpointException fault) {
                // Torn indeed.
            }
        }
        journal.setLength(start);
        return start;
    }

    private static long lineStart(RandomAccessFile journal, long end) throws IOException {
        byte[] block = new byte[1 << 12];
        long from = end;
        while (from > 0) {
            int count = (int) Math.min(block.length, from);
            from -= count;
            journal.seek(from);
            journal.readFully(block, 0, count);
            for (int i = count - 1; i >= 0; i--) {
                if (block[i] == '\n') {
                    return from + i + 1;
                }
            }
        }
        return 0;
    }
}
