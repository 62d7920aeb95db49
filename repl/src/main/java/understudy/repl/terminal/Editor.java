package understudy.repl.terminal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The person's own editor, which takes the whole terminal while it runs.
 *
 * @param command a line for the POSIX shell, to which the file's name is added
 */
record Editor(String command) {
    private static final String USUAL = "vi";

    /** {@code $VISUAL}, else {@code $EDITOR}, else vi; an empty one counts as none. */
    static Editor of(Map<String, String> environment) {
        String line = environment.getOrDefault("EDITOR", "");
        String visual = environment.getOrDefault("VISUAL", "");
        String wanted = visual.isBlank() ? line : visual;
        return new Editor(wanted.isBlank() ? USUAL : wanted);
    }

    /**
     * Has the person write, and waits for them.
     *
     * @return what they wrote
     */
    String edited(String text) throws IOException, InterruptedException {
        Path file = Files.createTempFile("understudy", ".txt");
        try {
            Files.writeString(file, text, StandardCharsets.UTF_8);
            new ProcessBuilder("/bin/sh", "-c", "exec " + command + " \"$1\"", "editor", file.toString())
                    .inheritIO()
                    .start()
                    .waitFor();
            return Files.readString(file, StandardCharsets.UTF_8);
        } finally {
            delete(file);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }
}
