package understudy.repl.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import understudy.models.Knob;
import understudy.repl.Sessions;
import understudy.repl.terminal.Completion;

class CompletionsTest {
    @TempDir
    Path home;

    private Completions completions;

    @BeforeEach
    void open() {
        CommandTable table =
                RehearsalCommands.table(Sessions.plain(home, new PrintStream(PrintStream.nullOutputStream())));
        completions = new Completions(() -> table);
    }

    private List<String> words(String... typed) {
        return completions.of(List.of(typed)).stream().map(Completion::word).toList();
    }

    @Test
    void commandsWithTheirMeaning() {
        assertTrue(completions.of(List.of("ec")).contains(new Completion("echo", "say the words again", true)));
        assertEquals(List.of("first", "second"), words("nes", ""));
        assertEquals(List.of(), words("zork", ""));
    }

    @Test
    void optionsNotYetGiven() {
        assertEquals(List.of("--rate", "--count", "--mood", "--help"), words("echo", "-"));
        assertEquals(List.of("--count", "--mood", "--help"), words("echo", "--rate", "1", "--"));
    }

    @Test
    void values() {
        assertEquals(List.of("merry", "grave"), words("echo", "--mood", ""));
        assertEquals(List.of("--mood=merry", "--mood=grave"), words("echo", "--mood=m"));
        assertEquals(List.of("1", "10", "100", "1000"), words("echo", "-n", ""));
        String own = home.getFileName() + "-home";
        assertEquals(List.of("romeo", "romeo@best", "my model", own), words("nested", "first", "ro"));
        assertEquals(List.of("romeo", "romeo@best", "my model", own), words("nested", "first", "--file", "x", ""));
    }

    @Test
    void aKnobsOwnValuesAndTheWordsOfASplit() {
        CommandTable real = Commands.table(Sessions.plain(home, new PrintStream(PrintStream.nullOutputStream())));
        completions = new Completions(() -> real);
        assertEquals(List.of("validation", "test", "train"), words("eval", "--split", ""));
        assertEquals(Knob.SCHEDULE.choices(), words("set", "schedule", ""));
        assertEquals(KnobOptions.offers(Knob.EVAL_EVERY), words("set", "romeo", "eval-every", ""));
        assertTrue(words("set", "").contains("eval-every"));
    }

    @Test
    void files() throws IOException {
        Files.createDirectory(home.resolve("folder"));
        Files.createFile(home.resolve(".hidden"));
        List<Completion> found = completions.of(List.of("nested", "first", "--file", home + "/f"));
        assertTrue(found.contains(new Completion(home + "/folder/", "", false)), found.toString());
        assertTrue(found.contains(new Completion(home + "/format", "", true)), found.toString());
        assertTrue(found.stream().noneMatch(c -> c.word().contains(".hidden")));
        assertTrue(words("nested", "first", "--file=" + home + "/.").contains("--file=" + home + "/.hidden"));
    }
}
