package understudy.checkpoints;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SavingTest {
    @TempDir
    Path folder;

    private CheckpointStore store;

    @BeforeEach
    void open() {
        store = new CheckpointStore(folder);
    }

    @Test
    void equalModelsHaveEqualFiles() throws IOException {
        store.save("romeo", Examples.contents(250, 2.5));
        new CheckpointStore(folder).save("juliet", Examples.contents(250, 2.5));
        List<String> names = Folders.names(folder.resolve("romeo/250"));
        assertEquals(List.of("checkpoint.json", "model.safetensors", "optimizer.safetensors", "tokenizer.json"), names);
        for (String name : names) {
            byte[] content = Files.readAllBytes(folder.resolve("romeo/250").resolve(name));
            assertArrayEquals(
                    content, Files.readAllBytes(folder.resolve("juliet/250").resolve(name)));
        }
    }

    @Test
    void theSameAgainWritesNothing() {
        store.save("romeo", Examples.contents(250, 2.5));
        CheckpointStore unwritable = new CheckpointStore(folder, file -> {
            throw new IOException("nothing should be written");
        });
        Checkpoint saved = unwritable.save("romeo", Examples.contents(250, 2.5));
        assertEquals(store.resolve("romeo@250"), saved);
        // Without the optimizer's state it is the same model: what is kept stays.
        CheckpointContents full = Examples.contents(250, 2.5);
        CheckpointContents bare =
                new CheckpointContents(full.card(), full.parameters(), Optional.empty(), full.tokenizer());
        assertTrue(unwritable.save("romeo", bare).hasOptimizer());
        // Anything else is another one.
        CheckpointContents other =
                new CheckpointContents(full.card(), full.parameters(), full.optimizer(), full.tokenizer() + " ");
        assertThrows(CheckpointException.class, () -> unwritable.save("romeo", other));
    }

    @Test
    void aDroppedOptimizerComesBackWhenItIsSavedAgain() {
        for (long step : new long[] {0, 250, 500}) {
            store.save("romeo", Examples.contents(step, 3 - step / 1000.0));
        }
        assertFalse(store.resolve("romeo@250").hasOptimizer());
        assertTrue(store.resolve("romeo@250").optimizer().isEmpty());
        assertTrue(store.save("romeo", Examples.contents(250, 2.75)).hasOptimizer());
    }

    @Test
    void anotherAtTheSameStepReplacesIt() throws IOException {
        store.save("romeo", Examples.contents(250, 2.5));
        store.name("romeo", 250, "shy");
        Checkpoint saved = store.save("romeo", Examples.contents(250, 2.4));
        assertEquals(OptionalDouble.of(2.4), saved.card().losses().validation());
        assertEquals(java.util.Set.of("shy"), saved.names());
        assertEquals(List.of("250", "names.json"), Folders.names(folder.resolve("romeo")));
    }

    @Test
    void anInterruptDoesNotSpoilASave() {
        Thread.currentThread().interrupt();
        Checkpoint saved = store.save("romeo", Examples.contents(250, 2.5));
        assertEquals(2, saved.parameters().size());
        store.journal("romeo").append(new JournalEvent(250, "saved", Map.of()));
        store.journal("romeo").sync();
        assertEquals(1, store.journal("romeo").last(1).size());
        assertTrue(Thread.interrupted());
    }

    @Test
    void listingWhileSavingSeesWholeCheckpointsOnly() throws InterruptedException {
        store.save("romeo", Examples.contents(0, 3));
        AtomicBoolean done = new AtomicBoolean();
        Thread saver = new Thread(() -> {
            for (int round = 0; round < 60; round++) {
                store.save("romeo", Examples.contents(round % 2, 2 + round / 100.0)); // replaces, over and over
            }
            done.set(true);
        });
        saver.start();
        while (saver.isAlive()) {
            CheckpointList list = store.list("romeo");
            assertEquals(List.of(), list.damaged());
            assertTrue(list.at(0).isPresent());
        }
        saver.join();
        assertTrue(done.get());
    }

    @Test
    void renamingTakesEverythingAlong() {
        store.save("romeo", Examples.contents(250, 2.5));
        store.save("benvolio", Examples.contents(250, 2.5));
        store.name("romeo", 250, "shy");
        store.journal("romeo").append(new JournalEvent(250, "saved", Map.of()));
        assertEquals(
                "A model benvolio exists already; choose another name.",
                refusal(() -> store.rename("romeo", "benvolio")));
        store.rename("romeo", "juliet");
        assertEquals(250, store.resolve("juliet@shy").step());
        assertEquals(1, store.journal("juliet").last(9).size());
        assertEquals(
                "No checkpoints of a model romeo; there are some of benvolio, juliet.",
                refusal(() -> store.rename("romeo", "paris")));
        assertEquals(
                "No checkpoints of a model romeo; there are some of benvolio, juliet.",
                refusal(() -> store.resolve("romeo@250")));
    }

    @Test
    void whatIsNotThereIsSaid() throws IOException {
        assertEquals(
                "No checkpoints of a model romeo; no model has any yet.", refusal(() -> store.resolve("romeo@best")));
        store.journal("romeo").append(new JournalEvent(0, "new", Map.of()));
        assertEquals(
                "No checkpoint romeo@latest. romeo has no checkpoint yet; `save romeo` writes one.",
                refusal(() -> store.resolve("romeo")));
        store.save("romeo", Examples.contents(Examples.card(0, OptionalDouble.empty())));
        assertEquals(
                "No checkpoint romeo@best: none has a validation loss yet. There are 0, latest (0)."
                        + " `checkpoints romeo` lists them.",
                refusal(() -> store.resolve("romeo@best")));
        for (int step = 1; step < 300; step++) {
            Files.createDirectories(folder.resolve("romeo/" + step)); // damaged ones are not offered
        }
        assertTrue(refusal(() -> store.resolve("romeo@9999999999999999")).contains("There are 0, latest (0)."));
        assertTrue(refusal(() -> store.resolve("romeo@99999999999999999999")).startsWith("No checkpoint romeo@9999"));
        store.delete("paris");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "../romeo",
                "a/b",
                "a\\b",
                "1romeo",
                "-x",
                "a b",
                "a@b",
                "a~0",
                "a~",
                "a.",
                "ö",
                "a\n"
            })
    void namesThatWouldLeaveTheirFolderAreRefused(String name) throws IOException {
        String message = refusal(() -> store.save(name, Examples.contents(0, 1)));
        assertTrue(message.startsWith("model: expected a name that begins with a letter"), message);
        refusal(() -> store.list(name));
        refusal(() -> store.delete(name));
        refusal(() -> store.rename("romeo", name));
        refusal(() -> store.journal(name));
        refusal(() -> store.resolve(name + "@best"));
        assertEquals(List.of(), Folders.names(folder));
    }

    @Test
    void bestAndLatestCannotBeGivenAway() {
        store.save("romeo", Examples.contents(0, 1));
        assertEquals(
                "\"best\" always means the best checkpoint; choose another name",
                refusal(() -> store.name("romeo", 0, "best")));
        refusal(() -> store.name("romeo", 0, "1500"));
        refusal(() -> store.name("romeo", 0, "a~1"));
        assertTrue(refusal(() -> store.name("romeo", 7, "x")).startsWith("No checkpoint romeo@7. There are 0, "));
    }

    private static String refusal(Runnable asking) {
        String message = assertThrows(CheckpointException.class, asking::run).getMessage();
        assertFalse(message.contains("\n"), message);
        return message;
    }
}
