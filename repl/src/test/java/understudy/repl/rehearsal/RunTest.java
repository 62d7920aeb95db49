package understudy.repl.rehearsal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import understudy.checkpoints.Checkpoint;
import understudy.checkpoints.CheckpointException;
import understudy.checkpoints.JournalEvent;
import understudy.models.Knob;
import understudy.models.Recipe;
import understudy.repl.Mistake;

/** A run in the background, and all that can be done to it meanwhile. */
final class RunTest {
    private static final long FOREVER = 1_000_000;

    @TempDir
    private Path folder;

    @Test
    void pausingHoldsItAndResumingGoesOn() throws InterruptedException {
        try (Troupe troupe = new Troupe(folder)) {
            troupe.create("romeo");
            Run run = troupe.company.director().train("romeo", Plan.steps(FOREVER), false);
            waitFor(() -> run.snapshot().step() > 3);
            run.pause();
            waitFor(() -> run.snapshot().state() == RunSnapshot.State.PAUSED);
            long held = run.snapshot().step();
            troupe.company.speaker("romeo").close(); // the run came by, lent a copy, and went on waiting
            assertEquals(
                    held,
                    troupe.company.resident("romeo").orElseThrow().standing().step());
            Change change = troupe.company.director().set("romeo", Knob.RATE, "0.001");
            assertEquals(held + 1, change.firstStep());
            try (Speaker speaker = troupe.company.speaker("romeo")) {
                assertEquals(held, speaker.step());
                assertTrue(speaker.training());
            }
            run.resume();
            waitFor(() -> run.snapshot().step() > held);
            run.stop(Ending.STOPPED);
            run.await();
            assertEquals(Optional.of(Ending.STOPPED), run.snapshot().ending());
            long step = run.snapshot().step();
            Checkpoint latest = troupe.company.store().latest("romeo").orElseThrow();
            assertEquals(step, latest.step(), "stopping leaves a checkpoint");
            assertEquals(0.001, latest.card().recipe().get("rate"));
            assertTrue(troupe.lines().stream().anyMatch(l -> l.contains("stopped at step")), "it tells its end");
        }
    }

    @Test
    void anInterruptedThreadWaitsAllTheSame() throws InterruptedException {
        try (Troupe troupe = new Troupe(folder)) {
            troupe.create("romeo");
            Run run = troupe.company.director().train("romeo", Plan.steps(FOREVER), false);
            Thread.currentThread().interrupt();
            long begun = System.nanoTime();
            assertFalse(run.await(Duration.ofMillis(100)));
            assertTrue(Thread.interrupted(), "the interrupt is kept");
            assertTrue(System.nanoTime() - begun >= 100_000_000, "it has waited");
            run.stop(Ending.STOPPED);
            run.await();
        }
    }

    @Test
    void aSecondRunIsRefusedAndTheModelIsProtected() {
        try (Troupe troupe = new Troupe(folder)) {
            troupe.create("romeo");
            troupe.create("juliet");
            Run run = troupe.company.director().train("romeo", Plan.steps(FOREVER), true);
            String line = assertThrows(
                            Mistake.class, () -> troupe.company.director().train("juliet", Plan.DEFAULT, true))
                    .getMessage();
            assertTrue(line.contains("romeo is being trained") && line.contains("`stop`"), line);
            assertThrows(Mistake.class, () -> troupe.company.unload("romeo"));
            assertThrows(Mistake.class, () -> troupe.company.delete("romeo"));
            assertThrows(Mistake.class, () -> troupe.company.rename("romeo", "montague"));
            assertThrows(Mistake.class, () -> troupe.company.load("romeo@0"));
            assertThrows(Mistake.class, () -> troupe.company.director().set("romeo", Knob.OPTIMIZER, "adamw"));
            Checkpoint saved = troupe.company.save("romeo", Optional.of("middle"));
            assertTrue(saved.names().contains("middle"), "saving in the middle of a run");
            assertTrue(run.active());
        }
        try (Troupe again = new Troupe(folder)) {
            assertTrue(again.company.load("romeo").standing().step() > 0, "leaving saved what was done");
        }
    }

    @Test
    void whatCannotBeTrainedChangesNothing() throws IOException {
        try (Troupe troupe = new Troupe(folder)) {
            troupe.create("romeo");
            troupe.train("romeo", 20);
            byte[] before = troupe.parameters("romeo", 20);
            assertThrows(Mistake.class, () -> troupe.train("romeo@10", troupe.plan(5, 8, Map.of())));
            assertStillAtStep20(troupe);
            Path names = troupe.home.checkpoints().resolve("romeo/names.json");
            Files.writeString(names, "not names"); // so that later checkpoints cannot move away
            assertThrows(CheckpointException.class, () -> troupe.train("romeo@10", 5));
            assertStillAtStep20(troupe);
            Files.delete(names);
            assertEquals(25, troupe.train("romeo", 5).step());
            assertFalse(troupe.lines().toString().contains("afresh"), "the optimizer is the one it was");
            assertArrayEquals(before, troupe.parameters("romeo", 20));
            assertEquals(15, troupe.train("romeo@10", 5).step());
            assertTrue(troupe.company.has("romeo~1"));
        }
    }

