package understudy.repl.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import understudy.checkpoints.JournalEvent;
import understudy.repl.Mistake;

/** What a run leaves, in forms for other tools. */
class PlotTest {
    @TempDir
    Path folder;

    private Lines lines;

    @BeforeEach
    void open() {
        lines = new Lines(folder.resolve("home"));
        Troupe.gather(lines);
    }

    @AfterEach
    void close() {
        lines.close();
    }

    private void journal() {
        var journal = lines.session().company().store().journal("romeo");
        journal.append(new JournalEvent(0, "evaluated", Map.of("validation", 4.0)));
        journal.append(new JournalEvent(20, "set", Map.of("knob", "rate", "from", "0.003", "to", "0.001")));
        journal.append(new JournalEvent(40, "evaluated", Map.of("validation", 2.5, "train", 2.4)));
        journal.append(new JournalEvent(40, "sampled", Map.of("text", "The \"mill\",\nby")));
    }

    @Test
    void aPictureOfCheckpointsWhereThereIsNoJournal() {
        lines.good("plot romeo --out " + folder.resolve("a.svg"));
        assertTrue(Files.exists(folder.resolve("a.svg")));
    }

    @Test
    void whatWasImportedAndReachedIsToldInWords() throws IOException {
        var journal = lines.session().company().store().journal("romeo");
        journal.append(new JournalEvent(
                0, "imported", Map.of("path", "/gpt2", "architecture", "GPT2LMHeadModel", "corpus", "", "seed", 7)));
        journal.append(
                new JournalEvent(40, "milestone", Map.of("milestone", "word", "text", "a real word, \"river\"")));
        lines.good("log romeo");
        assertTrue(lines.results().contains("imported from /gpt2: GPT2LMHeadModel, seed 7"), lines.results());
        assertTrue(lines.results().contains("for the first time: a real word, \"river\""), lines.results());
        lines.good("log romeo --as tensorboard --out " + folder.resolve("board"));
        Path file = folder.resolve("board/romeo/events.out.tfevents.0000000000.understudy");
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertTrue(bytes.contains("a real word, \"river\"") && !bytes.contains("text="), bytes);
    }

    @Test
    void mistakesAreOneLine() throws IOException {
        assertTrue(lines.refused("plot romeo --out " + folder.resolve("a.gif")).contains(".png or .svg"));
        assertTrue(
                lines.refused("plot romeo --out " + folder.resolve("no/a.png")).contains("no file"));
        assertTrue(lines.refused("plot nobody --out " + folder.resolve("a.png")).startsWith("No model \"nobody\""));
        lines.good("new juliet --corpus playhouse --layers 1 --width 16 --heads 2 --context 16");
        assertTrue(lines.refused("plot juliet --out " + folder.resolve("a.png")).contains("expected evaluations"));
        assertTrue(lines.refused("log romeo --as csv").contains("--as and --out together"));
        Files.writeString(folder.resolve("file"), "");
        lines.refused("log romeo --as tensorboard --out " + folder.resolve("file"));
    }

    /** The text that was there stays until the new one is whole; nothing is left beside it. */
    @Test
    void aFileIsReplacedWholeOrNotAtAll() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "before");
        OutFile target = OutFile.at(file);
        String line = assertThrows(
                        Mistake.class,
                        () -> target.write(bytes -> {
                            bytes.write(new byte[100]);
                            throw new IOException("No space left on device");
                        }))
                .getMessage();
        assertTrue(line.contains("found No space left on device. Make room there"), line);
        assertEquals("before", Files.readString(file));
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        OutFile.at(link).write("after");
        assertEquals("after", Files.readString(file));
        assertTrue(Files.isSymbolicLink(link));
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(
                    List.of(),
                    left.filter(path -> path.toString().endsWith(".part")).toList());
        }
        journal();
        lines.good("log romeo --as csv --out " + file);
        assertTrue(lines.results().contains("in place of what was there"), lines.results());
    }

    @Test
    void csvHasAColumnForEachFact() throws IOException {
        journal();
        lines.good("log romeo --as csv --out " + folder.resolve("a.csv"));
        List<String> rows = Files.readAllLines(folder.resolve("a.csv"));
        assertEquals("step,event,validation", rows.get(0).substring(0, 21));
        assertEquals(1 + 3 + 2, rows.size()); // a quoted newline is kept
        assertTrue(rows.get(4).contains("\"The \"\"mill\"\","), rows.toString());
    }

    @Test
    void jsonLinesAreTheJournal() throws IOException {
        journal();
        lines.good("log romeo --as jsonl --out " + folder.resolve("a.jsonl"));
        assertEquals(4, Files.readAllLines(folder.resolve("a.jsonl")).size());
    }

    /** TensorBoard itself was seen to load such a file; here its records are walked through. */
    @Test
    void eventFilesAreRecords() throws IOException {
        journal();
        String file = lines.good("log romeo --as tensorboard --out " + folder.resolve("tb"))
                .get("out")
                .asText();
        assertTrue(file.contains("tfevents"));
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(Path.of(file))).order(ByteOrder.LITTLE_ENDIAN);
        int records = 0;
        while (bytes.hasRemaining()) {
            long length = bytes.getLong();
            bytes.position(bytes.position() + 4 + (int) length + 4);
            records++;
        }
        assertEquals(1 + 1 + 1 + 2 + 1, records); // version, and what has numbers or text
    }

    @Test
    void theDashboardIsPrintedWhereThereIsNoTerminal() {
        journal();
        var answer = lines.good("watch romeo");
        assertEquals(2.5, answer.get("validation_loss").asDouble());
        assertEquals(2, answer.get("evaluations").size());
        assertTrue(lines.results().contains("latest sample, step 40"), lines.results());
    }
}
