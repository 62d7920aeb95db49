package understudy.corpora;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinesTest {
    @TempDir
    Path temp;

    private CorpusLibrary library;

    @BeforeEach
    void open() {
        library = new CorpusLibrary(temp.resolve("corpora"));
    }

    /** Two hundred names, none like another: aa, ab, … */
    private static List<String> names() {
        return IntStream.range(0, 200)
                .mapToObj(i -> "" + (char) ('a' + i / 20) + (char) ('a' + i % 20))
                .collect(Collectors.toList());
    }

    private Path file(String name, List<String> lines) throws IOException {
        return Files.writeString(temp.resolve(name), String.join("\n", lines));
    }

    private static List<String> read(Corpus corpus, Split split) {
        Examples lines = corpus.lines(split);
        return IntStream.range(0, lines.count())
                .mapToObj(i -> corpus.tokenizer().decode(lines.ids(i)))
                .toList();
    }

    @Test
    void aListIsRecognisedShuffledAndSharedOutByWholeLines() throws IOException {
        try (Corpus corpus = library.add(
                "names", List.of(file("names.txt", names())), new AddOptions("auto", "characters", "80/10/10"))) {
            CorpusCard card = corpus.card();
            assertEquals("lines", card.format());
            assertEquals(Kind.LINES, card.kind());
            assertEquals(21, card.vocabulary());
            assertEquals(new CorpusCard.Sizes("80/10/10", 480, 60, 60), card.sizes());
            assertEquals(160, card.entries().orElseThrow().train());
            List<String> all = new ArrayList<>();
            for (Split split : Split.values()) {
                all.addAll(read(corpus, split));
            }
            List<String> expected =
                    names().stream().map(name -> "\n" + name + "\n").toList();
            assertNotEquals(expected, all);
            Collections.sort(all);
            assertEquals(expected, all);
            assertEquals(card, library.card("names"));
            corpus.verify();
            assertEquals(20, corpus.windows(Split.TEST, 8).count());
        }
        assertEquals("\n", library.peek("names", 2).get(0).substring(0, 1));
    }

    /** A part without entries would leave a corpus that nobody can learn from, or be measured on. */
    @Test
    void tooFewEntriesAreRefusedAndLeaveNothing() throws IOException {
        Path one = Files.writeString(temp.resolve("one.jsonl"), "{\"text\":\"hello there\"}\n");
        AddOptions three = new AddOptions("auto", "characters", "80/10/10");
        String few = assertThrows(CorpusException.class, () -> library.add("d", List.of(one), AddOptions.defaults()))
                .getMessage();
        assertEquals("expected at least 2 entries to share out 90/10, found 1; name files that have more", few);
        String fewer = assertThrows(CorpusException.class, () -> library.add("d", List.of(one), three))
                .getMessage();
        assertTrue(fewer.startsWith("expected at least 6 entries to share out 80/10/10"), fewer);
        assertEquals(List.of(), library.names());
        Path two = Files.writeString(temp.resolve("two.jsonl"), "{\"text\":\"ab\"}\n{\"text\":\"cd\"}\n");
        try (Corpus corpus = library.add("two", List.of(two), AddOptions.defaults())) {
            corpus.verify();
            assertEquals(1, corpus.lines(Split.VALIDATION).count());
        }
    }

    @Test
    void equalListsAreSharedOutEquallyAndPackingMakesNoDifference() throws IOException {
        Path plain = file("names.txt", names());
        Path packed = temp.resolve("names.txt.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(Files.readAllBytes(plain));
        }
        library.add("one", List.of(plain), AddOptions.defaults()).close();
        library.add("two", List.of(packed), AddOptions.defaults()).close();
        assertEquals(
                library.card("one").checksums().text(),
                library.card("two").checksums().text());
        assertEquals("lines", library.card("two").format());
    }

    @Test
    void duplicatesStayAndALeakIsToldOf() throws IOException {
        List<String> twice = names();
        twice.addAll(names());
        library.add("twice", List.of(file("twice.txt", twice)), new AddOptions("lines", "characters", "90/10"))
                .close();
        CorpusCard card = library.card("twice");
        assertEquals(400, card.entries().orElseThrow().count());
        assertEquals(200, card.survey().orElseThrow().duplicates());
        String warnings = String.join("\n", card.warnings());
        assertTrue(warnings.contains("200 of 400 lines stand there already (50.0 %)"), warnings);
        assertTrue(warnings.contains("the split leaks: "), warnings);
    }

    @Test
    void proseIsNoListAndAPersonDecidesInTheEnd() throws IOException {
        List<String> prose = IntStream.range(0, 200)
                .mapToObj(i -> "It was the night of day " + i + ".")
                .toList();
        assertEquals(Format.TEXT, Format.of(Source.of(file("prose.txt", prose))));
        assertEquals(Format.TEXT, Format.of(Source.of(file("rhyme.txt", Collections.nCopies(500, "to be or not")))));
        assertEquals(Format.TEXT, Format.of(Source.of(file("short.txt", names().subList(0, 50)))));
        library.add("whole", List.of(file("n.txt", names())), new AddOptions("text", "characters", "90/10"))
                .close();
        assertEquals(Kind.TEXT, library.card("whole").kind());
        assertEquals(
                String.join("\n", names()),
                Files.readString(temp.resolve("corpora/whole/text.txt"), StandardCharsets.UTF_8));
    }
}
