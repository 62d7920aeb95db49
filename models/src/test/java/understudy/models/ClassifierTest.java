package understudy.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A head over classes in the place of a network's own, read at the last token. */
class ClassifierTest {
    private static final int N = -100;
    /** Two texts, of four tokens and of three; what fills the second up is not read. */
    private static final int[] IDS = {3, 1, 4, 1, 2, 6, 5, 0};

    private static final int[] TARGETS = {N, N, N, 2, N, N, 0, N};

    @ParameterizedTest
    @ValueSource(strings = {"gpt2", "nanochat", "llama", "rwkv", "rnn", "rnn-one-hot", "gru", "lstm"})
    void atFirstEveryClassIsEquallyLikely(String name) {
        Architecture network = new Classifier(Fixture.network(name), 3);
        assertEquals(3, network.outputs());
        try (LanguageModel model =
                LanguageModel.begin(Fixture.ENGINE, network, Fixture.waves(Fixture.network(name)), 5)) {
            assertFalse(model.tensors().keySet().stream()
                    .anyMatch(key -> key.startsWith("lm_head") || key.startsWith("head")));
            assertEquals(3, model.logits(new int[] {3, 1, 4}).length);
            Loss loss = model.loss(2, 4, IDS, TARGETS);
            assertEquals(2, loss.tokens());
            assertEquals(Math.log(3), loss.mean(), 1e-6);
        }
    }

    /** By hand: weights and bias times what the network says of the last token. */
    @Test
    void theHeadIsLinear() {
        Architecture network = new Classifier(Fixture.recurrent(Recurrent.Cell.RNN, Recurrent.Input.EMBEDDING), 2);
        Map<String, HostTensor> waves = Fixture.waves(network);
        Architecture plain = network.plain();
        Map<String, HostTensor> speaking = Fixture.waves(plain);
        waves.forEach((key, tensor) -> speaking.replace(key, tensor));
        float[] head = new float[11 * 8];
        for (int i = 0; i < 8; i++) {
            head[i * 8 + i] = 1; // the first eight logits are the features
        }
        speaking.put("head.weight", Fixture.tensor(head, 11, 8));
        speaking.put("head.bias", Fixture.tensor(new float[11], 11));
        try (LanguageModel sorts = LanguageModel.load(Fixture.ENGINE, network, waves);
                LanguageModel speaks = LanguageModel.load(Fixture.ENGINE, plain, speaking)) {
            int[] text = {3, 1, 4, 1};
            float[] features = speaks.logits(text);
            float[] weights = Fixture.floats(waves.get("class_head.weight"));
            float[] bias = Fixture.floats(waves.get("class_head.bias"));
            float[] found = sorts.logits(text);
            for (int label = 0; label < 2; label++) {
                double sum = bias[label];
                for (int i = 0; i < 8; i++) {
                    sum += weights[label * 8 + i] * features[i];
                }
                assertEquals(sum, found[label], 1e-5);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt2", "rwkv", "lstm"})
    void itLearns(String name) {
        Architecture network = new Classifier(Fixture.network(name), 3);
        try (LanguageModel model =
                        LanguageModel.begin(Fixture.ENGINE, network, Fixture.waves(Fixture.network(name)), 5);
                Trainer trainer = new Trainer(model, Fixture.recipe("adamw"))) {
            for (int i = 0; i < 60; i++) {
                trainer.startOver();
                trainer.step(1, 2, 4, IDS, TARGETS, Fixture.hyperparameters(2e-2, 0), i);
            }
            assertTrue(model.loss(2, 4, IDS, TARGETS).mean() < .1);
            float[] logits = model.logits(Arrays.copyOfRange(IDS, 4, 7));
            assertTrue(logits[0] > logits[1] && logits[0] > logits[2], "padding behind a text says nothing");
        }
    }

    @Test
    void itDoesNotSpeak() {
        Architecture network = new Classifier(Fixture.nanogpt(), 3);
        try (LanguageModel model = LanguageModel.build(Fixture.ENGINE, network, 1)) {
            ModelException silent =
                    assertThrows(ModelException.class, () -> new Generation(model, Sampling.DEFAULT, 1, 1));
            assertTrue(silent.getMessage().contains("sorts texts into 3 classes"), silent.getMessage());
        }
        assertThrows(ModelException.class, () -> new Classifier(Fixture.nanogpt(), 1));
    }
}
