package understudy.corpora;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CorpusFolderTest {
    @TempDir
    Path home;

    private CorpusLibrary library;
    private Path romeo;

    @BeforeEach
    void add() {
        library = new CorpusLibrary(home);
        romeo = home.resolve("romeo");
        library.write("romeo", "to be or not to be\n".repeat(100), AddOptions.defaults())
                .close();
    }

    private String refusedToOpen() {
        String message =
                assertThrows(CorpusException.class, () -> library.open("romeo")).getMessage();
        assertEquals(1, message.lines().count());
        assertTrue(message.contains("romeo"), message);
        return message;
    }

    @Test
    void theCardKeepsEverythingItSays() {
        CorpusCard card = new CorpusCard(
                "p",
                "text",
                "characters",
                70,
                2_000,
                1_990,
                new CorpusCard.Sizes("80/10/10", 1592, 199, 199),
                new CorpusCard.Checksums("a", "b", "c"),
                OptionalDouble.of(0.1 + 0.2),
                Map.of("seed", "-7", "size", "2000"),
                Optional.of(new CorpusCard.Entries(Kind.LINES, 80, 10, 10, Map.of("examples.bin", "d"))),
                Optional.of(new Survey(70, 100, 40, 3, List.of(new Survey.Share("e", 0.1 + 0.2)))),
                List.of("a \u001b[31mred\u001b[0m\nwarning"));
        assertEquals(card, CardFile.read(CardFile.write(card), "p", "corpus.json"));
        assertEquals(List.of("a  [31mred [0m warning"), card.warnings());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "version" : 1       | "version" : 2          | has format version 2 and this program knows 1
            "version" : 1       | "version" : 1.5        | expected 'version' to be a whole number
            "version"           | "v"                    | lacks 'version'
            "format"            | "f"                    | lacks 'format'
            "tokens"            | "t"                    | lacks 'tokens'
            "train" : 1710      | "train" : 1709         | the sum of its parts, 1899, found 1900
            "train" : 1710      | "train" : -1           | found -1
            "train" : 1710      | "train" : 1e30         | found 1.0E30
            "train" : 1710      | "train" : 9223372036854775807 | found 9223372036854775807
            "train" : 1710      | "train" : "many"       | found "many"
            "split" : "90/10"   | "split" : "90/11"      | to be percents like 90/10, found 90/11
            "characters" : 1900 | "characters" : 1901    | expected 'characters' to be 1 to 1900, found 1901
            "vocabulary" : 8    | "vocabulary" : 0       | expected 'vocabulary' to be at least 1
            "vocabulary" : 8    | "vocabulary" : 9       | it has 8 tokens and the card says 9
            "vocabulary" : 8    | "vocabulary" : 70000   | it has 8 tokens and the card says 70000
            "generator"         | "floor" : -1, "generator" | expected 'floor' to be nats per character, found -1
            "generator"         | "floor" : 1e999, "generator" | expected 'floor' to be nats per character
            "warnings" : [ ]    | "warnings" : 3         | expected 'warnings' to be a list, found 3
            "generator" : { }   | "generator" : [ ]      | expected 'generator' to be an object
            "bytes" : 1900      | "bytes" : 1901         | it has 1900 bytes and the card says 1901
            "sha256"            | "sha1"                 | lacks 'sha256'
            "bytes" : 1900,     | "bytes" : 1900, "bytes" : 1900, | Duplicate field
            """)
    void aHostileCardIsRefusedByName(String right, String wrong, String named) throws IOException {
        Path card = romeo.resolve("corpus.json");
        String json = Files.readString(card);
        assertTrue(json.contains(right), json);
        Files.writeString(card, json.replace(right, wrong));
        String message = refusedToOpen();
        assertTrue(message.contains(named), message);
        assertEquals(List.of("romeo"), library.names());
        library.remove("romeo");
        assertEquals(List.of(), library.names());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[1]", "{", "\"x\"", "{}garbage"})
    void aCardThatIsNoCardIsRefused(String json) throws IOException {
        Files.writeString(romeo.resolve("corpus.json"), json);
        assertTrue(refusedToOpen().contains("corpus.json"));
    }

    @Test
    void aCardThatIsNotTextOrEndlessIsRefused() throws IOException {
        Files.write(romeo.resolve("corpus.json"), new byte[] {'{', (byte) 0xFF});
        assertTrue(refusedToOpen().contains("it is not UTF-8"));
        Files.writeString(romeo.resolve("corpus.json"), " ".repeat(1 << 21), StandardCharsets.US_ASCII);
        assertTrue(refusedToOpen().contains("at most 1048576 are expected"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text.txt", "tokens.bin"})
    void aFileOfAnotherLengthIsNoticedWhenOpened(String name) throws IOException {
        Files.write(romeo.resolve(name), new byte[] {0, 0}, StandardOpenOption.APPEND);
        String message = refusedToOpen();
        assertTrue(message.startsWith(name + " of corpus 'romeo' is not what was written (it has "), message);
        assertTrue(message.contains("type: corpus remove romeo, then add it again"), message);
        Files.delete(romeo.resolve(name));
        assertTrue(refusedToOpen().contains("it cannot be read"));
    }

    @Test
    void anotherTokenizerIsNoticedWhenOpened() throws IOException {
        Path file = romeo.resolve("tokenizer.json");
        Files.writeString(file, Files.readString(file).replace("\"b\" : 2", "\"x\" : 2"));
        assertTrue(
                refusedToOpen().startsWith("tokenizer.json of corpus 'romeo' is not what was written (its checksum"));
        Files.delete(file);
        assertTrue(refusedToOpen().contains("it does not exist"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text.txt", "tokens.bin"})
    void oneOtherByteIsNoticedByVerifying(String name) throws IOException {
        Path file = romeo.resolve(name);
        byte[] bytes = Files.readAllBytes(file);
        bytes[600] ^= 1;
        Files.write(file, bytes);
        try (Corpus corpus = library.open("romeo")) {
            String message = assertThrows(CorpusException.class, corpus::verify).getMessage();
            assertTrue(message.startsWith(name + " of corpus 'romeo' is not what was written (its checksum"), message);
        }
    }

    @Test
    void aCopiedFolderIsACorpusOfAnotherName() throws IOException {
        Path copy = Files.createDirectory(home.resolve("juliet"));
        for (String name : List.of("corpus.json", "tokenizer.json", "text.txt", "tokens.bin")) {
            Files.copy(romeo.resolve(name), copy.resolve(name));
        }
        assertEquals(List.of("juliet", "romeo"), library.names());
        try (Corpus corpus = library.open("juliet")) {
            corpus.verify();
            assertEquals("train split of 'juliet'", corpus.tokens(Split.TRAIN).name());
        }
    }

    @Test
    void aClosedCorpusGivesNoMoreViews() {
        Corpus corpus = library.open("romeo");
        Tokens train = corpus.tokens(Split.TRAIN);
        corpus.close();
        assertThrows(IllegalStateException.class, () -> corpus.tokens(Split.TRAIN));
        assertEquals(1710, train.size());
        assertEquals(0, corpus.card().tokens(Split.TEST));
        assertEquals("t", corpus.tokenizer().piece(train.at(0)));
    }
}