    private static void assertStillAtStep20(Troupe troupe) {
        assertEquals(
                20, troupe.company.resident("romeo").orElseThrow().standing().step());
        assertEquals(List.of("romeo"), troupe.company.names());
    }

    @Test
    void aRewoundModelThatChangesIsSavedAsTheLatest() {
        try (Troupe troupe = new Troupe(folder)) {
            troupe.create("romeo");
            troupe.train("romeo", 20);
            troupe.company.load("romeo@10");
            troupe.company.director().set("romeo", Knob.RATE, "0.001");
            assertEquals(10, troupe.company.save("romeo", Optional.empty()).step());
            String script = Playbook.of("romeo", troupe.company.store().journal("romeo"))
                    .toString();
            assertTrue(script.contains("set romeo rate"), script);
        }
        try (Troupe troupe = new Troupe(folder)) {
            Standing standing = troupe.company.load("romeo").standing();
            assertEquals(10, standing.step());
            assertEquals(0.001, standing.recipe().number(Knob.RATE));
            assertEquals(20, troupe.company.load("romeo~1").standing().step());
        }
    }

    @Test
    void aSnapshotIsTheModelOfItsStep() {
        try (Troupe troupe = new Troupe(folder)) {
            troupe.create("romeo", "save-every=1", "eval-every=1000000");
            Run run = troupe.company.director().train("romeo", Plan.steps(20), true);
            try (Speaker speaker = troupe.company.speaker("romeo")) {
                run.await();
                try (Speaker stored = troupe.company.speaker("romeo@" + speaker.step())) {
                    assertArrayEquals(
                            stored.model().logits(new int[] {1, 2}),
                            speaker.model().logits(new int[] {1, 2}));
                }
            }
        }
    }

    @Test
    void anOptimizerThatIsLostIsSaid() throws IOException {
        try (Troupe troupe = new Troupe(folder)) {
            troupe.create("romeo");
            troupe.train("romeo", 30);
            troupe.train("romeo@10", Plan.steps(5));
            String said = troupe.lines().toString();
            assertTrue(
                    said.contains("The optimizer's state at step 10 is not there (it is kept for latest, best and named"
                            + " checkpoints): it starts afresh."),
                    said);
        }
        Path state = folder.resolve("checkpoints/romeo/15/optimizer.safetensors");
        byte[] bytes = Files.readAllBytes(state);
        bytes[bytes.length - 1] ^= 1;
        Files.write(state, bytes);
        try (Troupe again = new Troupe(folder)) {
            again.train("romeo", 5);
            String said = again.lines().toString();
            assertTrue(said.contains("The optimizer's state at step 15 is damaged: it starts afresh."), said);
        }
    }

    @Test
    void aDiskThatRefusesCostsNoSteps() throws IOException {
        try (Troupe troupe = new Troupe(folder)) {
            troupe.create("romeo");
            Path place = troupe.home.checkpoints().resolve("romeo");
            Path away = folder.resolve("away");
            Files.move(place, away);
            Files.createFile(place); // whatever is written below it now fails
            RunSnapshot last = troupe.train("romeo", 30);
            assertEquals(30, last.step());
            long told = troupe.notices.stream()
                    .filter(n -> n.tone() == Notice.Tone.TROUBLE)
                    .filter(n -> n.line().contains("annot"))
                    .count();
            assertEquals(1, told, troupe.lines().toString());
            assertTrue(troupe.company.resident("romeo").orElseThrow().unsaved());
            Files.delete(place);
            Files.move(away, place);
            assertEquals(30, troupe.company.save("romeo", Optional.empty()).step());
            assertFalse(troupe.company.resident("romeo").orElseThrow().unsaved());
        }
    }

