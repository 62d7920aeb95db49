package understudy.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainerTest {
    private static Map<String, HostTensor> trained(String optimizer, int from, int to, double dropout) {
        Gpt network = Fixture.nanochat();
        try (LanguageModel model = LanguageModel.build(Fixture.ENGINE, network, 3);
                Trainer trainer = new Trainer(model, Fixture.recipe(optimizer))) {
            for (int i = from; i < to; i++) {
                trainer.step(1, 2, 6, Fixture.IDS, Fixture.TARGETS, Fixture.hyperparameters(1e-2, dropout), i);
            }
            return model.tensors();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"adamw", "muon", "sgd", "adagrad", "rmsprop"})
    void everyParameterMoves(String optimizer) {
        Map<String, HostTensor> before = trained(optimizer, 0, 0, 0);
        Map<String, HostTensor> after = trained(
                optimizer, 0, 6, 0); // from a zero head and zero projections a gradient needs steps to come through
        before.forEach((name, tensor) -> assertFalse(
                Arrays.equals(Fixture.floats(tensor), Fixture.floats(after.get(name))), name + " did not move"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"adamw", "muon", "sgd", "adagrad", "rmsprop"})
    void stoppingInBetweenChangesNothing(String optimizer) {
        Map<String, HostTensor> whole = trained(optimizer, 0, 6, .2);
        Gpt network = Fixture.nanochat();
        Map<String, HostTensor> half;
        Map<String, HostTensor> state;
        try (LanguageModel model = LanguageModel.build(Fixture.ENGINE, network, 3);
                Trainer trainer = new Trainer(model, Fixture.recipe(optimizer))) {
            for (int i = 0; i < 3; i++) {
                trainer.step(1, 2, 6, Fixture.IDS, Fixture.TARGETS, Fixture.hyperparameters(1e-2, .2), i);
                speakAndListen(model);
            }
            half = model.tensors();
            state = trainer.state();
        }
        try (LanguageModel model = LanguageModel.load(Fixture.ENGINE, network, half);
                Trainer trainer = new Trainer(model, Fixture.recipe(optimizer))) {
            trainer.restore(state);
            assertEquals(3, trainer.updates());
            for (int i = 3; i < 6; i++) {
                speakAndListen(model);
                trainer.step(1, 2, 6, Fixture.IDS, Fixture.TARGETS, Fixture.hyperparameters(1e-2, .2), i);
            }
            assertTrue(Fixture.same(whole, model.tensors()));
        }
    }

    private static void speakAndListen(LanguageModel model) {
        model.loss(2, 6, Fixture.IDS, Fixture.TARGETS);
        try (LanguageModel copy = model.snapshot();
                Generation generation = new Generation(copy, Sampling.DEFAULT, 2, 5)) {
            generation.read(1, 2);
            generation.speak(5);
        }
    }

    @Test
    void dropoutFollowsTheSeed() {
        assertTrue(Fixture.same(trained("adamw", 0, 2, .3), trained("adamw", 0, 2, .3)));
        assertFalse(Fixture.same(trained("adamw", 0, 2, .3), trained("adamw", 10, 12, .3)));
        assertTrue(
                Fixture.same(trained("adamw", 0, 2, 0), trained("adamw", 10, 12, 0)),
                "without dropout no seed matters");
    }

    @Test
    void microBatchesAddUpToOneBatch() {
        int[] targets = Fixture.TARGETS.clone();
        targets[8] = 3; // with as many targets in each half the mean of means is the mean
        Gpt network = Fixture.nanogpt();
        try (LanguageModel one = LanguageModel.load(Fixture.ENGINE, network, Fixture.waves(network));
                LanguageModel two = LanguageModel.load(Fixture.ENGINE, network, Fixture.waves(network));
                Trainer whole = new Trainer(one, Fixture.recipe("adamw"));
                Trainer parts = new Trainer(two, Fixture.recipe("adamw"))) {
            StepResult a = whole.step(1, 2, 6, Fixture.IDS, targets, Fixture.hyperparameters(1e-3, 0), 1);
            StepResult b = parts.step(2, 1, 6, Fixture.IDS, targets, Fixture.hyperparameters(1e-3, 0), 1);
            assertEquals(a.loss(), b.loss(), 1e-6);
            assertEquals(a.gradientNorm(), b.gradientNorm(), 1e-5);
        }
    }

    @Test
    void clippingReportsItself() {
        Gpt network = Fixture.nanogpt();
        try (LanguageModel model = LanguageModel.load(Fixture.ENGINE, network, Fixture.waves(network));
                Trainer trainer = new Trainer(model, Fixture.recipe("adamw"))) {
            Hyperparameters tight = new Hyperparameters(1e-3, 1e-3, .9, .9, .95, 0, .01, 0, 0, .1, false);
            assertTrue(trainer.step(1, 2, 6, Fixture.IDS, Fixture.TARGETS, tight, 1)
                    .clipped());
            Hyperparameters loose = new Hyperparameters(1e-3, 1e-3, .9, .9, .95, 0, 1000, 0, 0, .1, false);
            assertFalse(trainer.step(1, 2, 6, Fixture.IDS, Fixture.TARGETS, loose, 1)
                    .clipped());
        }
    }

    /** A gradient whose numbers are cut to size first has the norm that is left: PyTorch's clip_grad_value_, then clip_grad_norm_. */
    @Test
    void numbersAreCutToSizeBeforeTheNormIs() {
        Gpt network = Fixture.nanogpt();
        try (LanguageModel one = LanguageModel.load(Fixture.ENGINE, network, Fixture.waves(network));
                LanguageModel two = LanguageModel.load(Fixture.ENGINE, network, Fixture.waves(network));
                Trainer byValue = new Trainer(one, Fixture.recipe("sgd"));
                Trainer byBoth = new Trainer(two, Fixture.recipe("sgd"))) {
            StepResult cut = byValue.step(1, 2, 6, Fixture.IDS, Fixture.TARGETS, cutting(0, 1e-5), 1);
            assertTrue(cut.clipped());
            byBoth.step(1, 2, 6, Fixture.IDS, Fixture.TARGETS, cutting(cut.gradientNorm() / 2, 1e-5), 1);
            assertTrue(Fixture.same(one.tensors(), two.tensors()), "what is left is within the norm");
            assertFalse(byValue.step(1, 2, 6, Fixture.IDS, Fixture.TARGETS, cutting(0, 1000), 2)
                    .clipped());
        }
    }

    private static Hyperparameters cutting(double norm, double value) {
        return new Hyperparameters(.1, .1, 0, .9, .95, 0, norm, value, 0, .1, false);
    }

    @Test
    void stateOfAnotherModelIsRefusedByName() {
        Gpt network = Fixture.nanogpt();
        try (LanguageModel model = LanguageModel.build(Fixture.ENGINE, network, 1);
                Trainer trainer = new Trainer(model, Fixture.recipe("adamw"))) {
            Map<String, HostTensor> state = new TreeMap<>(trainer.state());
            state.remove("exp_avg.wte.weight");
            ModelException missing = assertThrows(ModelException.class, () -> trainer.restore(state));
            assertTrue(missing.getMessage().contains("exp_avg.wte.weight"), missing.getMessage());
        }
    }

    @Test
    void bfloat16LearnsToo() {
        Gpt network = Fixture.nanochat();
        try (LanguageModel model = LanguageModel.build(Fixture.ENGINE, network, 3);
                Trainer trainer = new Trainer(model, Fixture.recipe("muon").with("precision", "bf16"))) {
            double first = trainer.step(1, 2, 6, Fixture.IDS, Fixture.TARGETS, Fixture.hyperparameters(1e-2, 0), 1)
                    .loss();
            double last = 0;
            for (int i = 0; i < 30; i++) {
                last = trainer.step(1, 2, 6, Fixture.IDS, Fixture.TARGETS, Fixture.hyperparameters(1e-2, 0), 1)
                        .loss();
            }
            assertEquals(Math.log(11), first, .01); // the head starts at zero: every token is equally likely
            assertTrue(last < first - .5, first + " to " + last);
        }
    }
}
