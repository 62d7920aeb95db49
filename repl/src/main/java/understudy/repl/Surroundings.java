package understudy.repl;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import understudy.models.Engine;

/**
 * Everything outside the program that it touches, so that a test can stand in for it.
 *
 * @param environment variables
 * @param streams the three standard ones
 * @param terminal whether a person sits at both ends of them
 * @param signals what the operating system may say
 * @param engine starts loading the engine's natives on another thread
 */
record Surroundings(
        Map<String, String> environment,
        Streams streams,
        boolean terminal,
        Signals signals,
        Function<Launch, CompletableFuture<Engine>> engine) {
    Surroundings {
        environment = Map.copyOf(environment);
    }

    /** Standard input, output and error. */
    record Streams(InputStream in, OutputStream out, PrintStream err) {}

    /**
     * Places to leave an action for a signal.
     *
     * @param killed before the process ends, however it ends
     * @param interrupted at each Ctrl-C where no screen takes care of it
     */
    record Signals(Consumer<Runnable> killed, Consumer<Runnable> interrupted) {}
}
