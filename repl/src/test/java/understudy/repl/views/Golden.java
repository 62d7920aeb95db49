package understudy.repl.views;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import understudy.repl.terminal.Canvas;
import understudy.repl.terminal.View;

/** Screens that were looked at once and found good: {@code mvn test -Dgolden=write} takes the present ones for good. */
final class Golden {
    private static final Path SOURCES = Path.of("src/test/resources/understudy/repl/views");

    private Golden() {}

    static String picture(View view, int columns, int rows) {
        List<String> lines = Canvas.rows(view, columns, rows);
        assertEquals(rows, lines.size());
        lines.forEach(line -> assertTrue(line.length() <= columns, line));
        return String.join("\n", lines) + "\n";
    }

    static void check(String name, View view, int columns, int rows) {
        String file = name + "-" + columns + "x" + rows + ".txt";
        String shown = picture(view, columns, rows);
        try {
            if ("write".equals(System.getProperty("golden"))) {
                Files.createDirectories(SOURCES);
                Files.writeString(SOURCES.resolve(file), shown, StandardCharsets.UTF_8);
            }
            try (InputStream good = Golden.class.getResourceAsStream(file)) {
                String wanted = good == null ? "" : new String(good.readAllBytes(), StandardCharsets.UTF_8);
                assertEquals("write".equals(System.getProperty("golden")) ? shown : wanted, shown, file);
            }
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
