package understudy.corpora;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A large text that a person interrupts goes on where it stopped. Here a megabyte is large. */
class InterruptionTest {
    @TempDir
    Path temp;

    private CorpusLibrary library;
    private Path source;

    private static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @BeforeEach
    void write() throws IOException {
        library = new CorpusLibrary(temp.resolve("corpora"), UnaryOperator.identity(), 1 << 20);
        StringBuilder text = new StringBuilder();
        for (int i = 0; text.length() < 3 << 20; i++) {
            text.append("Line ").append(i).append(" of a long night, é.\n");
        }
        source = Files.writeString(temp.resolve("long.txt"), text);
    }

    private static AddOptions options(String tokenizer) {
        return new AddOptions("auto", tokenizer, "90/10");
    }

    private void interrupt(String tokenizer, String when, long after) {
        assertThrows(
                Enough.class,
                () -> library.add("x", List.of(source), options(tokenizer), (doing, done, total) -> {
                    if (doing.equals(when) && done >= after) {
                        throw new Enough();
                    }
                }));
        assertEquals(List.of(), library.names());
    }

    private List<String> left() throws IOException {
        try (Stream<Path> all = Files.list(temp.resolve("corpora"))) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(".draft"))
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"characters", "bytes", "gpt2"})
    void tokenizingGoesOnWhereItStoppedAndGivesTheSameFiles(String tokenizer) throws IOException {
        interrupt(tokenizer, "tokenizing", 2 << 20);
        assertEquals(List.of(".x.draft"), left());
        List<String> heard = new ArrayList<>();
        library.add(
                        "x",
                        List.of(source),
                        options(tokenizer),
                        (doing, done, total) -> heard.add(doing + " " + (done >> 18)))
                .close();
        assertTrue(heard.stream().noneMatch(line -> line.startsWith("reading")), heard.toString());
        // words of a vocabulary are gathered in blocks that are longer than this text, and then it begins anew
        assertTrue(tokenizer.equals("gpt2") || !heard.contains("tokenizing 0"), heard.toString());
        assertEquals(List.of(), left());
        library.add("y", List.of(source), options(tokenizer)).close();
        for (String file : List.of("text.txt", "tokens.bin", "tokenizer.json", "corpus.json")) {
            assertArrayEquals(
                    Files.readAllBytes(temp.resolve("corpora/y").resolve(file)),
                    Files.readAllBytes(temp.resolve("corpora/x").resolve(file)),
                    file);
        }
        try (Stream<Path> all = Files.list(temp.resolve("corpora/x"))) {
            assertEquals(4, all.count());
        }
    }

    @Test
    void whoStopsWhileItIsReadLeavesNothing() throws IOException {
        interrupt("characters", "reading", 1 << 20);
        assertEquals(List.of(), left());
    }

    @Test
    void anotherWishBeginsAnewAndAnotherCorpusLeavesItAlone() throws IOException {
        interrupt("characters", "tokenizing", 2 << 20);
        library.write("other", "to be or not to be", AddOptions.defaults()).close();
        assertEquals(List.of(".x.draft"), left());
        Files.writeString(source, "Another text.\n".repeat(100_000));
        library.add("x", List.of(source), options("characters")).close();
        assertEquals(1_400_000, library.card("x").tokens());
        assertEquals(List.of(), left());
    }

    @Test
    void whatWasBegunCanBeRemoved() throws IOException {
        interrupt("characters", "tokenizing", 2 << 20);
        library.remove("x");
        assertEquals(List.of(), left());
    }
}
