package understudy.corpora;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorpusLibraryTest {
    private static final AddOptions DEFAULTS = AddOptions.defaults();

    @TempDir
    Path temp;

    private CorpusLibrary library;

    @BeforeEach
    void open() {
        library = new CorpusLibrary(temp.resolve("home/corpora"));
    }

    private Path file(String name, String text) throws IOException {
        Path path = temp.resolve(name);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, text, StandardCharsets.UTF_8);
    }

    private String refused(Path... sources) {
        String message = assertThrows(CorpusException.class, () -> library.add("x", List.of(sources), DEFAULTS))
                .getMessage();
        assertEquals(1, message.lines().count());
        assertEquals(List.of(), library.names());
        return message;
    }

    private static String text(Corpus corpus, Split split) {
        Tokens tokens = corpus.tokens(split);
        int[] ids = new int[(int) tokens.size()];
        tokens.read(0, ids, 0, ids.length);
        return corpus.tokenizer().decode(ids);
    }

    @Test
    void aTextIsCountedSplitAndKeptAsItIs() throws IOException {
        Path source = file("a.txt", "hello\nworld, ünïque 😀 ");
        try (Corpus corpus =
                library.add("greeting", List.of(source), new AddOptions("auto", "characters", "80/10/10"))) {
            CorpusCard card = corpus.card();
            assertEquals("greeting", card.name());
            assertEquals(22, card.characters());
            assertEquals(27, card.bytes());
            assertEquals(22, card.tokens());
            assertEquals(new CorpusCard.Sizes("80/10/10", 17, 2, 3), card.sizes());
            assertEquals("hello\nworld, ünïq", text(corpus, Split.TRAIN));
            assertEquals("ue", text(corpus, Split.VALIDATION));
            assertEquals(" 😀 ", text(corpus, Split.TEST));
            assertArrayEquals(
                    Files.readAllBytes(source), Files.readAllBytes(temp.resolve("home/corpora/greeting/text.txt")));
            assertTrue(card.warnings()
                    .contains("characters that occur only after the training part: 'u' (U+0075), '😀' (U+1F600)"));
            corpus.verify();
            assertEquals(card, library.card("greeting"));
        }
        assertEquals(List.of("greeting"), library.names());
    }

    /** Checksums by sha256sum, tokens by hand: equal texts make equal files on every machine. */
    @Test
    void equalTextsMakeEqualBytes() throws IOException {
        library.write("one", "abcabcabca", DEFAULTS).close();
        library.add("two", List.of(file("b.txt", "abcabcabca")), DEFAULTS).close();
        Path one = temp.resolve("home/corpora/one");
        for (String name : List.of("corpus.json", "tokenizer.json", "text.txt", "tokens.bin")) {
            assertArrayEquals(
                    Files.readAllBytes(one.resolve(name)),
                    Files.readAllBytes(one.resolveSibling("two").resolve(name)),
                    name);
        }
        assertArrayEquals(
                new byte[] {0, 0, 1, 0, 2, 0, 0, 0, 1, 0, 2, 0, 0, 0, 1, 0, 2, 0, 0, 0},
                Files.readAllBytes(one.resolve("tokens.bin")));
        assertEquals(
                "dec3cbbdb5a2455f024763c222865100142d98ba9441257693980fbdafb58efe",
                library.card("one").checksums().text());
    }

    @Test
    void filesAreJoinedAsNamedAndFoldersByName() throws IOException {
        file("plays/b.txt", "B");
        file("plays/a/z.txt", "\uFEFFA\n");
        file("plays/.hidden", "hidden");
        file("plays/image.png", "\u0000PNG");
        file("plays/empty.txt", "");
        Path last = file("c.txt", "C");
        try (Corpus corpus = library.add("x", List.of(temp.resolve("plays"), last, last), DEFAULTS)) {
            assertEquals("A\nB\nC\nC", Files.readString(temp.resolve("home/corpora/x/text.txt")));
            assertEquals(
                    "left out 1 file that is not text: image.png",
                    corpus.card().warnings().get(0));
        }
    }

    @Test
    void aLinkToAFolderIsThatFolder() throws IOException {
        file("plays/a.txt", "To be or not to be");
        Path link = Files.createSymbolicLink(temp.resolve("link"), temp.resolve("plays"));
        library.add("x", List.of(link), DEFAULTS).close();
        assertEquals(18, library.card("x").characters());
    }

    @Test
    void aByteOrderMarkBelongsToTheTextOnlyInside() throws IOException {
        try (Corpus corpus = library.add("x", List.of(file("a.txt", "\uFEFF\uFEFFab\uFEFF")), DEFAULTS)) {
            assertEquals("\uFEFFab\uFEFF", text(corpus, Split.TRAIN) + text(corpus, Split.VALIDATION));
        }
    }

    @Test
    void sourcesThatAreNoTextAreRefused() throws IOException {
        assertTrue(refused().startsWith("no file or folder to read"));
        assertTrue(refused(temp.resolve("nowhere.txt")).matches("there is no file or folder .*nowhere.txt; check .*"));
        assertTrue(refused(file("empty.txt", "")).startsWith("there is no text to add"));
        Files.createDirectories(temp.resolve("bare"));
        assertTrue(refused(temp.resolve("bare")).contains("bare holds no text (files in it: 0)"));
        file("pictures/p.png", "\u0000");
        assertTrue(refused(temp.resolve("pictures")).contains("pictures holds no text (files in it: 1)"));
        assertTrue(refused(temp.resolve("pictures/p.png")).contains("found a zero byte at offset 0 of "));
        Files.write(temp.resolve("latin.txt"), "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        assertTrue(refused(file("good.txt", "good"), temp.resolve("latin.txt"))
                .matches("expected UTF-8 text, found byte 0xE9 at offset 3 of .*latin.txt; .*"));
        assertEquals(List.of(".lock"), left());
    }

    @Test
    void aFileThatMayNotBeReadIsNamed() throws IOException {
        Path secret = file("secret.txt", "secret");
        assertTrue(secret.toFile().setReadable(false));
        assumeFalse(Files.isReadable(secret), "this person may read everything");
        assertTrue(refused(secret).matches("cannot read .*secret.txt: permission is denied; .*"));
    }

    @Test
    void aFileThatFailsWhileItIsReadIsNamed() {
        Path memory = Path.of("/proc/self/mem");
        assumeTrue(Files.isReadable(memory), "this system has no file whose first byte cannot be read");
        assertTrue(refused(memory).startsWith("cannot read /proc/self/mem: "));
    }

    private List<String> left() throws IOException {
        try (var list = Files.list(temp.resolve("home/corpora"))) {
            return list.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void oddTextsAreTakenWithAWarning() {
        String one = String.join("\n", warnings("one", "aaaa"));
        assertTrue(one.contains("only one distinct character, 'a' (U+0061)"), one);
        assertTrue(one.contains("only 4 characters"), one);
        String tiny = String.join("\n", warnings("tiny", "a"));
        assertTrue(tiny.contains("too short to be split 90/10: 0 tokens to train on, 1 to validate on"), tiny);
        assertTrue(tiny.contains("add a longer one"), tiny);
        assertEquals(List.of(), warnings("plain", "to be or not to be\n".repeat(100)));
        String windows = String.join("\n", warnings("windows", "to be or not to be\r\n".repeat(100)));
        assertTrue(windows.startsWith("the text has carriage returns"), windows);
    }

    private List<String> warnings(String name, String text) {
        try (Corpus corpus = library.write(name, text, DEFAULTS)) {
            return corpus.card().warnings();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1a", "-a", ".a", "a/b", "a\\b", "..", "a..b", "a b", "é", "a\n", "tokenizers"})
    void namesThatLeadElsewhereAreRefused(String name) {
        String message = assertThrows(CorpusException.class, () -> library.write(name, "text", DEFAULTS))
                .getMessage();
        assertTrue(
                message.contains(name.equals("tokenizers") ? "is kept for other files" : "begins with a letter"),
                message);
        assertEquals(1, message.lines().count());
        assertThrows(CorpusException.class, () -> library.open(name));
        assertThrows(CorpusException.class, () -> library.card(name));
        assertThrows(CorpusException.class, () -> library.remove(name));
        assertFalse(Files.exists(temp.resolve("home")));
    }

    @Test
    void aNameIsTakenOnce() {
        library.write("romeo", "first", DEFAULTS).close();
        String taken = assertThrows(CorpusException.class, () -> library.write("romeo", "second", DEFAULTS))
                .getMessage();
        assertEquals("there is a corpus 'romeo' already; choose another name or type: corpus remove romeo", taken);
        assertEquals(5, library.card("romeo").characters());
        String unknown =
                assertThrows(CorpusException.class, () -> library.open("rome")).getMessage();
        assertEquals("there is no corpus 'rome'; known: romeo", unknown);
    }

    @Test
    void aRemovedCorpusIsGoneAndStaysReadableForWhoHasIt() throws IOException {
        try (Corpus corpus = library.write("romeo", "wherefore", DEFAULTS)) {
            library.remove("romeo");
            assertEquals("wherefor", text(corpus, Split.TRAIN));
        }
        assertEquals(List.of(), library.names());
        assertEquals(List.of(".lock"), left());
        String unknown = assertThrows(CorpusException.class, () -> library.remove("romeo"))
                .getMessage();
        assertTrue(unknown.endsWith("make one: corpus playhouse, or corpus add NAME PATH"), unknown);
    }

    @Test
    void whatIsNoCorpusIsLeftAlone() throws IOException {
        Path precious = file("home/corpora/notes/precious.txt", "mine");
        assertEquals(List.of(), library.names());
        assertTrue(assertThrows(CorpusException.class, () -> library.remove("notes"))
                .getMessage()
                .contains("has no corpus.json"));
        assertThrows(CorpusException.class, () -> library.open("notes"));
        assertThrows(CorpusException.class, () -> library.write("notes", "text", DEFAULTS));
        assertTrue(Files.exists(precious));
    }

    @Test
    void excerptsComeFromAllOverTheTrainingPartAndBeginWithALine() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            text.append("line ").append(i).append(" 😀 of a play\n");
        }
        library.write("x", text, DEFAULTS).close();
        List<String> three = library.peek("x", 3);
        assertEquals(3, three.size());
        assertTrue(three.get(0).startsWith("line 0 "), three.get(0));
        assertTrue(
                three.get(1).matches("(?s)line 30\\d .*") || three.get(1).matches("(?s)line 29\\d .*"), three.get(1));
        assertTrue(three.stream().allMatch(s -> text.indexOf(s) >= 0));
        assertEquals(
                1,
                library.write("y", "short", DEFAULTS).tokens(Split.VALIDATION).size());
        assertEquals(List.of("shor"), library.peek("y", 9));
        assertThrows(CorpusException.class, () -> library.peek("y", 0));
    }
}
