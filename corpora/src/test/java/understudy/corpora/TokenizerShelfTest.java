package understudy.corpora;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class TokenizerShelfTest {
    @TempDir
    Path home;

    private CorpusLibrary library;
    private TokenizerShelf shelf;

    @BeforeEach
    void open() {
        library = new CorpusLibrary(home.resolve("corpora"));
        shelf = library.tokenizers();
    }

    private Path file() throws IOException {
        return Files.writeString(home.resolve("some.json"), Vocabularies.pairsJson());
    }

    @Test
    void whatIsAddedIsThereUnderItsName() throws IOException {
        assertEquals(List.of(), shelf.names());
        assertEquals(Vocabularies.pairs(), shelf.add("pairs", file().toString()));
        assertEquals(List.of("pairs"), shelf.names());
        assertEquals(Vocabularies.pairs(), shelf.open("pairs"));
        assertEquals(List.of(), library.names());
        refused("there is a tokenizer 'pairs' already", () -> shelf.add("pairs", "bytes"));
        refused("the tokenizer 'gpt2' is always there", () -> shelf.add("gpt2", "bytes"));
        refused("a name begins with a letter", () -> shelf.add("../x", "bytes"));
        refused("known: characters, bytes, gpt2, r50k_base", () -> shelf.open("nobody"));
    }

    @Test
    void aCorpusTakesAnyOfThem() throws IOException {
        CharSequence text = "the theatre, the play\n".repeat(100);
        shelf.add("pairs", file().toString());
        for (String word : List.of("pairs", file().toString(), "bytes", "gpt2")) {
            String name = "c" + word.replaceAll("\\W", "");
            try (Corpus corpus = library.write(name, text, new AddOptions("auto", word, "90/10"))) {
                Tokens train = corpus.tokens(Split.TRAIN);
                int[] ids = new int[8];
                train.read(0, ids, 0, ids.length);
                assertTrue(text.toString().startsWith(corpus.tokenizer().decode(ids)));
                assertEquals(word, corpus.card().tokenizer());
                assertEquals(corpus.tokenizer().vocabulary(), corpus.card().vocabulary());
            }
        }
        String warnings = library.card("cgpt2").warnings().toString();
        assertTrue(warnings.contains("of the vocabulary's 50,257 tokens (99 %) never occur"), warnings);
        refused(
                "there is no tokenizer 'nobody'",
                () -> library.write("x", text, new AddOptions("auto", "nobody", "90/10")));
        refused(
                "--coverage is for characters",
                () -> library.write("x", text, new AddOptions("auto", "bytes", .5, "90/10")));
        refused("expected a coverage above 0", () -> new AddOptions("auto", "characters", Double.NaN, "90/10"));
        assertEquals(
                List.of("cbytes", "cgpt2", "cpairs"),
                library.names().stream().filter(name -> name.length() < 9).toList());
    }

    private static void refused(String said, Executable what) {
        String message = assertThrows(CorpusException.class, what).getMessage();
        assertTrue(message.contains(said), message);
        assertEquals(1, message.lines().count());
    }
}
