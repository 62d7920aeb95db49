package understudy.corpora;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatsTest {
    private static final AddOptions DEFAULTS = AddOptions.defaults();

    @TempDir
    Path temp;

    private CorpusLibrary library;

    @BeforeEach
    void open() {
        library = new CorpusLibrary(temp.resolve("corpora"));
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(temp.resolve(name), content);
    }

    private CorpusCard add(Path file, AddOptions options) {
        library.add("x", List.of(file), options).close();
        return library.card("x");
    }

    private List<Dialogue> dialogues() {
        List<Dialogue> all = new ArrayList<>();
        try (Corpus corpus = library.open("x")) {
            for (Split split : Split.values()) {
                all.addAll(corpus.dialogues(split));
            }
        }
        return all;
    }

    private String refused(Path file, AddOptions options) {
        String message = assertThrows(CorpusException.class, () -> library.add("x", List.of(file), options))
                .getMessage();
        assertEquals(1, message.lines().count());
        assertEquals(List.of(), library.names());
        return message;
    }

    private static String alpaca(int n) {
        StringBuilder json = new StringBuilder("[");
        for (int i = 0; i < n; i++) {
            json.append(i == 0 ? "" : ",")
                    .append("\n  {\"instruction\": \"Say ")
                    .append(i)
                    .append("\", \"input\": \"")
                    .append(i % 2 == 0 ? "" : "x")
                    .append("\", \"output\": \"")
                    .append(i)
                    .append(".\"}");
        }
        return json + "\n]\n";
    }

    @Test
    void alpacaIsRecognisedAndItsInputBelongsToTheQuestion() throws IOException {
        CorpusCard card = add(file("a.json", alpaca(20)), new AddOptions("auto", "characters", "80/10/10"));
        assertEquals("alpaca", card.format());
        assertEquals(Kind.CONVERSATIONS, card.kind());
        assertEquals(16, card.entries().orElseThrow().train());
        assertEquals(2, card.entries().orElseThrow().test());
        List<Dialogue> all = dialogues();
        assertEquals(20, all.size());
        Dialogue one = all.stream()
                .filter(dialogue -> dialogue.lines().get(1).text().equals("1."))
                .findFirst()
                .orElseThrow();
        assertEquals("Say 1\n\n### Input:\nx", one.lines().get(0).text());
        // templates need marks that the text need not have
        try (Corpus corpus = library.open("x")) {
            corpus.verify();
            assertEquals(96, corpus.tokenizer().vocabulary());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '$', textBlock = """
            sharegpt | {"conversations":[{"from":"system","value":"Be kind."},{"from":"human","value":"Hi"},{"from":"gpt","value":"Hello"},{"from":"human","value":"Bye"}]}
            messages | {"messages":[{"role":"system","content":"Be kind."},{"role":"user","content":[{"type":"text","text":"Hi"}]},{"role":"assistant","content":"Hello"}]}
            guanaco  | {"text":"### Human: Hi### Assistant: Hello"}
            nanochat | {"text":"<human> Hi <endOfText> <bot> Hello <endOfText>"}
            alpaca   | {"instruction":"Hi","output":"Hello"}
            """)
    void conversationsAreRecognisedByTheirFields(String format, String line) throws IOException {
        CorpusCard card = add(file("a.jsonl", (line + "\n").repeat(10)), DEFAULTS);
        assertEquals(format, card.format());
        for (Dialogue dialogue : dialogues()) {
            int asked = dialogue.lines().get(0).role().equals("system") ? 1 : 0;
            assertEquals("Hi", dialogue.lines().get(asked).text());
            assertEquals("Hello", dialogue.lines().get(asked + 1).text());
            assertEquals(asked + 2, dialogue.lines().size());
        }
    }

    @Test
    void tagsInATextPartConversationsAndStayInIt() throws IOException {
        String text =
                "<human> Hi <endOfText>\n<bot> Hello <endOfText>\n<human> More? <endOfText>\n<bot> No <endOfText>\n\n";
        CorpusCard card = add(file("chat.txt", text.repeat(10)), DEFAULTS);
        assertEquals("nanochat", card.format());
        assertEquals(10, card.entries().orElseThrow().count());
        assertEquals(4, dialogues().get(0).lines().size());
        assertEquals(text.repeat(10), Files.readString(temp.resolve("corpora/x/text.txt")));
    }

    @Test
    void guanacoWithoutEmptyLinesBeginsAnewWithEveryQuestion() throws IOException {
        CorpusCard card = add(file("g.txt", "### Human: Hi\n### Assistant: Hello\n".repeat(10)), DEFAULTS);
        assertEquals("guanaco", card.format());
        assertEquals(10, card.entries().orElseThrow().count());
    }

    @Test
    void labelsAreFoundInTablesAndInSpamsOwnForm() throws IOException {
        CorpusCard sms =
                add(file("sms.txt", "ham\tSee you\nspam\tYou won\nham\tOk, \"bye\nspam\tCall\n".repeat(5)), DEFAULTS);
        assertEquals("labelled", sms.format());
        assertEquals(20, sms.entries().orElseThrow().count());
        try (Corpus corpus = library.open("x")) {
            assertTrue(corpus.labelled(Split.TRAIN).contains(new Labelled("See you", "ham")));
        }
        library.remove("x");
        CorpusCard csv = add(
                file("mail.csv", "label,text\ngood,\"Hello, you\"\nbad,Go\n".repeat(1) + "good,Yes\n".repeat(20)),
                DEFAULTS);
        assertEquals("labelled", csv.format());
        library.remove("x");
        CorpusCard named = add(
                file("odd.csv", "a,b\n" + "good,Yes\nbad,No\n".repeat(10)),
                new AddOptions("auto", "characters", 1, Optional.of("b"), Optional.of("a"), false, List.of(), "90/10"));
        assertEquals(Kind.LABELLED, named.kind());
    }

    @Test
    void aFieldOfRecordsMakesLinesOrOneText() throws IOException {
        String quotes = "{\"who\":\"A\",\"quote\":\"To be.\"}\n{\"who\":\"B\",\"quote\":\"Or not.\"}\n".repeat(10);
        CorpusCard lines = add(file("q.jsonl", quotes), DEFAULTS);
        assertEquals("jsonl", lines.format());
        assertEquals(Kind.LINES, lines.kind());
        library.remove("x");
        assertEquals(
                2,
                add(file("q.jsonl", quotes), DEFAULTS.withField("who"))
                                .survey()
                                .orElseThrow()
                                .lines()
                        / 10);
        library.remove("x");
        CorpusCard text = add(file("s.json", "[{\"story\":\"Once\\nupon\"},{\"story\":\"The end\"}]"), DEFAULTS);
        assertEquals(Kind.TEXT, text.kind());
        assertEquals("Once\nupon\n\nThe end\n\n", Files.readString(temp.resolve("corpora/x/text.txt")));
    }

    @Test
    void damagedFilesAreToldOfInOurWords() throws IOException {
        Path magic = Files.writeString(temp.resolve("a.parquet"), "PAR1");
        assertTrue(refused(magic).contains("expected a Parquet file, found one that is cut short"), refused(magic));
        Path empty = Files.writeString(temp.resolve("null.jsonl"), "{\"text\":null}\n{\"text\":null}\n");
        assertTrue(refused(empty).contains("expected a text in the field 'text', found null"), refused(empty));
        Path twice = Files.writeString(temp.resolve("twice.jsonl"), "{\"text\":\"a\",\"text\":\"b\"}\n");
        assertTrue(refused(twice).contains("in which no field stands twice"), refused(twice));
        Path lists =
                Files.writeString(temp.resolve("lists.json"), "[{\"conversations\":[[],[]]},{\"conversations\":[[]]}]");
        assertTrue(refused(lists).contains("no 'role' and no 'from', found no fields"), refused(lists));
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("to be or not to be\n".repeat(99).getBytes(StandardCharsets.UTF_8));
        }
        Path cut = Files.write(temp.resolve("a.txt.gz"), Arrays.copyOf(packed.toByteArray(), packed.size() / 2));
        assertTrue(refused(cut).contains("expected what gzip packed, found a file that is damaged"), refused(cut));
    }

    private String refused(Path file) {
        return refused(file, DEFAULTS);
    }

    @Test
    void aColumnOfParquetIsRead() throws IOException, SQLException {
        Path path = temp.resolve("q.parquet");
        try (Connection engine = DriverManager.getConnection("jdbc:duckdb:")) {
            engine.createStatement()
                    .execute("COPY (SELECT i AS id, 'line ' || i AS line, [{'role': 'user', 'content': 'Hi ' || i},"
                            + " {'role': 'assistant', 'content': 'Hello'}] AS messages FROM range(3000) t(i)) TO '"
                            + path
                            + "' (FORMAT parquet, COMPRESSION zstd)");
        }
        CorpusCard card = add(path, DEFAULTS.withField("line"));
        assertEquals("parquet", card.format());
        assertEquals(3000, card.entries().orElseThrow().count());
        library.remove("x");
        assertEquals("messages", add(path, DEFAULTS).format());
        assertEquals(3000, dialogues().size());
        library.remove("x");
        assertEquals(
                "row 1 of q.parquet has no field 'lines'; found: id, line, messages; type --field and one of these",
                refused(path, DEFAULTS.withField("lines")));
    }

    @Test
    void aScreenplayIsReadAsItStands() throws IOException {
        String scene = "INT. ATTIC - NIGHT\n\nRain.\n\nMARA\n(softly)\nWho is there?\n\nJON\nMe.\n\nCUT TO:\n\n";
        CorpusCard card = add(file("play.fountain", scene.repeat(5)), DEFAULTS);
        assertEquals("screenplay", card.format());
        assertEquals(Kind.TEXT, card.kind());
        List<String> lines = scene.lines().toList();
        assertEquals(
                "HEADING EMPTY ACTION EMPTY CUE PARENTHETICAL DIALOGUE EMPTY CUE DIALOGUE EMPTY TRANSITION EMPTY",
                String.join(" ", Script.elements(lines).stream().map(Enum::name).toList()));
        assertEquals(
                Format.TEXT,
                Format.of(Source.of(file("p.txt", "First Citizen:\nSpeak.\n\nAll:\nSpeak!\n\n".repeat(50)))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '$', textBlock = """
            {"instruction":"a","outcome":"b"} | line 11 of a.jsonl: expected the field 'output', found instruction, outcome
            {"instruction":"a","output":" "}  | line 11 of a.jsonl: the answer (output) is empty
            {"messages":[]}                   | line 11 of a.jsonl: expected the field 'instruction', found messages
            {"instruction":"a", "output       | line 11 of a.jsonl: expected a JSON value on one line, in which no field stands twice, found
            """)
    void aBadEntryIsNumberedAndMayBeLeftOut(String bad, String expected) throws IOException {
        Path file = file("a.jsonl", "{\"instruction\":\"Hi\",\"output\":\"Hello\"}\n".repeat(10) + bad + "\n");
        String message = refused(file, DEFAULTS);
        assertTrue(message.startsWith(expected), message);
        assertTrue(message.endsWith("type --skip-bad to leave out what cannot be used"), message);
        CorpusCard card = add(file, DEFAULTS.skippingBad());
        assertEquals(10, card.entries().orElseThrow().count());
        assertTrue(card.warnings().get(0).startsWith("left out 1 entry that cannot be used: " + expected));
    }

    @Test
    void rolesThatDoNotAlternateAreNamed() throws IOException {
        String message = refused(
                file(
                        "m.json",
                        "[{\"messages\":[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"user\",\"content\":\"b\"}]}]"),
                DEFAULTS);
        assertTrue(
                message.startsWith("entry 1 of m.json: expected the assistant to speak in message 2, found the user"),
                message);
    }

    @Test
    void aListThatBreaksOffIsPlaced() throws IOException {
        String message = refused(file("cut.json", alpaca(5).substring(0, 200)), DEFAULTS);
        assertTrue(message.contains("cut.json, line 5, in entry 4"), message);
        assertTrue(refused(file("none.json", "[{\"a\":1,\"b\":2}]"), DEFAULTS)
                .contains("has the fields a, b; type --field"));
    }

    @Test
    void filesOfTwoFormatsAreNotJoined() throws IOException {
        Path one = file("a.json", alpaca(5));
        Path two = file("b.txt", "To be or not to be.\n");
        String message = assertThrows(CorpusException.class, () -> library.add("x", List.of(one, two), DEFAULTS))
                .getMessage();
        assertTrue(message.startsWith("expected files of one format, found text in "), message);
    }

    @Test
    void aTextThatBeginsInBracketsIsAText() throws IOException {
        assertEquals(Format.TEXT, Format.of(Source.of(file("p.txt", "[Enter ROMEO]\nROMEO: But soft!\n"))));
        assertEquals(Format.TEXT, Format.of(Source.of(file("c.txt", "{ int x; }\n"))));
    }
}
