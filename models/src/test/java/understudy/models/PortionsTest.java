package understudy.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A loss taken portion by portion is the loss, and its gradients are the gradients. */
class PortionsTest {
    /** Twelve predictions in three portions, the last of them smaller. */
    private static final Portions FIVE = new Portions(5);

    /** The gradients of one step of two micro-batches, and its loss under an empty name. */
    private static Map<String, float[]> gradients(Architecture network, Recipe recipe, Portions portions) {
        int rows = network.reading() == Reading.MOMENTS ? 12 : 2;
        int length = network.reading() == Reading.MOMENTS ? network.context() : 6;
        int[] inputs = new int[2 * rows * length];
        int[] targets = new int[inputs.length];
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = random.nextInt(11);
            targets[i] = random.nextInt(5) == 0 ? -100 : random.nextInt(11);
        }
        Map<String, float[]> found = new TreeMap<>();
        try (LanguageModel model = LanguageModel.load(Fixture.ENGINE, network, Fixture.waves(network));
                Trainer trainer = new Trainer(model, recipe, portions)) {
            StepResult result = trainer.step(2, rows, length, inputs, targets, Fixture.hyperparameters(1e-2, 0), 1);
            found.put("", new float[] {(float) result.loss(), (float) result.gradientNorm()});
            trainer.state().forEach((name, tensor) -> {
                if (name.startsWith("exp_avg.")) { // after one step, a tenth of the gradient
                    found.put(name.substring(8), Fixture.floats(tensor));
                }
            });
        }
        return found;
    }

    private static Architecture network(String name) {
        return name.equals("mlp")
                ? new Mlp(11, new Mlp.Size(1, 6, 4, 4), Mlp.Norm.BATCH, false, Initialiser.KAIMING)
                : Fixture.network(name);
    }

    @ParameterizedTest
    @CsvSource({
        "gpt2, mean, fp32",
        "gpt2, sum, fp32",
        "llama, mean, fp32",
        "nanochat, mean, fp32",
        "lstm, mean, fp32",
        "rwkv, mean, fp32",
        "mlp, mean, fp32",
        "nanochat, mean, bf16",
        "gpt2, sum, bf16"
    })
    void gradientsAreTheSame(String name, String loss, String precision) {
        Architecture network = network(name);
        Recipe recipe = Fixture.recipe("adamw").with("loss", loss).with("precision", precision);
        Map<String, float[]> whole = gradients(network, recipe, Portions.WHOLE);
        Map<String, float[]> parts = gradients(network, recipe, FIVE);
        assertEquals(whole.keySet(), parts.keySet());
        boolean single = precision.equals("fp32");
        whole.forEach((each, values) -> {
            float largest = 1e-3f;
            for (float value : values) {
                largest = Math.max(largest, Math.abs(value));
            }
            assertArrayEquals(values, parts.get(each), largest * (single ? 1e-5f : 2e-2f), each);
        });
        assertTrue(whole.get("")[0] > 1, "there was something to learn");
    }

    @ParameterizedTest
    @CsvSource({"gpt2, head", "gpt2, blocks:1", "nanochat, head", "nanochat, blocks:1"})
    void whatIsFrozenHasNone(String name, String learners) {
        Recipe recipe = Fixture.recipe("adamw").with("train-only", learners);
        Map<String, float[]> whole = gradients(network(name), recipe, Portions.WHOLE);
        Map<String, float[]> parts = gradients(network(name), recipe, FIVE);
        assertEquals(whole.keySet(), parts.keySet());
        whole.forEach((each, values) -> assertArrayEquals(values, parts.get(each), 1e-5f, each));
    }

    @Test
    void aLargeVocabularyIsMeasuredInPortions() {
        int vocabulary = 1 << 13;
        int length = 2500; // more than two portions of 1,024
        assertFalse(Portions.of(vocabulary).whole());
        assertTrue(Portions.of(vocabulary - 1).whole());
        Gpt network = new Gpt(
                vocabulary,
                new Gpt.Size(1, 1, 4, length),
                new Gpt.Attention(Gpt.Positions.LEARNED, Rotary.USUAL, Gpt.QueryKeyNorm.NONE, 0, 0, false),
                new Gpt.Blocks(Gpt.Norm.LAYER, 0, Gpt.Activation.GELU, 0, false, false),
                new Gpt.Head(true, 0),
                Gpt.Start.GPT2);
        int[] ids = new SplittableRandom(3).ints(length + 1, 0, vocabulary).toArray();
        try (LanguageModel model = LanguageModel.load(Fixture.ENGINE, network, Fixture.waves(network));
                Listening listening = new Listening(model, 1)) {
            float[] logs = model.logProbabilities(ids);
            List<Likeliest> likeliest = listening.likeliest(ids);
            double total = 0;
            for (int i : new int[] {0, 1023, 1024, 2047, 2048, 2499}) { // on both sides of each seam
                double expected = logProbability(model.logits(Arrays.copyOf(ids, i + 1)), ids[i + 1]);
                assertEquals(expected, logs[i], 1e-4, "token " + i);
                assertEquals(expected, likeliest.get(i).own(), 1e-4, "token " + i);
            }
            for (float log : logs) {
                total -= log;
            }
            Loss loss = model.loss(1, length, Arrays.copyOf(ids, length), Arrays.copyOfRange(ids, 1, length + 1));
            assertEquals(total / length, loss.mean(), 1e-4);
        }
    }

    private static double logProbability(float[] logits, int token) {
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit);
        }
        return logits[token] - Math.log(sum);
    }
}
