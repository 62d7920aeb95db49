package understudy.repl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import understudy.repl.commands.CommandTable;
import understudy.repl.commands.RehearsalCommands;

/** The real program as its own process, with the tests' commands and without the engine. Leaves a file "left" in its home when its leave hook has run. */
final class ShellProcess {
    private ShellProcess() {}

    public static void main(String[] arguments) {
        Main.start(List.of(arguments), ShellProcess::table, launch -> CompletableFuture.completedFuture(null));
    }

    private static CommandTable table(Session session) {
        session.atLeave(() -> write(session.home().folder().resolve("left")));
        return RehearsalCommands.table(session);
    }

    private static void write(Path file) {
        try {
            Files.writeString(file, "left", StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The words that start it. */
    static List<String> command(Path home, String... arguments) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                ShellProcess.class.getName(),
                "--home",
                home.toString()));
        words.addAll(List.of(arguments));
        return words;
    }
}
