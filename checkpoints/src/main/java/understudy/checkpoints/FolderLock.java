package understudy.checkpoints;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One process at a time in a folder. The lock is the operating system's: it ends with the process, however that ends,
 * and leaves nothing to clean up. Whoever takes it closes it. Nothing else in this program may open the file
 * {@code lock}: on most systems a process that closes any handle on a file loses its locks on it.
 */
public final class FolderLock implements AutoCloseable {
    private static final String FILE = "lock";

    /** Far behind the process number, which others must be able to read: Windows locks reading too. */
    private static final long PLACE = 1L << 40;

    /**
     * What this process holds: a second attempt from within must be refused before it opens the file, and no object
     * could know of the other.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final RandomAccessFile file;
    private final FileLock lock;

    private FolderLock(Path folder, RandomAccessFile file, FileLock lock) {
        this.folder = folder;
        this.file = file;
        this.lock = lock;
    }

    /**
     * Takes the lock of a folder, which is created if need be.
     *
     * @throws CheckpointException when another process has it, naming that, or when the folder cannot be written
     */
    public static FolderLock take(Path folder) {
        try {
            Files.createDirectories(folder);
            Path real = folder.toRealPath();
            if (!HELD.add(real)) {
                throw taken(folder, Long.toString(ProcessHandle.current().pid()));
            }
            try {
                return locked(folder, real);
            } catch (IOException | RuntimeException fault) {
                HELD.remove(real);
                throw fault;
            }
        } catch (IOException fault) {
            throw CheckpointException.disk("Cannot use " + folder, fault);
        }
    }

    private static FolderLock locked(Path folder, Path real) throws IOException {
        RandomAccessFile file = new RandomAccessFile(real.resolve(FILE).toFile(), "rw");
        try {
            FileLock lock = file.getChannel().tryLock(PLACE, 1, false);
            if (lock == null) {
                throw taken(folder, file.readLine());
            }
            file.setLength(0);
            file.write((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII));
            return new FolderLock(real, file, lock);
        } catch (IOException | RuntimeException fault) {
            file.close();
            throw fault;
        }
    }

    private static CheckpointException taken(Path folder, String line) {
        String process = line == null || !line.matches("[0-9]{1,19}") ? "" : " (process " + line + ")";
        return new CheckpointException(folder + " is in use by another Understudy" + process
                + "; leave that one first, or start this one with --home DIR.");
    }

    @Override
    public void close() {
        try (file) {
            lock.release();
        } catch (IOException fault) {
            // The lock ends with the process at the latest.
        } finally {
            HELD.remove(folder);
        }
    }
}
