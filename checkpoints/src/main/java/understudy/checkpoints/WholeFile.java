package understudy.checkpoints;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A small file that is replaced as a whole. */
final class WholeFile {
    private WholeFile() {}

    /** Writes beside, syncs, renames. */
    static void write(Path file, byte[] content, ByteSink.Disk disk) throws IOException {
        Path beside = file.resolveSibling(".tmp-" + file.getFileName());
        try {
            Files.deleteIfExists(beside);
            create(beside, content, disk);
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Folders.sync(file.toAbsolutePath().getParent());
        } catch (IOException fault) {
            Folders.forget(beside);
            throw fault;
        }
    }

    /** A new file, synced. */
    static void create(Path file, byte[] content, ByteSink.Disk disk) throws IOException {
        try (ByteSink sink = disk.create(file)) {
            sink.write(content, 0, content.length);
            sink.sync();
        }
    }
}
