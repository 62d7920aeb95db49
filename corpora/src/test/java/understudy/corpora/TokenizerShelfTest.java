package understudy.corpora;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    private Path conversations(String text) throws IOException {
        return Files.writeString(home.resolve("talks.txt"), text.repeat(40));
    }

    @ParameterizedTest
    @CsvSource({
        "characters, 1, <human> Hi <endOfText>\\n<bot> Oh <endOfText>\\n\\n, <human>|<bot>|<endOfText>, 96",
        "characters, .9, <human> Hi <endOfText>\\n<bot> Oh <endOfText>\\n\\n, <human>|<bot>|<endOfText>, -1",
        "bytes, 1, <human> Hi <endOfText>\\n<bot> Oh <endOfText>\\n\\n, <human>|<bot>|<endOfText>, 256",
        "gpt2, 1, <human> Hi <endOfText>\\n<bot> Oh <endOfText>\\n\\n, <human>|<bot>|<endOfText>, 50257",
        "characters, 1, ### Human: Hi\\n### Assistant: Oh\\n\\n, ### Human:|### Assistant:, 96",
    })
    void tagsOfConversationsAreSingleTokensWhenAsked(String word, double coverage, String text, String tags, int first)
            throws IOException {
        String whole = text.replace("\\n", "\n");
        AddOptions options = new AddOptions("auto", word, coverage, "90/10").withSpecial(List.of(AddOptions.TAGS));
        try (Corpus corpus = library.add("talks", List.of(conversations(whole)), options)) {
            Tokenizer tokenizer = corpus.tokenizer();
            String[] names = tags.split("\\|");
            int[] ids = tokenizer.encode(whole);
            assertEquals(whole, tokenizer.decode(ids));
            for (int i = 0; i < names.length; i++) {
                int id = tokenizer.vocabulary() - names.length + i;
                assertTrue(first < 0 || id == first + i, names[i] + " is " + id);
                assertEquals(names[i], tokenizer.piece(id));
                assertTrue(tokenizer.special(id));
                assertTrue(Arrays.stream(ids).anyMatch(each -> each == id), names[i]);
                assertArrayEquals(new int[] {id}, tokenizer.encode(names[i]));
            }
            assertEquals(tokenizer, Tokenizer.of(tokenizer.json()));
            assertEquals(word + " and tags", corpus.card().tokenizer());
            if (tags.contains("<endOfText>") && !word.equals("gpt2")) {
                assertEquals(OptionalInt.of(tokenizer.vocabulary() - 1), tokenizer.end(), "a text ends by that");
            }
            if (word.equals("characters") && coverage == 1) {
                refused("the vocabulary lacks", () -> tokenizer.encode("\u00e9"));
            }
        }
    }

    @Test
    void anyWordsCanBeTokensOfTheirOwn() throws IOException {
        AddOptions options = new AddOptions("text", "characters", "90/10").withSpecial(List.of("ROMEO:", "ab"));
        try (Corpus corpus = library.write("verse", "ROMEO:\nab cab\n".repeat(20), options)) {
            // characters in the order of their code points: \n, blank, :, E, M, O, R, a, b, c
            assertArrayEquals(
                    new int[] {10, 0, 11, 1, 9, 11, 0}, corpus.tokenizer().encode("ROMEO:\nab cab\n"));
        }
        refused(
                "expected conversations with tags",
                () -> library.write("x", "no tags", options.withSpecial(List.of(AddOptions.TAGS))));
        refused("found an empty one", () -> options.withSpecial(List.of("a", " ")));
        AddOptions known = new AddOptions("text", "gpt2", "90/10").withSpecial(List.of("<|endoftext|>"));
        try (Corpus corpus = library.write("known", "some text ".repeat(200), known)) {
            assertEquals(50257, corpus.tokenizer().vocabulary(), "it is a token already");
        }
    }

    private static void refused(String said, Executable what) {
        String message = assertThrows(CorpusException.class, what).getMessage();
        assertTrue(message.contains(said), message);
        assertEquals(1, message.lines().count());
    }
}
