package understudy.repl;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import understudy.repl.commands.Commands;
import understudy.repl.terminal.Screen;

/**
 * A start without a person or an engine: to the prompt, one command, and out. The launcher runs it once after a build, while the
 * JVM notes which classes a start needs, to have them ready from then on.
 */
final class Prelude {
    private Prelude() {}

    public static void main(String[] arguments) throws IOException {
        Thread watch = new Thread(Prelude::giveUp, "watch");
        watch.setDaemon(true);
        watch.start();
        Path folder = Files.createTempDirectory("understudy-prelude");
        try {
            start(folder);
        } finally {
            Folders.delete(folder);
        }
    }

    static void start(Path folder) throws IOException {
        Launch launch = Launch.of(List.of("--home", folder.toString()), Map.of());
        Home home = Home.open(launch.home());
        try (PipedOutputStream keys = new PipedOutputStream(); // open until the end, for at its end the terminal closes
                Screen screen = Screen.unseen(new PipedInputStream(keys))) {
            keys.write("quit\r".getBytes(StandardCharsets.UTF_8));
            keys.flush();
            Stage stage = new Stage(
                    launch, home, screen.console(), true, CompletableFuture::new, Commands::table, Optional.empty());
            stage.shell(screen, Welcome.head(launch, home, 1, false), Optional.of(List.of("help", "quit")));
        }
    }

    /** The person waits for this; better a slower start than none. */
    private static void giveUp() {
        try {
            Thread.sleep(20_000);
        } catch (InterruptedException e) {
            return;
        }
        Runtime.getRuntime().halt(1);
    }
}
