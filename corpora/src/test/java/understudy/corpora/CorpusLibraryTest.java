package understudy.corpora;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusLibraryTest {
    @TempDir
    Path temp;

    private Path home;
    private CorpusLibrary library;

    @BeforeEach
    void open() {
        home = temp.resolve("corpora");
        library = new CorpusLibrary(home);
    }

    private Path file(String name, String text) throws IOException {
        Path path = temp.resolve(name);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, text, StandardCharsets.UTF_8);
    }

    @Test
    void aTextBecomesTokensInTheOrderOfItsCharacters() throws IOException {
        Path source = file("a.txt", "hello\nworld, ünïque 😀 ");
        try (Corpus corpus =
                library.add("greeting", List.of(source), new AddOptions("auto", "characters", "80/10/10"))) {
            CorpusCard card = corpus.card();
            assertEquals(22, card.characters());
            assertEquals(27, card.bytes());
            assertEquals(22, card.tokens());
            assertEquals(17, card.sizes().train());
            assertEquals(2, card.sizes().validation());
            assertEquals(3, card.sizes().test());
            int[] ids = new int[17];
            corpus.tokens(Split.TRAIN).read(0, ids, 0, 17);
            assertEquals("hello\nworld, ünïq", corpus.tokenizer().decode(ids));
            assertArrayEquals(corpus.tokenizer().encode("ue"), read(corpus.tokens(Split.VALIDATION)));
            assertArrayEquals(corpus.tokenizer().encode(" 😀 "), read(corpus.tokens(Split.TEST)));
            corpus.verify();
        }
        assertEquals(List.of("greeting"), library.names());
        library.remove("greeting");
        assertEquals(List.of(), library.names());
        assertThrows(CorpusException.class, () -> library.open("greeting"));
    }

    private static int[] read(Tokens tokens) {
        int[] ids = new int[(int) tokens.size()];
        tokens.read(0, ids, 0, ids.length);
        return ids;
    }
}
