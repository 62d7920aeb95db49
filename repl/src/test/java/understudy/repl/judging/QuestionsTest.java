package understudy.repl.judging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import understudy.repl.Mistake;

class QuestionsTest {
    @TempDir
    Path folder;

    private List<Question> read(String text) throws IOException {
        return Questions.read(Files.writeString(folder.resolve("q"), text), 100);
    }

    private String refused(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("q"), text);
        return assertThrows(Mistake.class, () -> Questions.read(file, 100)).getMessage();
    }

    @Test
    void allFormsAreRead() throws IOException {
        Question known = new Question("Who?", Optional.of("Marta"));
        assertEquals(List.of(known), read("[{\"question\": \"Who?\", \"answer\": \"Marta\"}]"));
        assertEquals(
                List.of(known, known),
                read("{\"question\":\"Who?\",\"answer\":\"Marta\"}\n\n{\"question\":\"Who?\",\"answer\":\"Marta\"}\n"));
        assertEquals(
                List.of(new Question("Sort.\n\nb a", Optional.of("a b"))),
                read("[{\"instruction\": \"Sort.\", \"input\": \"b a\", \"output\": \"a b\"}]"));
        assertEquals(List.of(known, new Question("Why?", Optional.empty())), read("Who?\tMarta\n\nWhy?\n"));
    }

    @Test
    void theFirstOnesAreTaken() throws IOException {
        Path file = Files.writeString(folder.resolve("q"), "a\nb\nc\n");
        assertEquals(2, Questions.read(file, 2).size());
    }

    @Test
    void mistakesNameTheEntry() throws IOException {
        assertTrue(refused("[{\"question\": \"a\"}, {\"prompt\": \"b\"}]").contains("in entry 2 of"));
        assertTrue(refused("[{\"question\": \"a\"}, {\"prompt\": \"b\"}]").contains("found prompt."));
        assertTrue(refused("{\"question\":\"a\"}\n{nonsense}\n").contains("line 2"));
        assertTrue(refused("[\n{]").contains("in line 2"));
        assertTrue(refused(" \n").contains("found none"));
        Files.write(folder.resolve("latin"), "é".getBytes(StandardCharsets.ISO_8859_1));
        assertThrows(Mistake.class, () -> Questions.read(folder.resolve("latin"), 1));
        assertThrows(Mistake.class, () -> Questions.read(folder.resolve("none"), 1));
    }
}
