package understudy.repl.commands;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import understudy.repl.Mistake;
import understudy.repl.Session;
import understudy.repl.terminal.PaneSnapshot;
import understudy.repl.terminal.TerminalConsole;
import understudy.repl.terminal.Text;

/** Commands that need no model, for tests of the shell itself. */
public final class RehearsalCommands {
    private RehearsalCommands() {}

    public static CommandTable table(Session session) {
        return new CommandTable(
                session,
                List.of(new CommandGroup(
                        "Tests",
                        List.of(
                                new Help(session),
                                new Quit(session),
                                new Echo(session),
                                new Stream(session),
                                new Burst(session),
                                new Act(session),
                                new Crash(),
                                new Err(),
                                new Nested(),
                                new Progress(session)))));
    }

    enum Mood {
        MERRY,
        GRAVE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Names that come from the session. */
    static final class Names implements Iterable<String> {
        private final Session session;

        Names(Session session) {
            this.session = session;
        }

        @Override
        public Iterator<String> iterator() {
            return Arrays.asList(
                            "romeo",
                            "romeo@best",
                            "my model",
                            session.home().folder().getFileName() + "-home")
                    .iterator();
        }
    }

    @Command(name = "echo", description = "say the words again")
    static final class Echo implements ShellCommand {
        private final Session session;

        @Parameters(arity = "0..*", paramLabel = "TEXT", description = "words")
        private List<String> words = List.of();

        @Option(names = "--rate", paramLabel = "X", description = "a rate", converter = Values.Positive.class)
        private Double rate = 0.5;

        @Option(
                names = {"-n", "--count"},
                paramLabel = "N",
                description = "a count",
                converter = Values.Count.class)
        private Integer count = 1;

        @Option(names = "--mood", paramLabel = "MOOD", description = "a mood")
        private Mood mood = Mood.GRAVE;

        Echo(Session session) {
            this.session = session;
        }

        @Override
        public List<String> examples() {
            return List.of("echo a \"b c\"", "echo --rate 3e-4 x");
        }

        @Override
        public Reply call() {
            List<String> said = words == null ? List.of() : words;
            session.console().println("ECHO " + said + " " + rate + " " + count + " " + mood);
            return Reply.ok().with("words", said).with("rate", rate).with("nothing", Optional.empty());
        }
    }

    @Command(name = "stream", description = "print tokens for a while")
    static final class Stream implements ShellCommand {
        private static final String PIECES = "The quick brown fox 漢字も流れる ⣿⣤ café ";

        private final Session session;

        @Option(names = "-n", paramLabel = "N", description = "how many", converter = Values.Count.class)
        private Integer count = 200;

        @Option(names = "--ms", paramLabel = "N", description = "how slowly", converter = Values.Amount.class)
        private Integer millis = 1;

        Stream(Session session) {
            this.session = session;
        }

        @Override
        public List<String> examples() {
            return List.of("stream -n 10");
        }

        @Override
        public Reply call() {
            int[] points = PIECES.codePoints().toArray();
            for (int i = 0; i < count; i++) {
                if (session.halt().await(Duration.ofMillis(millis))) {
                    session.console().fresh();
                    session.console().println("CUT after some");
                    return Reply.ok().with("tokens", i).interrupted();
                }
                session.console().print(Character.toString(points[i % points.length]));
            }
            session.console().fresh();
            session.console().println("STREAMED " + count);
            return Reply.ok().with("tokens", count);
        }
    }

    @Command(name = "burst", description = "log lines from another thread")
    static final class Burst implements ShellCommand {
        private final Session session;

        @Parameters(arity = "0..1", paramLabel = "N", description = "how many", converter = Values.Count.class)
        private Integer count;

        Burst(Session session) {
            this.session = session;
        }

        @Override
        public List<String> examples() {
            return List.of("burst 3");
        }

        @Override
        public Reply call() {
            int lines = count == null ? 20 : count;
            Thread thread = new Thread(() -> {
                for (int i = 0; i < lines; i++) {
                    session.console().log("notice " + i + " " + "x".repeat(i % 30));
                    pause(10);
                }
                session.console().log("BURST " + lines);
            });
            thread.setDaemon(true);
            thread.start();
            return Reply.ok();
        }
    }

    @Command(name = "act", description = "a run in the background that the pane shows")
    static final class Act implements ShellCommand {
        private final Session session;
        private final AtomicLong step = new AtomicLong();

