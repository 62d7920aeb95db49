package understudy.repl.commands;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import understudy.repl.Interrupted;
import understudy.repl.Mistake;
import understudy.repl.Session;

/**
 * Runs one command: from its words to its reply, its one line of trouble, or its JSON. Whatever a command throws, the shell survives.
 */
public final class Dispatch {
    /** All well. */
    public static final int DONE = 0;
    /** A command failed. */
    public static final int FAILED = 1;
    /** The person stopped it. */
    public static final int INTERRUPTED = 130;

    private final Session session;
    private final Supplier<CommandTable> table;
    private final Optional<Answers> answers;
    private final BiConsumer<String, Throwable> log;
    /** Held while a command runs. */
    private final ReentrantLock running = new ReentrantLock();

    /**
     * @param table asked at the first command, so that the prompt need not wait for it
     * @param answers where JSON lines go, if they are wanted
     * @param log takes the full story of what was not a person's mistake
     */
    public Dispatch(
            Session session,
            Supplier<CommandTable> table,
            Optional<Consumer<String>> answers,
            BiConsumer<String, Throwable> log) {
        this.session = session;
        this.table = table;
        this.answers = answers.map(line -> new Answers(new Json(), line));
        this.log = log;
    }

    /** Runs the command and returns its status. */
    public int run(List<String> words) {
        running.lock();
        try {
            return answered(words);
        } finally {
            running.unlock();
        }
    }

    /** Waits until no command runs, its answer given, but no longer than this. From any thread. */
    public void await(Duration most) {
        try {
            if (running.tryLock(most.toMillis(), TimeUnit.MILLISECONDS)) {
                running.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int answered(List<String> words) {
        Progress progress = new Progress(words.get(0));
        try {
            return finish(progress, perform(progress, words));
        } catch (Interrupted e) {
            return finish(progress, Reply.ok().interrupted());
        } catch (ParameterException e) {
            return fail(progress, Wording.of(e));
        } catch (Throwable e) {
            return unexpected(progress, e);
        }
    }

    /** The JSON of what failed before any command could be run. */
    public static String refusal(String command, String line) {
        return new Json().failed(command, line);
    }

    /** Refuses words that could not even be read, such as an open quote. */
    public int refuse(String command, Mistake mistake) {
        return fail(new Progress(command), mistake.getMessage());
    }

    private Reply perform(Progress progress, List<String> words) throws Exception {
        CommandTable commands = table.get();
        List<String> whole = commands.whole(words);
        progress.command = whole.get(0);
        ParseResult parsed = commands.line().parseArgs(whole.toArray(String[]::new));
        while (parsed.hasSubcommand()) {
            parsed = parsed.subcommand();
        }
        CommandSpec spec = parsed.commandSpec();
        progress.command = CommandTable.path(spec);
        if (parsed.isUsageHelpRequested()) {
            HelpPage.of(spec, session.console().width()).forEach(session.console()::println);
            return Reply.ok();
        }
        if (spec.userObject() instanceof ShellCommand command) {
            return command.call();
        }
        throw new Mistake(progress.command + ": expected "
                + CommandTable.listed(spec.subcommands().keySet(), "or") + "; found nothing. `help " + progress.command
                + "` explains them.");
    }

    private int finish(Progress progress, Reply reply) {
        session.console().fresh();
        if (reply.isInterrupted() && reply.fields().isEmpty()) {
            session.console().log("interrupted");
        }
        answers.ifPresent(a -> a.lines.accept(a.json.done(progress.command, reply)));
        return reply.isInterrupted() ? INTERRUPTED : reply.error().isPresent() ? FAILED : DONE;
    }

    private int fail(Progress progress, String line) {
        String one = line == null ? "" : String.join(" ", line.strip().lines().toList());
        session.console().trouble(one);
        answers.ifPresent(a -> a.lines.accept(a.json.failed(progress.command, one)));
        return FAILED;
    }

    private int unexpected(Progress progress, Throwable thrown) {
        // What happened on another thread comes wrapped.
        Throwable fault =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (Mistake.speaks(fault)) {
            return fail(progress, fault.getMessage());
        }
        log.accept(progress.command, fault);
        String what = fault.getMessage() == null || fault.getMessage().isBlank()
                ? fault.getClass().getSimpleName()
                : fault.getClass().getSimpleName() + ": "
                        + fault.getMessage().lines().findFirst().orElse("");
        return fail(
                progress,
                progress.command + " failed unexpectedly (" + what + "). The full story is in "
                        + session.home().log() + ".");
    }

    private record Answers(Json json, Consumer<String> lines) {}

    /** How far the name of the command is known. */
    private static final class Progress {
        private String command;

        Progress(String command) {
            this.command = command;
        }
    }
}
