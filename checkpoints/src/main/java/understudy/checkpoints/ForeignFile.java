package understudy.checkpoints;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** One file for another program, written beside its place and renamed: all of it is there, or nothing. */
public final class ForeignFile {
    private ForeignFile() {}

    /** What is to stand in it. */
    @FunctionalInterface
    public interface Content {
        /** The stream is buffered, and not to be closed. */
        void write(OutputStream out) throws IOException;
    }

    /** @throws CheckpointException when the disk refuses */
    public static void write(Path file, Content content) {
        Path beside = file.resolveSibling(".tmp-" + file.getFileName());
        try {
            try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(beside), 1 << 16)) {
                content.write(stream);
            }
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException fault) {
            Folders.forget(beside);
            throw CheckpointException.disk("Cannot write " + file, fault);
        }
    }
}
