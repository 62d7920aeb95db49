package understudy.repl;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import understudy.models.Engine;
import understudy.repl.commands.CommandTable;
import understudy.repl.commands.Completions;
import understudy.repl.commands.Dispatch;
import understudy.repl.terminal.Console;
import understudy.repl.terminal.Prompt;
import understudy.repl.terminal.Screen;
import understudy.repl.terminal.Text;

/** The parts of a running program, put together: session, commands, dispatch, and the shell in front of them. */
final class Stage {
    /** For so long a process that is told to end waits for its command. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final Session session;
    private final Dispatch dispatch;
    private final FutureTask<CommandTable> table;

    /**
     * @param interactive whether lines come from a prompt
     * @param answers where JSON goes, if it is wanted
     */
    Stage(
            Launch launch,
            Home home,
            Console console,
            boolean interactive,
            Supplier<CompletableFuture<Engine>> engine,
            Function<Session, CommandTable> commands,
            Optional<Consumer<String>> answers) {
        session = new Session(launch, home, console, interactive, engine);
        table = new FutureTask<>(() -> commands.apply(session));
        dispatch = new Dispatch(session, this::table, answers, Log::trouble);
    }

    Session session() {
        return session;
    }

    Dispatch dispatch() {
        return dispatch;
    }

    /** The commands, built when first needed: that takes longer than a person should wait for the prompt. */
    private CommandTable table() {
        table.run(); // does nothing the second time; a second thread waits below
        try {
            return table.get();
        } catch (InterruptedException e) {
            throw new Interrupted();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the command table is wrong", e.getCause());
        }
    }

    /** Runs the shell until the person leaves. */
    void shell(Screen screen, Text welcome, Optional<List<String>> first) {
        Prompt prompt = new Prompt(screen, session.home().history(), new Completions(this::table)::of);
        session.console().log(welcome);
        session.console().log(session.greeting());
        session.console().println("");
        session.asker(question -> prompt.agrees(Text.of(question)));
        session.ear(prompt::hear);
        session.editor(screen::edited);
        screen.showPane(session::pane);
        Thread warm = new Thread(this::warm, "warm");
        warm.setDaemon(true);
        warm.start();
        new Shell(session, screen, prompt, dispatch).run(first);
        prompt.save();
    }

    /** What the first command will need, made ready while the person reads and types. */
    private void warm() {
        table();
        session.engine();
    }

    /** The process is about to end: what runs may end in order and give its answer, if it does so soon; then what must be saved is saved. */
    void killed() {
        session.halt().end();
        dispatch.await(LAST_WORDS);
        session.leave();
    }
}
