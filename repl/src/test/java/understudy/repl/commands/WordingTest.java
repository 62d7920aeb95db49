package understudy.repl.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import understudy.repl.Session;
import understudy.repl.Sessions;

/** What a person reads after typing something wrong. */
class WordingTest {
    @TempDir
    Path home;

    private String said(String... words) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Session session = Sessions.plain(home, new PrintStream(bytes, true, StandardCharsets.UTF_8));
        CommandTable table = RehearsalCommands.table(session);
        new Dispatch(session, () -> table, Optional.empty(), (command, fault) -> {
                    throw new AssertionError(fault);
                })
                .run(List.of(words));
        return bytes.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    @Test
    void values() {
        assertEquals("--rate: expected a number above 0, such as 1.5; found \"fast\".", said("echo", "--rate=fast"));
        assertEquals("--rate: expected a number above 0, such as 1.5; found \"-1\".", said("echo", "--rate", "-1"));
        assertEquals("--rate: expected a number above 0, such as 1.5; found \"NaN\".", said("echo", "--rate", "NaN"));
        assertEquals("--count: expected a whole number above 0, such as 100; found \"0\".", said("echo", "-n", "0"));
        assertEquals("--mood: expected merry or grave; found \"sad\".", said("echo", "--mood", "sad"));
        assertEquals("--rate: expected X (a rate); found nothing.", said("echo", "--rate"));
        assertEquals("--rate: expected once; found twice. Leave one out.", said("echo", "--rate", "1", "--rate", "2"));
    }

    @Test
    void names() {
        assertEquals("Unknown command \"ehco\". Did you mean echo? `help` lists the commands.", said("ehco"));
        assertEquals("\"e\" could be echo or err.", said("e"));
        assertEquals("nested: expected first or second; found \"third\".", said("nested", "third"));
        assertEquals("nested: expected first or second; found nothing. `help nested` explains them.", said("nested"));
        assertEquals(
                "echo knows no option --rote. Did you mean --rate? `help echo` lists them; -- goes before text that begins with a dash.",
                said("echo", "--rote", "5"));
    }

    @Test
    void tooFewAndTooMany() {
        assertEquals(
                "nested first: expected MODEL (a model); found nothing. `help nested first` shows how it is used.",
                said("nested", "first"));
        assertEquals(
                "nested first takes nothing more here: found \"b\". Quote text that has blanks; `help nested first` shows how it is used.",
                said("nested", "first", "a", "b"));
    }

    @Test
    void mistakesFromOtherThreadsAreMistakes() {
        assertEquals("No model juliet. `models` lists them.", said("err"));
        assertEquals("No model juliet. `models` lists them.", said("err", "--later"));
    }

    @Test
    void prefixesAreEnough() {
        assertEquals("FIRST romeo null", said("ne", "f", "romeo"));
        assertEquals("ECHO [-- x] 2.0 3 merry", said("ec", "--rate=2", "-n3", "--mood", "MERRY", "--", "-- x"));
        assertEquals("ECHO [] 0.5 1 grave", said("echo"));
        assertEquals("ECHO [@file, ${x}] 0.5 1 grave", said("echo", "@file", "${x}"));
    }
}
