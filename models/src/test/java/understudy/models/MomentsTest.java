package understudy.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks that see a few tokens and no more, beside PyTorch's numbers (golden/moments.py writes them). */
class MomentsTest {
    private static final int[] TEXT = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8};
    private static final int[] IDS = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3};
    private static final int NONE = -100;
    private static final int[] TARGETS = {
        NONE, NONE, NONE, 5, NONE, NONE, NONE, 5, NONE, NONE, NONE, 9, NONE, NONE, NONE, 2
    };

    private static Architecture network(String name) {
        return name.equals("mlp")
                ? new Mlp(11, new Mlp.Size(2, 6, 4, 4), Mlp.Norm.BATCH, false, Initialiser.KAIMING)
                : new WaveNet(11, new WaveNet.Size(6, 4, 4), Mlp.Norm.BATCH, false, Initialiser.KAIMING);
    }

    private static JsonNode golden(String name) throws IOException {
        return new ObjectMapper().readTree(MomentsTest.class.getResourceAsStream("golden/" + name + ".json"));
    }

    private static LanguageModel waves(String name) {
        Architecture network = network(name);
        return LanguageModel.load(Fixture.ENGINE, network, Fixture.waves(network));
    }

    private static float[] floats(JsonNode numbers) {
        float[] values = new float[numbers.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) numbers.get(i).asDouble();
        }
        return values;
    }

    @ParameterizedTest
    @ValueSource(strings = {"mlp", "wavenet"})
    void everyTokenIsPredictedFromThoseRightBeforeIt(String name) throws IOException {
        try (LanguageModel model = waves(name)) {
            assertArrayEquals(floats(golden(name).get("logits")), model.logits(TEXT), 1e-5f);
            assertArrayEquals(floats(golden(name).get("scores")), model.logProbabilities(TEXT), 1e-5f);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mlp", "wavenet"})
    void aTextInPiecesIsTheSameText(String name) throws IOException {
        float[] scores = floats(golden(name).get("scores"));
        try (LanguageModel model = waves(name);
                Listening listening = new Listening(model, 1)) {
            double nats = 0;
            for (int[] piece : new int[][] {{0, 1}, {1, 3}, {3, 9}, {9, 11}}) {
                nats += listening
                        .loss(
                                piece[1] - piece[0],
                                Arrays.copyOfRange(TEXT, piece[0], piece[1]),
                                Arrays.copyOfRange(TEXT, piece[0] + 1, piece[1] + 1))
                        .nats();
            }
            double expected = 0;
            for (float score : scores) {
                expected -= score;
            }
            assertEquals(expected, nats, 1e-4);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mlp", "wavenet"})
    void stepsWithBatchNormAreTorchs(String name) throws IOException {
        JsonNode golden = golden(name);
        try (LanguageModel model = waves(name);
                Trainer trainer = new Trainer(model, Fixture.recipe("sgd"))) {
            Hyperparameters hyperparameters = new Hyperparameters(.1, 0, .9, 0, 0, 0, 0, 0, 0, .1, false);
            for (int i = 0; i < 3; i++) {
                StepResult result = trainer.step(1, 4, 4, IDS, TARGETS, hyperparameters, i);
                assertEquals(golden.get("losses").get(i).asDouble(), result.loss(), 1e-5);
            }
            GoldenTest.compare(golden.get("stepped"), model.tensors(), 5e-5);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mlp", "wavenet"})
    void speakingAgreesWithReading(String name) {
        try (LanguageModel model = waves(name);
                Generation generation = new Generation(model, new Sampling(0, 0, 1, 0, 1), 1, 5)) {
            generation.read(3, 1);
            int[] first = generation.speak(7)[0];
            generation.read(4);
            int[] second = generation.speak(3)[0];
            int[] all = {3, 1, first[0], first[1], first[2], first[3], first[4], first[5], first[6], 4};
            assertEquals(best(model.logits(Arrays.copyOf(all, 2))), first[0]);
            assertEquals(best(model.logits(Arrays.copyOf(all, 8))), first[6]);
            assertEquals(best(model.logits(all)), second[0]);
        }
    }

    private static int best(float[] logits) {
        int best = 0;
        for (int i = 1; i < logits.length; i++) {
            best = logits[i] > logits[best] ? i : best;
        }
        return best;
    }

    @Test
    void frozenStatisticsStayAndTheRestLearns() {
        try (LanguageModel model = waves("wavenet");
                Trainer trainer = new Trainer(model, Fixture.recipe("sgd"))) {
            Map<String, HostTensor> before = model.tensors();
            trainer.step(1, 4, 4, IDS, TARGETS, new Hyperparameters(.1, 0, .9, 0, 0, 0, 0, 0, 0, .1, true), 1);
            model.tensors().forEach((name, tensor) -> {
                boolean same = Arrays.equals(Fixture.floats(before.get(name)), Fixture.floats(tensor));
                assertEquals(name.contains("running"), same, name);
            });
        }
    }

    /** The plain mean over batches, and the model itself keeps what it had. */
    @Test
    void preciseStatisticsAreMeansOverBatches() {
        try (LanguageModel model = waves("mlp")) {
            Map<String, HostTensor> before = model.tensors();
            int[] other = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0, 1, 2, 3, 4, 5};
            try (LanguageModel one = model.precise(4, List.of(IDS));
                    LanguageModel two = model.precise(4, List.of(other));
                    LanguageModel both = model.precise(4, List.of(IDS, other))) {
                for (String name : List.of("hidden.0.norm.running_mean", "hidden.0.norm.running_var")) {
                    float[] a = Fixture.floats(one.tensors().get(name));
                    float[] b = Fixture.floats(two.tensors().get(name));
                    float[] mean = Fixture.floats(both.tensors().get(name));
                    for (int i = 0; i < mean.length; i++) {
                        assertEquals((a[i] + b[i]) / 2, mean[i], 1e-6);
                    }
                }
            }
            assertTrue(Fixture.same(before, model.tensors()));
        }
    }

    @Test
    void sizesAreThoseOfTheStories() {
        Path none = Path.of("nowhere");
        assertEquals(
                76_579,
                Recipe.named("wavenet", none).architecture(27).parameters(),
                "makemore's, running statistics not counted");
        assertEquals(12_097, Recipe.named("bengio-mlp", none).architecture(27).parameters());
        Mlp study = new Mlp(50_281, new Mlp.Size(1, 200, 200, 10), Mlp.Norm.NONE, false, Initialiser.KAIMING);
        assertEquals(20_562_681, study.parameters());
    }

    @Test
    void mistakesAreNamed() {
        String message = assertThrows(ModelException.class, () -> new WaveNet.Size(128, 24, 12))
                .getMessage();
        assertEquals(
                "A wavenet halves its context at every level: expected a power of two; found 12. Try --context 8 or --context 16.",
                message);
        assertFalse(network("mlp").sizes().isEmpty());
    }
}
