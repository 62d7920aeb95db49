package understudy.repl;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import understudy.repl.commands.Commands;
import understudy.repl.commands.Dispatch;
import understudy.repl.terminal.Console;
import understudy.repl.terminal.PlainConsole;

/** The whole program with its streams and its environment as arguments; {@link Main} supplies the real ones. */
final class Program {
    static final int WRONG_USAGE = 2;

    private final Map<String, String> environment;
    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private final Supplier<CompletableFuture<Void>> engine;

    Program(
            Map<String, String> environment,
            InputStream in,
            PrintStream out,
            PrintStream err,
            Supplier<CompletableFuture<Void>> engine) {
        this.environment = environment;
        this.in = in;
        this.out = out;
        this.err = err;
        this.engine = engine;
    }

    /** Runs to the end and returns the exit status. */
    int run(List<String> arguments) {
        Launch launch;
        try {
            launch = Launch.of(arguments, environment);
        } catch (Mistake e) {
            err.println(e.getMessage());
            return WRONG_USAGE;
        }
        switch (launch.work()) {
            case VERSION -> out.println("understudy " + Version.NUMBER);
            case HELP -> out.print(Usage.TEXT);
            default -> {
                return work(launch);
            }
        }
        return Dispatch.DONE;
    }

    private int work(Launch launch) {
        try {
            Home home = Home.open(launch.home());
            Log.open(home.log());
            return script(launch, home);
        } catch (Mistake e) {
            err.println(e.getMessage());
            return Dispatch.FAILED;
        }
    }

    private int script(Launch launch, Home home) {
        Console console = new PlainConsole(launch.json() ? err : out, err, System::nanoTime);
        Session session = new Session(launch, home, console, false, engine);
        Dispatch dispatch = new Dispatch(
                session,
                () -> Commands.table(session),
                launch.json() ? Optional.of(this::answer) : Optional.empty(),
                Log::trouble);
        Script script = new Script(session, dispatch);
        try {
            return switch (launch.work()) {
                case LINES -> script.run(launch.given().get(0));
                case COMMAND -> script.command(launch.given());
                case SCRIPT -> file(script, launch.given().get(0));
                default -> lines(script, new InputStreamReader(in, StandardCharsets.UTF_8));
            };
        } finally {
            session.leave();
        }
    }

    private static int file(Script script, String name) {
        try (Reader reader = Files.newBufferedReader(Path.of(name), StandardCharsets.UTF_8)) {
            return lines(script, reader);
        } catch (IOException e) {
            throw new Mistake("Cannot read the script " + name + ": found " + Faults.words(e) + ".", e);
        }
    }

    private static int lines(Script script, Reader reader) {
        try {
            return script.run(new BufferedReader(reader));
        } catch (IOException e) {
            throw new Mistake("Cannot read the lines to run: found " + Faults.words(e) + ".", e);
        }
    }

    private void answer(String line) {
        out.println(line);
        out.flush();
    }
}
