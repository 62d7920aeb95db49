package understudy.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import understudy.repl.commands.RehearsalCommands;

/** The program without a terminal, from its arguments to its streams and its status. */
class ProgramTest {
    @TempDir
    Path home;

    private final PrintStream realOut = System.out;
    private final PrintStream realErr = System.err;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<Runnable> whenInterrupted = new ArrayList<>();
    private String input = "";

    @BeforeEach
    @AfterEach
    void giveTheStreamsBack() {
        System.setOut(realOut);
        System.setErr(realErr);
    }

    private int run(String... arguments) {
        return run(out, arguments);
    }

    private int run(OutputStream results, String... arguments) {
        out.reset();
        err.reset();
        List<String> all = new ArrayList<>(List.of("--home", home.toString()));
        all.addAll(List.of(arguments));
        Surroundings surroundings = new Surroundings(
                Map.of(),
                new Surroundings.Streams(
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        results,
                        new PrintStream(err, true, StandardCharsets.UTF_8)),
                false,
                new Surroundings.Signals(action -> {}, whenInterrupted::add),
                launch -> CompletableFuture.completedFuture(null));
        return new Program(surroundings, RehearsalCommands::table).run(all);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void linesRunInOrderUntilOneFails() {
        assertEquals(0, run("-c", "echo a; echo \"b; c\"\necho d"));
        assertEquals("ECHO [a] 0.5 1 grave\nECHO [b; c] 0.5 1 grave\nECHO [d] 0.5 1 grave\n", out());
        assertEquals(1, run("-c", "echo a; err; echo b"));
        assertEquals("ECHO [a] 0.5 1 grave\n", out());
        assertEquals("No model juliet. `models` lists them.\n", err());
        assertEquals(1, run("--keep-going", "-c", "echo a; err; echo b"));
        assertEquals("ECHO [a] 0.5 1 grave\nECHO [b] 0.5 1 grave\n", out());
        assertEquals(0, run("-c", "echo a; quit; err"));
    }

    @Test
    void oneCommandNeedsNoQuoting() {
        assertEquals(0, run("echo", "a; b", "# c"));
        assertEquals("ECHO [a; b, # c] 0.5 1 grave\n", out());
    }

    @Test
    void scriptsAndPipes() throws IOException {
        Path script = home.resolve("lines");
        Files.writeString(script, "# first\necho 'a\nb' # said\n\nquit\nerr\n", StandardCharsets.UTF_8);
        assertEquals(0, run(script.toString()));
        assertEquals("ECHO [a\nb] 0.5 1 grave\n", out());
        input = "echo é\necho \"left";
        assertEquals(1, run());
        assertEquals("ECHO [é] 0.5 1 grave\n", out());
        assertTrue(err().startsWith("A quote is left open"), err());
    }

    @Test
    void marksAndLineEndsOfOtherSystemsAreNoTrouble() throws IOException {
        input = "\ufeffecho a\r\necho b\r\n";
        assertEquals(0, run());
        assertEquals("ECHO [a] 0.5 1 grave\nECHO [b] 0.5 1 grave\n", out());
        Path script = home.resolve("lines");
        Files.writeString(script, input, StandardCharsets.UTF_8);
        assertEquals(0, run(script.toString()));
        assertEquals("ECHO [a] 0.5 1 grave\nECHO [b] 0.5 1 grave\n", out());
    }

    @Test
    void aScriptThatIsNotUtf8RunsNotAtAll() throws IOException {
        Path script = home.resolve("lines");
        Files.write(script, "echo a\necho caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(1, run(script.toString()));
        assertEquals("", out());
        assertEquals(
                "Cannot run the script " + script
                        + ": expected UTF-8; found byte 0xE9 at offset 15. Save it as UTF-8.\n",
                err());
    }

    @Test
    void resultsThatCannotBeWrittenAreAFailure() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        assertEquals(1, run(full, "echo", "a"));
        assertTrue(err().startsWith("Standard output could not be written"), err());
        assertEquals(1, run(full, "--version"));
        assertEquals(1, run(full, "--json", "echo", "a"));
    }

    @Test
    void whoeverHasSeenEnoughIsNotBothered() {
        OutputStream closed = new OutputStream() {
            private int left = 5;

            @Override
            public void write(int b) throws IOException {
                if (left-- <= 0) {
                    throw new IOException("Broken pipe");
                }
                out.write(b);
            }

            @Override
            public void write(byte[] bytes, int from, int count) throws IOException {
                for (int i = 0; i < count; i++) {
                    write(bytes[from + i]);
                }
            }
        };
        assertEquals(141, run(closed, "-c", "stream -n 1000000; err"), "a long command ends soon");
        assertEquals("The q", out());
        assertEquals("", err());
        assertEquals(141, run(closed, "--json", "echo", "a"));
        assertEquals("ECHO [a] 0.5 1 grave\n", err(), "what was said before the pipe was found closed");
    }

    @Test
    void jsonSteersNoTerminal() {
        assertEquals(0, run("--json", "echo", "a\u007fb\u009bc\u00a0"));
        assertTrue(out().contains("[\"a\\u007Fb\\u009Bc\u00a0\"]"), out());
    }

    @Test
    void jsonIsOneObjectPerCommand() {
        assertEquals(
                1,
                run(
                        "--json",
                        "--keep-going",
                        "-c",
                        "echo a b; nested first romeo; err; zork; echo --rate=x; help echo"));
        assertEquals("""
                {"command":"echo","ok":true,"words":["a","b"],"rate":0.5,"nothing":null}
                {"command":"nested first","ok":true,"model":"romeo"}
                {"command":"err","ok":false,"error":"No model juliet. `models` lists them."}
                {"command":"zork","ok":false,"error":"Unknown command \\"zork\\". `help` lists the commands."}
                {"command":"echo","ok":false,"error":"--rate: expected a number above 0, such as 1.5; found \\"x\\"."}
                {"command":"help","ok":true,"topic":"echo","text":"echo [TEXT…] [options]\\n  say the words again\\n  TEXT                        words\\n  --rate X                    a rate\\n  -n, --count N               a count\\n  --mood MOOD                 a mood\\n  e.g. echo a \\"b c\\"\\n  e.g. echo --rate 3e-4 x"}
                """, out());
        assertTrue(err().startsWith("ECHO [a, b] 0.5 1 grave\nFIRST romeo null\nNo model juliet."), err());
    }

    @Test
    void whatIsNobodysMistakeGoesToTheLog() throws IOException {
        assertEquals(1, run("crash"));
        assertEquals(
                "crash failed unexpectedly (IllegalStateException: the wiring is wrong). The full story is in "
                        + home.resolve("log") + ".\n",
                err());
        try (Stream<Path> files = Files.list(home.resolve("log"))) {
            Path log =
                    files.filter(f -> f.toString().endsWith(".log")).findFirst().orElseThrow();
            String story = Files.readString(log, StandardCharsets.UTF_8);
            assertTrue(story.contains("RehearsalCommands$Crash.call"), story);
        }
    }

    @Test
    void strayPrintsAreKeptOffTheStreams() throws IOException {
        run("echo");
        System.out.println("a library speaks");
        assertFalse(out().contains("library"));
    }

    @Test
    void interruptedIs130() throws InterruptedException {
        Thread thread = new Thread(() -> {
            while (whenInterrupted.isEmpty() || !out().contains("quick")) {
                Thread.onSpinWait();
            }
            whenInterrupted.get(0).run();
        });
        thread.start();
        assertEquals(130, run("-c", "stream -n 100000; echo never"));
        thread.join();
        assertTrue(out().endsWith("CUT after some\n"), out());
    }

    /** A path may hold anything, and who reads JSON reads nothing else. */
    @Test
    void whatIsWrongBeforeTheFirstCommandIsOneSafeLineAndAnAnswer() throws IOException {
        Path file = Files.writeString(home.resolve("file"), "");
        String evil = file + "/e\033[31mv\nil";
        assertEquals(1, run("--home", evil, "-c", "models"));
        assertEquals(1, err().lines().count(), err());
        assertFalse(err().contains("\033"), err());
        assertEquals("", out());
        assertEquals(1, run("--json", "--home", file.toString(), "-c", "models"));
        assertTrue(out().startsWith("{\"command\":\"understudy\",\"ok\":false,\"error\":\"The home "), out());
        assertEquals(1, out().lines().count());
        assertEquals(1, run(home.toString()));
        assertTrue(err().contains(home + " is no file of lines, and no command is called so"), err());
        assertEquals(2, run("--json", "--frob"));
        assertTrue(out().contains("knows no option --frob"), out());
    }

    @Test
    void wrongUsageIs2AndVersionIs0() {
        assertEquals(2, run("--colour"));
        assertTrue(err().startsWith("understudy knows no option --colour"));
        assertEquals(0, run("--version"));
        assertEquals("understudy 0.1\n", out());
        assertEquals(0, run("--help"));
        assertTrue(out().contains("understudy -c \"LINE; LINE\""));
    }

    @Test
    void aSecondProcessIsTold() {
        try (var lock = understudy.checkpoints.FolderLock.take(home)) {
            assertEquals(1, run("echo"));
            assertTrue(err().contains("is in use by another Understudy"), err());
            assertTrue(lock != null);
        }
    }

    @Test
    void whoOnlyLooksMayDoSoBesideAnother() {
        try (var lock = understudy.checkpoints.FolderLock.take(home)) {
            assertEquals(0, run("help"));
            assertEquals(0, run("-c", "help echo"));
            assertEquals(1, run("-c", "help; echo"), "the second command might change something");
            assertTrue(lock != null);
        }
    }

    @Test
    void aScriptSaysWhereItFailed() {
        input = "echo a\n\nerr\necho b\n";
        assertEquals(1, run());
        assertTrue(err().endsWith("That was line 3 of the script; what follows was not run (--keep-going).\n"), err());
        input = "echo 'a\nb\necho c\n";
        assertEquals(1, run());
        assertTrue(err().contains("Those were lines 1 to 3 of the script"), err());
    }
}
