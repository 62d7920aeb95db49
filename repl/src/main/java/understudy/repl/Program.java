package understudy.repl;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import understudy.checkpoints.FolderLock;
import understudy.models.Engine;
import understudy.repl.commands.CommandTable;
import understudy.repl.commands.Dispatch;
import understudy.repl.terminal.Console;
import understudy.repl.terminal.Entry;
import understudy.repl.terminal.PlainConsole;
import understudy.repl.terminal.Screen;
import understudy.repl.terminal.Text;

/** The whole program with its surroundings as an argument; {@link Main} supplies the real ones. */
final class Program {
    static final int WRONG_USAGE = 2;
    /** What a shell makes of a program that a closed pipe has ended. */
    static final int PIPE_CLOSED = 128 + 13;

    private final Surroundings surroundings;
    private final Function<Session, CommandTable> commands;
    private final Outlet outlet;
    private final PrintStream out;
    private final PrintStream err;

    Program(Surroundings surroundings, Function<Session, CommandTable> commands) {
        this.surroundings = surroundings;
        this.commands = commands;
        this.outlet = new Outlet(surroundings.streams().out());
        this.out = new PrintStream(outlet, false, StandardCharsets.UTF_8);
        this.err = surroundings.streams().err();
    }

    /** Runs to the end and returns the exit status. */
    int run(List<String> arguments) {
        Launch launch;
        try {
            launch = Launch.of(arguments, surroundings.environment());
        } catch (Mistake e) {
            err.println(e.getMessage());
            return WRONG_USAGE;
        }
        int status = switch (launch.work()) {
            case VERSION -> say("understudy " + Version.NUMBER + "\n");
            case HELP -> say(Usage.TEXT);
            default -> work(launch);
        };
        boolean written = !out.checkError(); // which also writes what is left
        if (outlet.closed()) {
            return PIPE_CLOSED;
        }
        if (status == Dispatch.DONE && !written) {
            err.println("Standard output could not be written: expected a place for the results; found a full disk or"
                    + " another trouble.");
            return Dispatch.FAILED;
        }
        return status;
    }

    private int say(String words) {
        out.print(words);
        return Dispatch.DONE;
    }

    private int work(Launch launch) {
        try {
            Home home = Home.open(launch.home());
            if (launch.onlyLooks()) {
                return perform(launch, home);
            }
            FolderLock alone = FolderLock.take(home.folder());
            try (alone) {
                Log.open(home.log());
                return perform(launch, home);
            }
        } catch (RuntimeException | Error e) {
            return refuse(e, launch);
        }
    }

    private int perform(Launch launch, Home home) {
        boolean prompts = launch.work() == Launch.Work.SHELL || tour(launch);
        Optional<Screen> screen = surroundings.terminal() && !launch.json()
                ? Screen.open(surroundings.environment(), prompts)
                : Optional.empty();
        return screen.isPresent() ? atTerminal(launch, home, screen.get(), prompts) : plain(launch, home);
    }

    /** What no command could catch. */
    private int refuse(Throwable fault, Launch launch) {
        if (Mistake.speaks(fault)) {
            err.println(fault.getMessage());
        } else {
            Log.trouble("outside of commands", fault);
            err.println("Understudy failed unexpectedly (" + fault + "). The full story is in "
                    + launch.home().resolve("log") + ".");
        }
        return Dispatch.FAILED;
    }

    /** The tour stays in the shell at a terminal. */
    private static boolean tour(Launch launch) {
        return launch.work() == Launch.Work.COMMAND && launch.given().get(0).equals("tour");
    }

    private int atTerminal(Launch launch, Home home, Screen screen, boolean prompts) {
        try (screen) {
            Stage stage =
                    new Stage(launch, home, screen.console(), prompts, engine(launch), commands, Optional.empty());
            surroundings.signals().killed().accept(() -> {
                stage.killed();
                screen.close();
            });
            try {
                if (!prompts) {
                    screen.onInterrupt(stage.session().halt()::ask);
                    return left(stage, script(launch, stage));
                }
                stage.shell(
                        screen, welcome(launch, home), tour(launch) ? Optional.of(launch.given()) : Optional.empty());
                return left(stage, Dispatch.DONE);
            } finally {
                stage.session().leave();
            }
        }
    }

