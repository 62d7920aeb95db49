package understudy.checkpoints;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    @TempDir
    Path folder;

    private Path file;
    private Journal journal;

    @BeforeEach
    void open() {
        file = folder.resolve("romeo/journal.jsonl");
        journal = new Journal(file);
    }

    private static JournalEvent event(long step) {
        return new JournalEvent(step, "evaluated", Map.of("validation_loss", 2.5));
    }

    private List<Long> steps() {
        List<Long> steps = new ArrayList<>();
        journal.forEach(event -> steps.add(event.kind().equals(JournalEvent.DAMAGED) ? -1 : event.step()));
        return steps;
    }

    private void tear(String text) throws IOException {
        Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.APPEND, StandardOpenOption.CREATE);
    }

    @Test
    void eventsComeBackAsTheyWere() throws IOException {
        List<JournalEvent> events = List.of(
                event(250),
                new JournalEvent(251, "set", Map.of("knob", "rate", "from", 3e-4, "to", 1e-3f)),
                new JournalEvent(300, "sampled", Map.of("text", "ROMEO:\nWhat say you\u2028é😀\u0000", "seed", 7L)));
        events.forEach(journal::append);
        journal.sync();
        List<JournalEvent> read = new ArrayList<>();
        journal.forEach(read::add);
        assertEquals(events, read);
        assertEquals(
                "{\"step\":250,\"event\":\"evaluated\",\"validation_loss\":2.5}",
                Files.readAllLines(file).get(0));
        assertEquals(3, Files.readAllLines(file).size());
    }

    @Test
    void aLossThatIsNoNumberIsAnEventToo() {
        journal.append(
                new JournalEvent(9, "stopped", Map.of("train_loss", Double.NaN, "rate", Float.POSITIVE_INFINITY)));
        assertEquals(
                Map.of("train_loss", "NaN", "rate", "Infinity"),
                journal.last(1).get(0).facts());
    }

    @Test
    void aJournalThatIsNotThereIsEmpty() {
        assertEquals(List.of(), steps());
        assertEquals(List.of(), journal.last(3));
        journal.sync();
    }

    @Test
    void aTornLineIsReportedThenRemoved() throws IOException {
        journal.append(event(1));
        journal.append(event(2));
        tear("{\"step\":3,\"eve");
        assertEquals(List.of(1L, 2L, -1L), steps());
        journal.append(event(4));
        assertEquals(List.of(1L, 2L, 4L), steps());
    }

    @Test
    void aLineThatLacksOnlyItsEndIsCompleted() throws IOException {
        journal.append(event(1));
        tear("{\"step\":2,\"event\":\"noted\"}");
        assertEquals(List.of(1L, 2L), steps());
        journal.append(event(3));
        assertEquals(List.of(1L, 2L, 3L), steps());
    }

    @Test
    void aJournalThatIsNothingButATornLineBeginsAnew() throws IOException {
        Files.createDirectories(file.getParent());
        tear("{\"st");
        journal.append(event(1));
        assertEquals(List.of(1L), steps());
    }

    /** Cut at every byte, a journal loses the line that was cut, and goes on. */
    @Test
    void everyCutIsMended() throws IOException {
        IntStream.range(0, 3).forEach(step -> journal.append(event(step)));
        byte[] whole = Files.readAllBytes(file);
        int line = whole.length / 3;
        for (int cut = 0; cut <= whole.length; cut++) {
            Files.write(file, java.util.Arrays.copyOf(whole, cut));
            journal.append(event(9));
            List<Long> expected = new ArrayList<>(List.of(0L, 1L, 2L).subList(0, (cut + 1) / line));
            expected.add(9L);
            assertEquals(expected, steps(), "cut at " + cut);
        }
    }

    @Test
    void aDamagedLineInTheMiddleCostsOnlyItself() throws IOException {
        journal.append(event(1));
        long second = Files.size(file);
        tear("{\"step\":2,\u0000\u0000\n");
        tear("{\"event\":\"noted\"}\n");
        tear("[".repeat(100_000) + "\n");
        tear("{\"step\":2,\"event\":\"noted\",\"x\":null}\n");
        tear("\n");
        journal.append(event(3));
        assertEquals(List.of(1L, -1L, -1L, -1L, -1L, -1L, 3L), steps());
        JournalEvent damaged = journal.last(6).get(0);
        assertEquals(second, damaged.facts().get("byte"));
        assertTrue(damaged.facts().get("reason").toString().startsWith("expected a JSON object; found "));
    }

    @Test
    void aFolderInItsPlaceIsToldWithWhatToDo() throws IOException {
        Files.createDirectories(file);
        String line = assertThrows(CheckpointException.class, this::steps).getMessage();
        assertTrue(line.endsWith("a folder stands there; move it away, then try again"), line);
    }

    @Test
    void aLineWithoutEndIsNotReadIntoMemory() throws IOException {
        journal.append(event(1));
        tear("x".repeat(9 << 20) + "\n");
        tear("{\"step\":2,\"event\":\"" + "y".repeat(3 << 20) + "\"}\n");
        journal.append(event(3));
        assertEquals(List.of(1L, -1L, 2L, 3L), steps());
        tear("x".repeat(9 << 20));
        assertEquals(List.of(1L, -1L, 2L, 3L, -1L), steps());
        journal.append(event(4));
        assertEquals(List.of(1L, -1L, 2L, 3L, 4L), steps());
    }

    @Test
    void theLastOnesAreThoseAtTheEnd() {
        Random random = new Random(3);
        for (int step = 0; step < 400; step++) {
            journal.append(new JournalEvent(step, "sampled", Map.of("text", "x".repeat(random.nextInt(2000)))));
        }
        for (int count : new int[] {0, 1, 2, 7, 199, 399, 400, 401}) {
            List<Long> expected = IntStream.range(Math.max(0, 400 - count), 400)
                    .mapToObj(step -> (long) step)
                    .toList();
            assertEquals(
                    expected,
                    journal.last(count).stream().map(JournalEvent::step).toList());
        }
        assertEquals(400, steps().size());
    }

    @Test
    void severalThreadsWriteWholeLines() throws InterruptedException {
        Thread[] writers = new Thread[4];
        for (int i = 0; i < writers.length; i++) {
            writers[i] = new Thread(() -> IntStream.range(0, 100).forEach(step -> journal.append(event(step))));
            writers[i].start();
        }
        for (Thread writer : writers) {
            while (writer.isAlive()) {
                assertTrue(steps().stream().noneMatch(step -> step < 0));
            }
            writer.join();
        }
        assertEquals(400, steps().size());
    }

    @Test
    void reservedFactsAreRefused() {
        assertThrows(CheckpointException.class, () -> new JournalEvent(1, "x", Map.of("step", 2)));
    }
}
