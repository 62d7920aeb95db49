package understudy.repl;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import understudy.repl.terminal.PlainConsole;

/** Sessions for tests of single commands. */
public final class Sessions {
    private Sessions() {}

    /** A session without a terminal, whose results and messages go to one stream. */
    public static Session plain(Path home, PrintStream stream) {
        return new Session(
                Launch.shell(home),
                Home.open(home),
                new PlainConsole(stream, stream, System::nanoTime),
                false,
                () -> CompletableFuture.completedFuture(null));
    }
}
