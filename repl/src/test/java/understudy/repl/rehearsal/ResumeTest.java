package understudy.repl.rehearsal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import understudy.models.Generation;
import understudy.models.Knob;
import understudy.models.Sampling;

/** Stopping, leaving, starting again and going on gives the parameters of a run that never stopped, to the last bit. */
final class ResumeTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "optimizer=muon",
                "optimizer=sgd",
                "optimizer=adagrad",
                "optimizer=rmsprop",
                "train-only=head optimizer=muon",
                "train-only=blocks:1 optimizer=adagrad",
                "arch=rnn start=uniform",
                "arch=gru start=uniform",
                "arch=lstm start=uniform accumulate=2",
                "arch=mlp norm=batch start=kaiming optimizer=sgd",
                "arch=wavenet norm=batch start=xavier norm-statistics=precise"
            })
    void twoHalvesAreAWhole(String knobs) {
        try (Troupe troupe = new Troupe(folder)) {
            troupe.create("whole", knobs.split(" "));
            troupe.create("halves", knobs.split(" "));
            byte[] first = troupe.parameters("whole", 0);
            assertArrayEquals(first, troupe.parameters("halves", 0), "a model's name decides nothing");
            troupe.train("whole", 40);
            RunSnapshot half = troupe.train("halves", troupe.plan(20, 40, Map.of()));
            assertEquals(20, half.step());
            assertEquals(Ending.STEPS, half.ending().orElseThrow());
            troupe.train("halves", troupe.plan(20, 40, Map.of()));
            assertFalse(Arrays.equals(first, troupe.parameters("whole", 40)), "training must change something");
            assertArrayEquals(troupe.parameters("whole", 40), troupe.parameters("halves", 40));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"arch=gpt", "arch=lstm start=uniform"})
    void stoppingLeavingAndComingBackChangesNothing(String knobs) {
        byte[] never;
        try (Troupe troupe = new Troupe(folder.resolve("never"))) {
            troupe.create("romeo", knobs.split(" "));
            troupe.train("romeo", troupe.plan(15, 60, Map.of()));
            troupe.company.director().set("romeo", Knob.RATE, "0.002");
            troupe.train("romeo", 45);
            never = troupe.parameters("romeo", 60);
        }
        Path home = folder.resolve("often");
        try (Troupe troupe = new Troupe(home)) {
            troupe.create("romeo", (knobs + " eval-every=7 sample-every=4").split(" "));
            troupe.train("romeo", troupe.plan(9, 60, Map.of()));
        }
        try (Troupe troupe = new Troupe(home)) {
            troupe.train("romeo", 6);
            troupe.company.director().set("romeo", Knob.RATE, "0.002");
        }
        try (Troupe troupe = new Troupe(home)) {
            Run run = troupe.company.director().train("romeo", Plan.steps(45), true);
            speak(troupe);
            run.pause();
            speak(troupe);
            run.resume();
            run.stop(Ending.STOPPED);
            run.await();
            long step = run.snapshot().step();
            if (step < 60) {
                assertEquals(Ending.STOPPED, run.snapshot().ending().orElseThrow());
                troupe.train("romeo", 60 - step);
            }
            assertArrayEquals(never, troupe.parameters("romeo", 60));
            assertTrue(troupe.lines().stream().anyMatch(line -> line.contains("says:")), "samples were spoken");
        }
    }

    @Test
    void lookingForARateLeavesTheModelAsItWas() {
        try (Troupe troupe = new Troupe(folder)) {
            troupe.create("never");
            troupe.create("sought");
            troupe.train("never", 40);
            troupe.train("sought", troupe.plan(20, 40, Map.of()));
            RateSweep sweep = troupe.company.director().findRate("sought", Map.of(), 30, point -> true);
            assertTrue(sweep.points().size() > 10, "stopped after " + sweep.points());
            assertTrue(sweep.whole() && sweep.suggestion() < sweep.lowest().rate());
            assertFalse(troupe.company
                    .director()
                    .findRate("sought", Map.of(), 30, point -> false)
                    .whole());
            troupe.train("sought", troupe.plan(20, 40, Map.of()));
            assertArrayEquals(troupe.parameters("never", 40), troupe.parameters("sought", 40));
        }
    }

    /** A model that only gets worse loses patience at the same step, however often it was stopped on the way. */
    @Test
    void patienceIsNotWonByStopping() {
        Map<Knob, String> worse = Map.of(Knob.RATE, "100");
        String[] knobs = {"patience=4", "eval-every=4", "save-every=3", "rate=100"};
        long never;
        try (Troupe troupe = new Troupe(folder.resolve("never"))) {
            troupe.create("romeo", knobs);
            RunSnapshot run = troupe.train("romeo", troupe.plan(400, 400, worse));
            assertEquals(Ending.PATIENCE, run.ending().orElseThrow());
            never = run.step();
            assertTrue(never >= 16, "ended at " + never);
            assertTrue(troupe.train("romeo", 400).step() >= never + 16, "whoever goes on has new patience");
        }
        RunSnapshot last = null;
        for (int times = 0; times < 40 && (last == null || last.ending().orElseThrow() != Ending.PATIENCE); times++) {
            try (Troupe troupe = new Troupe(folder.resolve("often"))) {
                if (times == 0) {
                    troupe.create("romeo", knobs);
                }
                last = troupe.train("romeo", troupe.plan(4, 400, worse));
            }
        }
        assertEquals(never, last.step());
    }

    @ParameterizedTest
    @ValueSource(strings = {"arch=gpt", "arch=lstm start=uniform"})
    void aKilledProcessLosesOnlyWhatCameAfterItsLastCheckpoint(String knobs) throws IOException, InterruptedException {
        byte[] never;
        try (Troupe troupe = new Troupe(folder.resolve("never"))) {
            troupe.create("romeo", (knobs + " eval-every=25").split(" "));
            troupe.train("romeo", troupe.plan(KilledRun.TURNED, KilledRun.HORIZON, Map.of()));
            troupe.company.director().set("romeo", Knob.RATE, "0.002");
            troupe.train("romeo", KilledRun.HORIZON - KilledRun.TURNED);
            never = troupe.parameters("romeo", KilledRun.HORIZON);
        }
        Path home = folder.resolve("killed");
        Path ready = folder.resolve("ready");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledRun.class.getName(),
                        home.toString(),
                        ready.toString(),
                        knobs)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();
        try {
            for (int i = 0; i < 600 && process.isAlive() && !Files.exists(ready); i++) {
                Thread.sleep(50);
            }
            assertTrue(Files.exists(ready), () -> said());
        } finally {
            process.destroyForcibly().waitFor();
        }
        try (Troupe troupe = new Troupe(home)) {
            long step = troupe.company.load("romeo").standing().step();
            assertTrue(step >= 75 && step < KilledRun.HORIZON, "the last checkpoint was at " + step);
            assertTrue(
                    troupe.lines().stream().anyMatch(line -> line.contains("cut off") && line.contains("decay 0.3")),
                    troupe.lines().toString());
            troupe.train("romeo", KilledRun.HORIZON - step);
            assertArrayEquals(never, troupe.parameters("romeo", KilledRun.HORIZON));
        }
    }

    private String said() {
        try {
            return Files.readString(folder.resolve("said"), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Reads and speaks with the model while it is trained. */
    private static void speak(Troupe troupe) {
        try (Speaker speaker = troupe.company.speaker("romeo");
                Generation generation = new Generation(speaker.model(), Sampling.DEFAULT, 1, 3)) {
            assertTrue(speaker.own() == speaker.training());
            generation.read(speaker.tokenizer().encode("the "));
            generation.speak(20);
        }
    }
}
