package understudy.checkpoints;

import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where bytes go: into a new file, into a checksum alone, or, in tests, onto a disk that fills up. */
interface ByteSink extends Closeable {
    void write(byte[] bytes, int from, int count) throws IOException;

    /** Returns when the bytes are on the disk itself. */
    void sync() throws IOException;

    /** How files are made; the one thing a test replaces to play a failing disk. */
    @FunctionalInterface
    interface Disk {
        ByteSink create(Path file) throws IOException;
    }

    /**
     * A new file. Deliberately a stream and not a channel: an interrupt (Ctrl-C during a save) closes a channel in the
     * middle of a write, and a save once begun is meant to be finished.
     */
    static ByteSink file(Path file) throws IOException {
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        FileOutputStream stream = new FileOutputStream(file.toFile());
        return new ByteSink() {
            @Override
            public void write(byte[] bytes, int from, int count) throws IOException {
                stream.write(bytes, from, count);
            }

            @Override
            public void sync() throws IOException {
                stream.getFD().sync();
            }

            @Override
            public void close() throws IOException {
                stream.close();
            }
        };
    }

    /** Keeps nothing: for a checksum of what would be written. */
    static ByteSink nowhere() {
        return new ByteSink() {
            @Override
            public void write(byte[] bytes, int from, int count) {}

            @Override
            public void sync() {}

            @Override
            public void close() {}
        };
    }
}
