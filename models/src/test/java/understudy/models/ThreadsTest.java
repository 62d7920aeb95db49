package understudy.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ThreadsTest {
    private static final int MANY = 2;

    @Test
    void whatOneThreadSaysOfItselfIsNotHeardByAnother() {
        Threads.use(MANY);
        int other = CompletableFuture.supplyAsync(() -> {
                    Threads.use(1);
                    return JniUtils.getNumThreads();
                })
                .join();
        assertEquals(1, other);
        assertEquals(MANY, JniUtils.getNumThreads());
        int fresh = CompletableFuture.supplyAsync(
                        () -> {
                            Threads.use(MANY);
                            return JniUtils.getNumThreads();
                        },
                        task -> new Thread(task).start())
                .join();
        assertEquals(MANY, fresh, "a new thread must not inherit the count that speaking asked for");
    }

    @Test
    void theNumberOfThreadsDoesNotChangeWhatIsSaid() {
        try (LanguageModel model = LanguageModel.build(Fixture.ENGINE, Fixture.nanochat(), 3);
                Generation one = new Generation(model, Sampling.DEFAULT, 2, 7, 1);
                Generation many = new Generation(model, Sampling.DEFAULT, 2, 7, MANY)) {
            one.read(1, 2, 3);
            many.read(1, 2, 3);
            assertArrayEquals(one.speak(12), many.speak(12));
        }
    }

    @Test
    void aMachineIsAskedOnceForEachNumberOfRows() {
        List<String> asked = new ArrayList<>();
        Findings known = Findings.fleeting();
        Findings counting = (question, measurement) -> known.answer(question, () -> {
            asked.add(question);
            return measurement.get();
        });
        try (Engine engine = Engine.start(Device.CPU, 0, counting);
                LanguageModel model = LanguageModel.build(engine, Fixture.nanochat(), 3)) {
            for (int rows : new int[] {1, 8, 1, 8}) {
                try (Generation generation = new Generation(model, Sampling.DEFAULT, rows, 7)) {
                    assertEquals(List.of(), asked.subList(Math.min(asked.size(), MANY), asked.size()));
                    generation.read(1);
                    generation.speak(2);
                }
            }
            boolean choice = engine.info().threads() > 1;
            assertEquals(choice ? MANY : 0, asked.size(), asked.toString());
            assertTrue(asked.stream().allMatch(question -> question.contains("threads for ")), asked.toString());
        }
    }
}