    private Text welcome(Launch launch, Home home) {
        // Set by the launcher where it has left the processor's natives out.
        boolean cuda =
                surroundings.environment().getOrDefault("PYTORCH_FLAVOR", "").startsWith("cu");
        return Welcome.head(launch, home, Runtime.getRuntime().availableProcessors(), cuda);
    }

    private int plain(Launch launch, Home home) {
        PrintStream messages = new PrintStream(outlet.silenced(err), false, StandardCharsets.UTF_8);
        Console console = new PlainConsole(launch.json() ? messages : out, messages, System::nanoTime);
        Stage stage = new Stage(
                launch,
                home,
                console,
                false,
                engine(launch),
                commands,
                launch.json() ? Optional.of(this::answer) : Optional.empty());
        surroundings.signals().killed().accept(stage::killed);
        surroundings.signals().interrupted().accept(stage.session().halt()::ask);
        outlet.whenClosed(stage.session().halt()::end);
        int status;
        try {
            status = script(launch, stage);
        } catch (RuntimeException | Error fault) {
            stage.session().leave();
            throw fault;
        }
        return left(stage, status);
    }

    /** What could not be saved on leaving is a failure, however well the lines went. */
    private static int left(Stage stage, int status) {
        return stage.session().leave() || status != Dispatch.DONE ? status : Dispatch.FAILED;
    }

    private Supplier<CompletableFuture<Engine>> engine(Launch launch) {
        return () -> surroundings.engine().apply(launch);
    }

    private int script(Launch launch, Stage stage) {
        boolean typed = surroundings.terminal() && !launch.json() && launch.work() == Launch.Work.SHELL;
        Script script = new Script(stage.session(), stage.dispatch(), typed);
        BufferedReader input =
                new BufferedReader(new InputStreamReader(surroundings.streams().in(), StandardCharsets.UTF_8));
        stage.session().ear(ear(input));
        return switch (launch.work()) {
            case LINES -> script.run(launch.given().get(0));
            case COMMAND -> script.command(launch.given());
            case SCRIPT -> file(script, stage, launch.given().get(0));
            default ->
                lines(script, input, () -> {
                    if (typed) { // one that cannot move its cursor
                        err.print(stage.session().prompt() + "> ");
                        err.flush();
                    }
                });
        };
    }

    private static int file(Script script, Stage stage, String name) {
        try {
            BufferedReader input = new BufferedReader(new StringReader(whole(name)));
            stage.session().ear(ear(input));
            return lines(script, input, () -> {});
        } catch (IOException e) {
            throw new Mistake("Cannot read the script " + name + ": found " + Faults.words(e) + ".", e);
        }
    }

    /** Read whole before its first line runs, so that a file that is no script runs not at all. */
    private static String whole(String name) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(Path.of(name)));
        CharBuffer text = CharBuffer.allocate(bytes.capacity());
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(bytes, text, true);
        if (result.isError()) {
            throw new Mistake("Cannot run the script " + name + ": expected UTF-8; found byte "
                    + String.format(Locale.ROOT, "0x%02X", bytes.get(bytes.position())) + " at offset "
                    + bytes.position() + ". Save it as UTF-8.");
        }
        return text.flip().toString();
    }

    /** What a command hears that talks with the person: the lines that follow its own. */
    private static Ear ear(BufferedReader lines) {
        return (prompt, begun, completions) -> {
            try {
                String line = lines.readLine();
                return line == null ? new Entry.End() : new Entry.Typed(line);
            } catch (IOException e) {
                throw new Mistake("Cannot read what is said: found " + Faults.words(e) + ".", e);
            }
        };
    }

    private static int lines(Script script, BufferedReader reader, Runnable ask) {
        try {
            return script.run(reader, ask);
        } catch (IOException e) {
            throw new Mistake("Cannot read the lines to run: found " + Faults.words(e) + ".", e);
        }
    }

    private void answer(String line) {
        out.println(line);
        out.flush();
    }
}
