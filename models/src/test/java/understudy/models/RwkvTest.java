package understudy.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** RWKV-7 beside its reference (golden/goose.py writes the numbers), and its two forms beside each other. */
class RwkvTest {
    private static final int[] TEXT = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3, 2, 3, 8, 4};

    private static JsonNode golden() throws IOException {
        return new ObjectMapper().readTree(RwkvTest.class.getResourceAsStream("golden/rwkv.json"));
    }

    private static LanguageModel waves() {
        Architecture network = Fixture.network("rwkv");
        return LanguageModel.load(Fixture.ENGINE, network, Fixture.waves(network));
    }

    @Test
    void theReferencesLogits() throws IOException {
        JsonNode expected = golden().get("logits");
        float[] reference = new float[expected.size()];
        IntStream.range(0, reference.length)
                .forEach(i -> reference[i] = (float) expected.get(i).asDouble());
        try (LanguageModel model = waves()) {
            assertArrayEquals(reference, model.logits(TEXT), 1e-4f);
        }
    }

    @Test
    void theReferencesGradients() throws IOException {
        JsonNode golden = golden();
        try (LanguageModel model = waves();
                Trainer trainer = new Trainer(model, Fixture.recipe("adamw"))) {
            Hyperparameters still = Fixture.hyperparameters(0, 0);
            StepResult result = trainer.step(1, 2, 6, Fixture.IDS, Fixture.TARGETS, still, 1);
            assertEquals(golden.get("loss").asDouble(), result.loss(), 1e-5);
            assertEquals(golden.get("gradient_norm").asDouble(), result.gradientNorm(), 1e-4);
            Map<String, HostTensor> gradients = new TreeMap<>();
            trainer.state().forEach((slot, tensor) -> {
                if (slot.startsWith("exp_avg.")) { // after one step, a tenth of the gradient
                    float[] values = Fixture.floats(tensor);
                    IntStream.range(0, values.length).forEach(i -> values[i] *= 10);
                    gradients.put(slot.substring(8), Fixture.tensor(values, tensor.shape()));
                }
            });
            GoldenTest.compare(golden.get("gradients"), gradients, 1e-4);
        }
    }

    /** In training, windows begin with nothing, whatever was read before. */
    @Test
    void windowsAreReadApart() {
        try (LanguageModel model = waves();
                Trainer trainer = new Trainer(model, Fixture.recipe("adamw"))) {
            Hyperparameters still = Fixture.hyperparameters(0, 0);
            double first = trainer.step(1, 2, 6, Fixture.IDS, Fixture.TARGETS, still, 1)
                    .loss();
            trainer.step(1, 2, 6, Fixture.NEXT_IDS, Fixture.NEXT_TARGETS, still, 1);
            double again = trainer.step(1, 2, 6, Fixture.IDS, Fixture.TARGETS, still, 1)
                    .loss();
            assertEquals(first, again, 1e-6);
        }
    }

    /** Chunks of 64 at once, pieces of any length that go on, and token by token: one text, one result. */
    @Test
    void bothFormsAgree() {
        Architecture network = new Rwkv(11, new Rwkv.Size(3, 2, 16, 6));
        int[] text = new SplittableRandom(3).ints(300, 0, 11).toArray();
        try (LanguageModel model = LanguageModel.load(Fixture.ENGINE, network, Fixture.waves(network));
                Listening pieces = new Listening(model, 1)) {
            float[] whole = model.logProbabilities(text);
            int from = 0;
            for (int length : new int[] {1, 2, 63, 64, 1, 65, 103}) {
                float[] piece = pieces.logProbabilities(Arrays.copyOfRange(text, from, from + length + 1));
                assertArrayEquals(Arrays.copyOfRange(whole, from, from + length), piece, 1e-4f, "from " + from);
                from += length;
            }
            assertEquals(text.length - 1, from);
            try (Generation generation = new Generation(model, new Sampling(0, 0, 1, 0, 1), 1, 1)) {
                generation.read(text);
                int[] said = Arrays.copyOf(text, 400);
                System.arraycopy(generation.speak(100)[0], 0, said, 300, 100);
                float[] scores = model.logProbabilities(said);
                for (int at = 300; at < 400; at++) {
                    float[] logits = model.logits(Arrays.copyOf(said, at));
                    double most = IntStream.range(0, logits.length)
                            .mapToDouble(i -> logits[i])
                            .max()
                            .orElseThrow();
                    double sum = IntStream.range(0, logits.length)
                            .mapToDouble(i -> Math.exp(logits[i] - most))
                            .sum();
                    assertEquals(-Math.log(sum), scores[at - 1], 1e-4, "what was said is the likeliest, at " + at);
                }
            }
        }
    }

    /** The fastest decay that there is, over many chunks: nothing overflows. */
    @Test
    void fastDecayStaysFinite() {
        Architecture network = new Rwkv(11, new Rwkv.Size(1, 1, 8, 6));
        Map<String, HostTensor> fast = Fixture.waves(network);
        float[] speeds = new float[8];
        Arrays.fill(speeds, 50);
        fast.put("blocks.0.att.w0", Fixture.tensor(speeds, 8));
        try (LanguageModel model = LanguageModel.load(Fixture.ENGINE, network, fast)) {
            float[] scores = model.logProbabilities(new int[1000]);
            for (float score : scores) {
                assertTrue(Float.isFinite(score));
            }
        }
    }

    @Test
    void headsMustDivideTheWidth() {
        String refusal = assertThrows(ModelException.class, () -> new Rwkv.Size(4, 3, 128, 64))
                .getMessage();
        assertTrue(refusal.contains("Try --width 129"), refusal);
    }
}
