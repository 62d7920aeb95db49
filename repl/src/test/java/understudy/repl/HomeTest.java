package understudy.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
    @TempDir
    Path folder;

    @Test
    void isMadeOnceAndOpenedAgain() {
        Path where = folder.resolve("a/b");
        Home home = Home.open(where);
        assertTrue(home.fresh());
        assertTrue(Files.isDirectory(home.corpora()) && Files.isDirectory(home.recipes()));
        assertTrue(Files.isDirectory(home.prompts()) && Files.isDirectory(home.checkpoints()));
        assertFalse(Home.open(where).fresh());
    }

    @Test
    void aNewerOneIsRefused() throws IOException {
        Home.open(folder);
        Files.writeString(folder.resolve("format"), "2\n", StandardCharsets.UTF_8);
        String line = assertThrows(Mistake.class, () -> Home.open(folder)).getMessage();
        assertTrue(line.contains("made by a newer Understudy: expected format 1; found 2."), line);
        Files.writeString(folder.resolve("format"), "soon", StandardCharsets.UTF_8);
        line = assertThrows(Mistake.class, () -> Home.open(folder)).getMessage();
        assertTrue(line.contains("expected 1; found \"soon\""), line);
    }

    @Test
    void aFileInTheWayIsNamed() throws IOException {
        Path file = Files.createFile(folder.resolve("taken"));
        String line = assertThrows(Mistake.class, () -> Home.open(file)).getMessage();
        assertTrue(line.contains("expected a folder that may be written; found ") && line.contains("--home DIR"), line);
        assertEquals(1, line.lines().count());
    }
}