    @Test
    void whatIsLostWithNumbersThatAreNoneIsInTheJournal() {
        try (Troupe troupe = new Troupe(folder)) {
            troupe.create("romeo", "optimizer=sgd", "rate=1000", "decay=1", "eval-every=1000");
            RunSnapshot last = troupe.train("romeo", 200);
            assertEquals(Optional.of(Ending.NOT_FINITE), last.ending(), last.toString());
            assertTrue(last.step() > 0, "steps were taken: " + last.step());
            assertEquals(0, troupe.company.load("romeo").standing().step(), "it is what it was when last saved");
            troupe.company.settle();
            JournalEvent lost = troupe.company.store().journal("romeo").last(1).get(0);
            assertEquals(Events.LOST, lost.kind());
            assertEquals(0, lost.step());
            List<String> script = Playbook.of("romeo", troupe.company.store().journal("romeo"));
            assertTrue(script.stream().noneMatch(line -> line.startsWith("train")), script.toString());
            assertTrue(
                    troupe.lines().toString().contains("was cut off"),
                    troupe.lines().toString());
        }
    }

    @Test
    void leavingWhileTheDiskRefusesIsTold() throws IOException {
        Troupe troupe = new Troupe(folder);
        troupe.create("romeo");
        Path place = troupe.home.checkpoints().resolve("romeo");
        Files.move(place, folder.resolve("away"));
        Files.createFile(place);
        troupe.train("romeo", 5);
        troupe.notices.clear();
        String lost = assertThrows(Mistake.class, troupe::close).getMessage();
        assertTrue(lost.contains("steps 1 to 5 of romeo"), lost);
    }

    @Test
    void aModelThatCannotBeWrittenIsNotThere() throws IOException {
        try (Troupe troupe = new Troupe(folder)) {
            Files.createDirectories(troupe.home.checkpoints());
            Files.createFile(troupe.home.checkpoints().resolve("romeo"));
            assertThrows(RuntimeException.class, () -> troupe.create("romeo"));
            assertFalse(troupe.company.has("romeo"));
        }
    }

    @Test
    void aPlansReviewsEndWithItsRun() {
        try (Troupe troupe = new Troupe(folder)) {
            troupe.create("romeo");
            Plan plan = new Plan(
                    Plan.steps(30).limits(),
                    OptionalLong.empty(),
                    Map.of(),
                    Optional.empty(),
                    Optional.of(new Plan.Reviews(2, 3)));
            Recipe after = troupe.train("romeo", plan).standing().recipe();
            assertEquals(List.of(0L, 15L, 30L), measured(troupe));
            assertEquals(10, after.count(Knob.EVAL_EVERY));
            assertEquals(8, after.count(Knob.EVAL_WINDOWS));
            troupe.train("romeo", 20);
            assertEquals(List.of(0L, 15L, 30L, 40L, 50L), measured(troupe));
        }
    }

    private static List<Long> measured(Troupe troupe) {
        troupe.company.settle();
        List<Long> steps = new ArrayList<>();
        troupe.company.store().journal("romeo").forEach(event -> {
            if (event.kind().equals(Events.EVALUATED)) {
                steps.add(event.step());
            }
        });
        return steps;
    }

    @Test
    void keepLeavesTheLastTheBestAndTheNamed() {
        try (Troupe troupe = new Troupe(folder)) {
            troupe.create("romeo");
            troupe.company.save("romeo", Optional.of("first"));
            troupe.train("romeo", new Plan(Plan.steps(60).limits(), OptionalLong.empty(), Map.of(Knob.KEEP, "2")));
            int left = troupe.company.store().list("romeo").checkpoints().size();
            assertTrue(left >= 3 && left <= 4, "kept " + left);
        }
    }

    @Test
    void aCorpusThatIsGoneOrChangedIsTold() {
        try (Troupe troupe = new Troupe(folder)) {
            troupe.create("romeo");
            troupe.company.corpora().remove(Troupe.CORPUS);
            assertTrue(assertThrows(RuntimeException.class, () -> troupe.train("romeo", 1))
                    .getMessage()
                    .contains(Troupe.CORPUS));
            troupe.company
                    .corpora()
                    .write(
                            Troupe.CORPUS,
                            Troupe.text() + "more text\n".repeat(9),
                            understudy.corpora.AddOptions.defaults())
                    .close();
            String line =
                    assertThrows(Mistake.class, () -> troupe.train("romeo", 1)).getMessage();
            assertTrue(line.contains("SHA-256"), line);
            assertEquals(
                    0, troupe.company.resident("romeo").orElseThrow().standing().step());
        }
    }

