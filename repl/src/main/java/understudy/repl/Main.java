package understudy.repl;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import understudy.models.Device;
import understudy.models.Engine;
import understudy.repl.commands.CommandTable;
import understudy.repl.commands.Commands;
import understudy.repl.terminal.Interrupts;

/** Where the program starts, and the only place where it ends. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        start(List.of(arguments), Commands::table, Main::engine);
    }

    /** Runs the program in this process's own surroundings, and ends the process. */
    static void start(
            List<String> arguments,
            Function<Session, CommandTable> commands,
            Function<Launch, CompletableFuture<Engine>> engine) {
        Locale.setDefault(Locale.ROOT);
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), false, StandardCharsets.UTF_8);
        Surroundings surroundings = new Surroundings(
                System.getenv(),
                new Surroundings.Streams(System.in, out, err),
                System.console() != null,
                new Surroundings.Signals(
                        action -> Runtime.getRuntime().addShutdownHook(new Thread(action, "leave")), Interrupts::first),
                engine);
        int status = new Program(surroundings, commands).run(arguments);
        err.flush();
        System.exit(status);
    }

    /** Loads libtorch, which takes a second, while the person reads and types. */
    private static CompletableFuture<Engine> engine(Launch launch) {
        return CompletableFuture.supplyAsync(() -> Engine.start(
                Device.parse(launch.device()),
                launch.threads().orElse(0),
                new Measurements(new Home(launch.home(), false).measurements())));
    }
}
