package understudy.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gradients against central differences of the loss, for some elements of every parameter. */
class GradientTest {
    private static final float STEP = 1e-2f;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gpt2",
                "llama",
                "nanochat",
                "qwen2",
                "qwen3",
                "gpt2+lora",
                "rwkv+lora",
                "rnn",
                "rnn-one-hot",
                "gru",
                "lstm",
                "rwkv"
            })
    void slopeOfTheLoss(String name) {
        Architecture network = Fixture.network(name);
        Map<String, HostTensor> start = Fixture.waves(network);
        Map<String, HostTensor> state;
        try (LanguageModel model = LanguageModel.load(Fixture.ENGINE, network, start);
                Trainer trainer = new Trainer(model, Fixture.recipe("adamw"))) {
            trainer.step(1, 2, 6, Fixture.IDS, Fixture.TARGETS, Fixture.hyperparameters(1e-3, 0), 1);
            state = trainer.state();
        }
        SplittableRandom random = new SplittableRandom(5);
        double largest = 0;
        for (String parameter : start.keySet()) {
            if (name.endsWith("+lora") && !parameter.contains(".lora_")) {
                continue; // it stays as it is
            }
            float[] gradient = Fixture.floats(state.get("exp_avg." + parameter));
            for (int trial = 0; trial < 4; trial++) {
                int at = random.nextInt(gradient.length);
                double slope = (loss(network, start, parameter, at, STEP) - loss(network, start, parameter, at, -STEP))
                        / (2 * STEP);
                double found = 10 * gradient[at];
                assertEquals(slope, found, 2e-3 + .02 * Math.abs(slope), parameter + "[" + at + "]");
                largest = Math.max(largest, Math.abs(slope));
            }
        }
        assertTrue(largest > .02, "no slope was large enough to tell anything: " + largest);
    }

    private static double loss(Architecture network, Map<String, HostTensor> start, String name, int at, float by) {
        Map<String, HostTensor> moved = new LinkedHashMap<>(start);
        float[] values = Fixture.floats(start.get(name));
        values[at] += by;
        moved.put(name, Fixture.tensor(values, start.get(name).shape()));
        try (LanguageModel model = LanguageModel.load(Fixture.ENGINE, network, moved)) {
            return model.loss(2, 6, Fixture.IDS, Fixture.TARGETS).mean();
        }
    }
}