    @Test
    void aDamagedLatestCheckpointIsNamedAndTheOneBeforeItIsUsed() throws IOException {
        try (Troupe troupe = new Troupe(folder)) {
            troupe.create("romeo");
            troupe.train("romeo", 20);
        }
        Path file = folder.resolve("checkpoints/romeo/20/model.safetensors");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 3] ^= 1;
        Files.write(file, bytes);
        try (Troupe troupe = new Troupe(folder)) {
            assertEquals(10, troupe.company.load("romeo").standing().step());
            assertTrue(
                    troupe.lines().stream().anyMatch(l -> l.contains("romeo@20 is damaged")),
                    troupe.lines().toString());
            String refused =
                    assertThrows(Mistake.class, () -> troupe.train("romeo", 10)).getMessage();
            assertTrue(refused.contains("romeo@20 is damaged") && refused.contains("`rewind romeo@10`"), refused);
            assertTrue(Files.exists(file), "nothing is moved unasked");
            troupe.company.load("romeo@10");
            assertEquals(20, troupe.train("romeo", 10).step(), "going on moves the damaged one out of the way");
        }
    }

    @Test
    void oneSymbolIsNothingToLearn() {
        try (Troupe troupe = new Troupe(folder)) {
            troupe.company
                    .corpora()
                    .write("ones", "a".repeat(500), understudy.corpora.AddOptions.defaults())
                    .close();
            Recipe recipe = Troupe.recipe();
            String line = assertThrows(Mistake.class, () -> troupe.company.create("x", "ones", recipe, recipe, 1))
                    .getMessage();
            assertTrue(line.contains("one distinct symbol, \"a\""), line);
            assertFalse(troupe.company.has("x"));
        }
    }

    @Test
    void damagedTokensAreNotTrainedOn() throws IOException {
        try (Troupe troupe = new Troupe(folder)) {
            troupe.create("romeo");
            Path tokens = folder.resolve("corpora/" + Troupe.CORPUS + "/tokens.bin");
            byte[] bytes = Files.readAllBytes(tokens);
            bytes[0] ^= 1;
            Files.write(tokens, bytes);
            String line = assertThrows(RuntimeException.class, () -> troupe.train("romeo", 1))
                    .getMessage();
            assertTrue(line.contains("tokens.bin") && line.contains("checksum"), line);
        }
    }

    @Test
    void aForeignArchitectureIsRefusedInOneLine() throws IOException {
        try (Troupe troupe = new Troupe(folder)) {
            troupe.create("romeo");
        }
        Path card = folder.resolve("checkpoints/romeo/0/checkpoint.json");
        Files.writeString(card, Files.readString(card).replace("\"gpt\"", "\"cat\""));
        try (Troupe troupe = new Troupe(folder)) {
            String line = assertThrows(RuntimeException.class, () -> troupe.company.load("romeo"))
                    .getMessage();
            assertTrue(line.contains("romeo@0") && line.contains("cat"), line);
        }
    }

    @Test
    void aForeignKnobIsToldInTheCardsWords() throws IOException {
        try (Troupe troupe = new Troupe(folder)) {
            troupe.create("romeo");
        }
        Path card = folder.resolve("checkpoints/romeo/0/checkpoint.json");
        Files.writeString(card, Files.readString(card).replace("\"batch\":", "\"bunch\":"));
        try (Troupe troupe = new Troupe(folder)) {
            String line = assertThrows(RuntimeException.class, () -> troupe.company.load("romeo"))
                    .getMessage();
            assertTrue(
                    line.startsWith(
                            "The recipe in the checkpoint.json of romeo@0 cannot be used: no knob \"bunch\". Put back"),
                    line);
        }
    }

    @Test
    void aTextThatIsDamagedEndsTheRunInOrder() throws IOException {
        try (Troupe troupe = new Troupe(folder)) {
            troupe.create("romeo");
            troupe.train("romeo", 10);
            Path tokens = folder.resolve("corpora").resolve(Troupe.CORPUS).resolve("tokens.bin");
            byte[] whole = Files.readAllBytes(tokens);
            Run run = troupe.company.director().train("romeo", Plan.steps(FOREVER), false);
            byte[] damaged = new byte[whole.length];
            Arrays.fill(damaged, (byte) 0xff);
            try (RandomAccessFile file = new RandomAccessFile(tokens.toFile(), "rw")) {
                file.write(damaged); // in place, under the mapping
            }
            run.await();
            assertEquals(Optional.of(Ending.FAILED), run.snapshot().ending());
            assertTrue(
                    run.snapshot().message().contains("damaged"), run.snapshot().message());
            assertFalse(run.snapshot().message().contains("\n"));
            try (RandomAccessFile file = new RandomAccessFile(tokens.toFile(), "rw")) {
                file.write(whole);
            }
            long step = run.snapshot().step();
            assertEquals(step + 5, troupe.train("romeo", 5).step(), "nothing learnt is lost");
        }
    }

    private interface Condition {
        boolean holds();
    }

    private static void waitFor(Condition condition) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.holds()) {
            assertTrue(System.nanoTime() < end, "waited too long");
            Thread.sleep(2);
        }
    }
}