        Act(Session session) {
            this.session = session;
        }

        @Override
        public List<String> examples() {
            return List.of("act");
        }

        @Override
        public Reply call() {
            Thread thread = new Thread(() -> {
                while (true) {
                    step.incrementAndGet();
                    pause(2);
                }
            });
            thread.setDaemon(true);
            thread.start();
            session.use("romeo");
            session.pane(() -> snapshot(step.get()));
            session.prompt(() -> "romeo@" + step.get());
            return Reply.ok();
        }

        private static PaneSnapshot snapshot(long step) {
            double[] history = new double[(int) Math.min(400, step / 5)];
            Arrays.setAll(history, i -> 1.5 + 2.7 * Math.exp(-i / 60.0) + 0.05 * Math.sin(i));
            double train = history.length == 0 ? Double.NaN : history[history.length - 1];
            PaneSnapshot.Run run = new PaneSnapshot.Run(
                    "romeo",
                    "playhouse",
                    PaneSnapshot.State.REHEARSING,
                    step,
                    250_000,
                    new PaneSnapshot.Losses(
                            history.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(train),
                            OptionalDouble.of(1.861),
                            OptionalDouble.of(1.861),
                            1000,
                            OptionalDouble.of(0.912),
                            ""),
                    new PaneSnapshot.Pace(
                            1e-3,
                            OptionalDouble.of(0.81),
                            OptionalDouble.of(13_950),
                            OptionalDouble.of(72),
                            OptionalLong.of(250 - step % 250)),
                    history);
            return new PaneSnapshot(
                    List.of(
                            new PaneSnapshot.Resident("romeo", 3_200_000, 6_400_000, true),
                            new PaneSnapshot.Resident("gpt2", 498_000_000, 0, false)),
                    Optional.of(run),
                    "cpu · fp32",
                    OptionalLong.of(19_100_000_000L));
        }
    }

    @Command(name = "crash", description = "fail in an unexpected way")
    static final class Crash implements ShellCommand {
        @Override
        public List<String> examples() {
            return List.of();
        }

        @Override
        public Reply call() {
            throw new IllegalStateException("the wiring is wrong\nsecond line");
        }
    }

    @Command(name = "err", description = "a person's mistake")
    static final class Err implements ShellCommand {
        @Option(names = "--later", description = "on another thread")
        private boolean later;

        @Override
        public List<String> examples() {
            return List.of();
        }

        @Override
        public Reply call() {
            Mistake mistake = new Mistake("No model juliet. `models` lists them.");
            if (later) {
                throw new CompletionException(mistake);
            }
            throw mistake;
        }
    }

    @Command(
            name = "nested",
            description = "a parent",
            subcommands = {First.class, Second.class})
    static final class Nested {}

    @Command(name = "first", description = "the first child")
    static final class First implements ShellCommand {
        private final Session session;

        @Parameters(paramLabel = "MODEL", description = "a model", completionCandidates = Names.class)
        private String model;

        @Option(names = "--file", paramLabel = "FILE", description = "a file")
        private Path file;

        First(Session session) {
            this.session = session;
        }

        @Override
        public List<String> examples() {
            return List.of("nested first romeo");
        }

        @Override
        public Reply call() {
            session.console().println("FIRST " + model + " " + file);
            return Reply.ok().with("model", model);
        }
    }

    @Command(name = "second", description = "a full-screen view")
    static final class Second implements ShellCommand {
        private final Session session;

        Second(Session session) {
            this.session = session;
        }

        @Override
        public List<String> examples() {
            return List.of();
        }

        @Override
        public Reply call() {
            if (!(session.console() instanceof TerminalConsole console)) {
                throw new Mistake("A view needs a terminal.");
            }
            console.show(canvas -> canvas.put(0, 0, Text.of("VIEW " + canvas.columns() + "x" + canvas.rows())));
            return Reply.ok();
        }
    }

    @Command(name = "progress", description = "work that shows how it gets on")
    static final class Progress implements ShellCommand {
        private final Session session;

        Progress(Session session) {
            this.session = session;
        }

        @Override
        public List<String> examples() {
            return List.of("progress");
        }

        @Override
        public Reply call() {
            for (int i = 1; i <= 20; i++) {
                session.console().progress("working " + i + " of 20");
                pause(20);
            }
            session.console().println(Text.of("WORKED").quiet(" for a while"));
            return Reply.ok();
        }
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
