package understudy.checkpoints;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kill -9 between any two bytes: what is listed can be loaded, and nothing that was reported as saved is gone. */
class CrashTest {
    private static final int WIDTH = 50_000;

    @TempDir
    Path folder;

    /** Saves for ever: new steps, and the same step again with other content; tells each one that is done. */
    static final class Writer {
        public static void main(String[] args) {
            CheckpointStore store = new CheckpointStore(Path.of(args[0]));
            store.recover();
            for (int round = Integer.parseInt(args[1]); ; round++) {
                store.save("romeo", contents(round % 5, round));
                store.journal("romeo").append(new JournalEvent(round, "saved", Map.of("text", "x".repeat(500))));
                System.out.println(round);
            }
        }
    }

    private static CheckpointContents contents(long step, int round) {
        float[] values = new float[WIDTH];
        java.util.Arrays.fill(values, round);
        CheckpointCard plain = Examples.card(step, OptionalDouble.of(2));
        CheckpointCard card = new CheckpointCard(
                plain.network(),
                plain.recipe(),
                plain.progress(),
                plain.losses(),
                plain.source(),
                plain.origin(),
                Map.of("round", round));
        Map<String, StoredTensor> tensors = Map.of("wte", StoredTensor.of(values, WIDTH));
        return new CheckpointContents(card, tensors, Optional.of(tensors), "{}");
    }

    @Test
    void everyListedCheckpointLoads() throws Exception {
        Random random = new Random(11);
        Map<Long, Long> told = new TreeMap<>();
        long round = 0;
        for (int kill = 0; kill < 6; kill++) {
            Process writer = Child.start(Writer.class, folder.toString(), Long.toString(round));
            AtomicLong last = new AtomicLong(-1);
            Thread killer = new Thread(() -> {
                try {
                    // It must have begun; from then on any moment is as good as any other.
                    while (last.get() < 0 && writer.isAlive()) {
                        Thread.sleep(1);
                    }
                    Thread.sleep(random.nextInt(60), random.nextInt(999_999));
                } catch (InterruptedException fault) {
                    Thread.currentThread().interrupt();
                }
                writer.destroyForcibly();
            });
            killer.start();
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    last.set(Long.parseLong(line));
                    told.put(last.get() % 5, last.get());
                }
            } catch (IOException fault) {
                assertTrue(last.get() >= 0, fault.getMessage()); // the stream may break off with the process
            }
            killer.join();
            writer.waitFor();
            check(told);
            assertTrue(last.get() >= round, "the writer ended before it saved anything");
            round = last.get() + 2;
        }
    }

    private void check(Map<Long, Long> told) throws IOException {
        CheckpointStore store = new CheckpointStore(folder);
        store.recover();
        CheckpointList list = store.list("romeo");
        assertEquals(java.util.List.of(), list.damaged());
        for (Map.Entry<Long, Long> step : told.entrySet()) {
            Checkpoint checkpoint = list.at(step.getKey()).orElseThrow();
            long round = (Long) checkpoint.card().more().get("round");
            assertTrue(round >= step.getValue(), "told " + step.getValue() + ", found " + round);
            assertEquals(
                    (float) round, checkpoint.parameters().get("wte").data().getFloat(4 * (WIDTH - 1)));
            checkpoint.optimizer().ifPresent(tensors -> assertEquals(1, tensors.size()));
        }
        for (String name : Folders.names(folder.resolve("romeo"))) {
            assertTrue(name.matches("[0-4]|journal.jsonl"), name);
        }
        store.journal("romeo").append(new JournalEvent(0, "checked", Map.of()));
        store.journal("romeo").forEach(event -> assertTrue(!event.kind().equals(JournalEvent.DAMAGED)));
    }
}
