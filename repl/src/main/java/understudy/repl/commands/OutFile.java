package understudy.repl.commands;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import understudy.repl.Faults;
import understudy.repl.Mistake;

/** A file that a command's text goes to. Opened before the work, so that nobody waits for a text that cannot be kept. */
record OutFile(Path path) {
    /** @throws Mistake if it cannot be written */
    static OutFile at(Path path) {
        boolean there = Files.exists(path);
        if (Files.isDirectory(path)) {
            throw new Mistake("--out: expected a file to write; found the folder " + path + ".");
        }
        try {
            Files.newByteChannel(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)
                    .close();
            if (!there) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw refused(e);
        }
        return new OutFile(path);
    }

    /** Replaces what is there. */
    void write(String text) {
        try {
            Files.writeString(path, text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw refused(e);
        }
    }

    /** Replaces what is there. */
    void write(byte[] bytes) {
        try {
            Files.write(path, bytes);
        } catch (IOException e) {
            throw refused(e);
        }
    }

    private static Mistake refused(IOException fault) {
        return new Mistake("--out: expected a file that can be written; found " + Faults.words(fault) + ".", fault);
    }
}
