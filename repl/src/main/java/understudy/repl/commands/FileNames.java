package understudy.repl.commands;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;

/** Files that begin as typed. */
final class FileNames {
    private static final int MOST = 500;

    private FileNames() {}

    /** Whether a value is a file name. */
    static boolean wantedBy(ArgSpec arg) {
        Class<?> type = arg.auxiliaryTypes().length > 0 ? arg.auxiliaryTypes()[0] : arg.type();
        return type == Path.class || type == File.class;
    }

    /** The files of the folder that is typed so far; folders end with a slash, hidden files only appear once a dot is typed. */
    static List<String> like(String typed) {
        int slash = typed.lastIndexOf('/');
        String folder = typed.substring(0, slash + 1);
        String begun = typed.substring(slash + 1);
        try (Stream<Path> files = Files.list(Path.of(folder.isEmpty() ? "." : folder))) {
            return files.filter(f -> !hidden(f) || begun.startsWith("."))
                    .map(f -> folder + f.getFileName() + (Files.isDirectory(f) ? "/" : ""))
                    .sorted()
                    .limit(MOST)
                    .toList();
        } catch (IOException | InvalidPathException e) {
            return List.of(); // no such folder: nothing to offer
        }
    }

    private static boolean hidden(Path file) {
        return file.getFileName().toString().startsWith(".");
    }
}
