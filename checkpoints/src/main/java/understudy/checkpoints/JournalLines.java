package understudy.checkpoints;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;

/** Lines of a file that may be large: found from either end, never more than one of them in memory. */
final class JournalLines {
    /** Longer than any sample that is worth keeping; a longer line is reported, not read into memory. */
    private static final int LONGEST = 4 << 20;

    private static final int BLOCK = 1 << 16;

    private JournalLines() {}

    /** Where the last {@code count} lines begin; a torn last line counts as one. */
    static long startOfLast(RandomAccessFile file, long end, long count) throws IOException {
        if (count <= 0) {
            return end;
        }
        byte[] block = new byte[BLOCK];
        long lines = 0;
        long from = end;
        while (from > 0) {
            int size = (int) Math.min(block.length, from);
            from -= size;
            file.seek(from);
            file.readFully(block, 0, size);
            for (int i = size - 1; i >= 0; i--) {
                boolean ends = block[i] == '\n';
                // The very last line's own end parts nothing.
                if (ends && from + i != end - 1 && ++lines == count) {
                    return from + i + 1;
                }
            }
        }
        return 0;
    }

    static void read(RandomAccessFile file, long start, long end, Consumer<JournalEvent> reader) throws IOException {
        byte[] buffer = new byte[BLOCK];
        long at = start; // where the buffer's first byte lies in the file
        int held = 0; // bytes in the buffer
        int scanned = 0; // of these, known to hold no line's end
        file.seek(start);
        while (true) {
            if (held == buffer.length) {
                if (buffer.length > LONGEST) {
                    long next = skipLine(file, at, end);
                    reader.accept(damaged(at, "expected a line of at most " + LONGEST + " bytes; found a longer one"));
                    file.seek(next);
                    at = next;
                    held = scanned = 0;
                    continue;
                }
                buffer = Arrays.copyOf(buffer, buffer.length * 2);
            }
            int count = (int) Math.min(buffer.length - held, end - at - held);
            int read = count == 0 ? -1 : file.read(buffer, held, count);
            if (read < 0) {
                if (held > 0) {
                    reader.accept(event(buffer, 0, held, at));
                }
                return;
            }
            held += read;
            int line = 0;
            for (; scanned < held; scanned++) {
                if (buffer[scanned] == '\n') {
                    reader.accept(event(buffer, line, scanned - line, at + line));
                    line = scanned + 1;
                }
            }
            System.arraycopy(buffer, line, buffer, 0, held - line);
            at += line;
            held -= line;
            scanned -= line;
        }
    }

    /** Whether these bytes are one JSON object: a line that lacks only its end. */
    static boolean isWhole(RandomAccessFile file, long start, long end) throws IOException {
        if (end - start > LONGEST) {
            return false;
        }
        byte[] line = new byte[(int) (end - start)];
        file.seek(start);
        file.readFully(line);
        try {
            Json.object(line);
            return true;
        } catch (CheckpointException fault) {
            return false;
        }
    }

    private static long skipLine(RandomAccessFile file, long from, long end) throws IOException {
        byte[] block = new byte[BLOCK];
        file.seek(from);
        for (long at = from; at < end; ) {
            int read = file.read(block, 0, (int) Math.min(block.length, end - at));
            if (read < 0) {
                return end;
            }
            for (int i = 0; i < read; i++) {
                if (block[i] == '\n') {
                    return at + i + 1;
                }
            }
            at += read;
        }
        return end;
    }

    private static JournalEvent event(byte[] buffer, int from, int count, long at) {
        try {
            return JournalEvent.of(Json.object(buffer, from, count));
        } catch (CheckpointException fault) {
            return damaged(at, fault.getMessage());
        }
    }

    private static JournalEvent damaged(long at, String reason) {
        return new JournalEvent(0, JournalEvent.DAMAGED, Map.of("byte", at, "reason", reason));
    }
}
