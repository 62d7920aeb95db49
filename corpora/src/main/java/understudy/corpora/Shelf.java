package understudy.corpora;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder whose subfolders appear and vanish as a whole: they are written under a hidden name and renamed, and renamed before they are
 * deleted. A lock keeps two processes from changing it at once, so what lies there under a hidden name was left by a crash.
 */
record Shelf(Path folder) {
    private static final String LOCK = ".lock";
    private static final String DRAFT = ".draft";
    private static final String REMOVED = ".removed";
    /** A draft with this in it was interrupted and is to be gone on with. */
    private static final String KEPT = Interim.FILE;

    /** Fills a new folder. */
    @FunctionalInterface
    interface Filling {
        void fill(Path draft) throws IOException;
    }

    @FunctionalInterface
    private interface Change {
        void make() throws IOException;
    }

    /** Puts a folder of this name there once it is filled, and nothing if that fails. */
    void put(String name, Filling filling) throws IOException {
        Files.createDirectories(folder);
        alone(() -> {
            Path draft = Files.createDirectories(folder.resolve("." + name + DRAFT));
            try {
                filling.fill(draft);
                Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException | RuntimeException fault) {
                clear(fault);
                throw fault;
            }
            sync();
        });
    }

    /** Takes a folder away for good. */
    void remove(String name) throws IOException {
        alone(() -> {
            Files.move(folder.resolve(name), folder.resolve("." + name + REMOVED), StandardCopyOption.ATOMIC_MOVE);
            sweep();
        });
    }

    /** Whether a folder of this name was begun, interrupted, and may be gone on with. */
    boolean interrupted(String name) {
        return Files.exists(folder.resolve("." + name + DRAFT).resolve(KEPT));
    }

    /** Gives up what was begun. */
    void giveUp(String name) throws IOException {
        Files.deleteIfExists(folder.resolve("." + name + DRAFT).resolve(KEPT));
        alone(() -> {});
    }

    private void alone(Change change) throws IOException {
        Path lock = folder.resolve(LOCK);
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
            if (!locked(channel)) {
                throw new CorpusException("another corpus is being added or removed in " + folder
                        + " just now; type the line again when that is done");
            }
            sweep();
            change.make();
        }
    }

    /** Locks until the channel is closed. */
    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException thisProcess) {
            return false;
        }
    }

    /** Deletes what was not finished. */
    private void sweep() throws IOException {
        List<Path> left;
        try (Stream<Path> list = Files.list(folder)) {
            left = list.filter(Shelf::unfinished).toList();
        }
        for (Path each : left) {
            delete(each);
        }
    }

    private void clear(Exception fault) {
        try {
            sweep();
        } catch (IOException more) {
            fault.addSuppressed(more);
        }
    }

    private static boolean unfinished(Path path) {
        String name = path.getFileName().toString();
        return name.startsWith(".")
                && (name.endsWith(DRAFT) && !Files.exists(path.resolve(KEPT)) || name.endsWith(REMOVED));
    }

    /** Deletes a folder with all in it; a link to one is only unlinked. */
    private static void delete(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> walk = Files.walk(path)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.deleteIfExists(each);
        }
    }

    /** Makes a rename durable, where the system lets a folder be opened. */
    private void sync() {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException windows) {
            // A folder cannot be opened there; the rename is then as durable as the system makes it.
        }
    }
}
