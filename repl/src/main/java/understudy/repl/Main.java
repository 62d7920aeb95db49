package understudy.repl;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import understudy.repl.commands.Commands;
import understudy.repl.terminal.Interrupts;

/** Where the program starts, and the only place where it ends. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT);
        PrintStream out = stream(FileDescriptor.out);
        PrintStream err = stream(FileDescriptor.err);
        Surroundings surroundings = new Surroundings(
                System.getenv(),
                new Surroundings.Streams(System.in, out, err),
                System.console() != null,
                new Surroundings.Signals(
                        action -> Runtime.getRuntime().addShutdownHook(new Thread(action, "leave")), Interrupts::first),
                () -> CompletableFuture.completedFuture(null));
        int status = new Program(surroundings, Commands::table).run(List.of(arguments));
        out.flush();
        err.flush();
        System.exit(status);
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
    }
}
