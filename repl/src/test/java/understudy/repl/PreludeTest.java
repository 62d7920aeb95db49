package understudy.repl;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class PreludeTest {
    private final Logger jline = Logger.getLogger("org.jline");

    @BeforeEach
    void silenceWhatJlineSaysWhenTheMadeUpTerminalGoes() {
        jline.setLevel(Level.OFF);
    }

    @Test
    @Timeout(value = 15, unit = SECONDS)
    void goesToThePromptAndOutAgain(@TempDir Path folder) throws IOException {
        Prelude.start(folder);
        assertTrue(Files.exists(folder.resolve("history")), "a line was typed");
    }
}
