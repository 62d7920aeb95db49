package understudy.repl.commands;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import understudy.repl.Faults;
import understudy.repl.Mistake;

/**
 * A file that a command's text goes to. Tried before the work, so that nobody waits for a text that cannot be kept; written beside and renamed, so that a full disk leaves what
 * was there.
 */
record OutFile(Path path) {
    private static final String BESIDE = ".part";

    /** Writes what the file is to hold. */
    @FunctionalInterface
    interface Content {
        void to(OutputStream bytes) throws IOException;
    }

    /** @throws Mistake if it cannot be written */
    static OutFile at(Path path) {
        if (Files.isDirectory(path)) {
            throw new Mistake("--out: expected a file to write; found the folder " + path + ".");
        }
        try {
            OutFile file =
                    new OutFile(Files.exists(path) ? path.toRealPath() : path); // not the link, but what it means
            file.attempt();
            return file;
        } catch (IOException e) {
            throw refused(e);
        }
    }

    private void attempt() throws IOException {
        if (Files.exists(path)) { // for one that may not be written is not to be replaced
            Files.newByteChannel(path, StandardOpenOption.WRITE).close();
        }
        if (!inPlace()) {
            open(beside()).close();
            Files.delete(beside());
        }
    }

    /** What is no file of a disk, such as /dev/stdout, cannot be replaced. */
    private boolean inPlace() {
        return Files.exists(path) && !Files.isRegularFile(path);
    }

    private Path beside() {
        return path.resolveSibling("." + path.getFileName() + BESIDE);
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
    }

    /** Replaces what is there. */
    void write(String text) {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Replaces what is there. */
    void write(byte[] bytes) {
        write(out -> out.write(bytes));
    }

    /** Replaces what is there. */
    void write(Content content) {
        try {
            if (inPlace()) {
                try (OutputStream bytes = Files.newOutputStream(path)) {
                    content.to(bytes);
                }
            } else {
                replace(content);
            }
        } catch (IOException e) {
            throw refused(e);
        }
    }

    private void replace(Content content) throws IOException {
        try {
            try (FileChannel file = open(beside())) {
                content.to(Channels.newOutputStream(file));
                file.force(true); // some disks say only here that they are full
            }
            Files.move(beside(), path, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside());
        }
    }

    private static Mistake refused(IOException fault) {
        return new Mistake(
                "--out: expected a file that can be written; found " + Faults.words(fault)
                        + ". Make room there, or name a file elsewhere.",
                fault);
    }
}
