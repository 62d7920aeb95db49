package understudy.repl;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class PreludeTest {
    @Test
    @Timeout(value = 15, unit = SECONDS)
    void goesToThePromptAndOutAgain(@TempDir Path folder) {
        Prelude.start(folder);
        assertTrue(Files.exists(folder.resolve("history")), "a line was typed");
    }
}
