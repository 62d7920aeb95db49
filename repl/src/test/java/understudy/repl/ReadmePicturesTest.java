package understudy.repl;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import understudy.repl.terminal.Pty;
import understudy.repl.terminal.ScreenPicture;

/**
 * The README's pictures: the program itself on an emulated screen. They are taken anew by
 *
 * <pre>mvn test -pl repl -am -Dtest=ReadmePicturesTest -Dsurefire.failIfNoSpecifiedTests=false -Dpictures=write</pre>
 */
@EnabledIfSystemProperty(named = "pictures", matches = "write")
class ReadmePicturesTest {
    private static final Path PICTURES = Path.of("pictures");
    private static final int PATIENCE = 40;

    @TempDir
    Path home;

    @Test
    void promptDashboardTheatre() throws IOException, InterruptedException {
        try (Pty pty = new Pty(112, 34, program(), Map.of())) {
            pty.await("understudy>");
            type(pty, "corpus playhouse", rows -> contains(rows, "floor"));
            type(pty, "new marta --corpus playhouse", rows -> contains(rows, "`train` begins"));
            type(pty, "set sample-every 50", rows -> contains(rows, "sample-every 0"));
            type(pty, "train 300 --eval-every 50", rows -> contains(rows, "rehearses"));
            wait(pty, rows -> contains(rows, "marta@5"));
            type(pty, "sample \"SCENE: \" --tokens 100 --seed 11", rows -> contains(rows, "tokens/s"));
            type(pty, "set rate 4e-3", rows -> contains(rows, "at its peak"));
            wait(pty, rows -> contains(rows, "@1"));
            picture(pty, "prompt");
            pty.type("watch\r");
            wait(pty, rows -> contains(rows, "space pause"));
            wait(pty, rows -> contains(rows, "@250"));
            picture(pty, "dashboard");
            pty.type("q");
            wait(pty, rows -> contains(rows, "to step 300"));
            pty.type("theatre marta --prompt \"SCENE: \" --tokens 160 --seed 11\r");
            wait(pty, rows -> contains(rows, "re-roll") && !contains(rows, "they speak"));
            for (int i = 0; i < 9; i++) {
                pty.type("\033[B");
            }
            wait(pty, rows -> contains(rows, " of "));
            Thread.sleep(1000);
            picture(pty, "theatre");
            pty.type("q");
            pty.await("marta@300>");
            pty.type("quit\r");
        }
    }

    private List<String> program() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "--home",
                home.toString());
    }

    private static void type(Pty pty, String line, Predicate<List<String>> then)
            throws IOException, InterruptedException {
        pty.type(line + "\r");
        wait(pty, then);
    }

    /** Trains for longer than a screen usually takes to look as wanted. */
    private static void wait(Pty pty, Predicate<List<String>> wanted) throws InterruptedException {
        for (int i = 0; i < PATIENCE; i++) {
            try {
                pty.await("the picture", wanted);
                return;
            } catch (AssertionError slow) {
                if (i == PATIENCE - 1) {
                    throw slow;
                }
            }
        }
    }

    private static boolean contains(List<String> rows, String text) {
        return rows.stream().anyMatch(row -> row.contains(text));
    }

    private static void picture(Pty pty, String name) throws IOException {
        String svg = ScreenPicture.svg(pty.screen().cells());
        assertTrue(svg.endsWith("</svg>\n"));
        Files.createDirectories(PICTURES);
        Files.writeString(PICTURES.resolve(name + ".svg"), svg, StandardCharsets.UTF_8);
    }
}
