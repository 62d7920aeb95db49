package understudy.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is frozen stays as it is, what learns learns as if everything did, and only that has an optimizer's state. */
class LearnersTest {
    private static Recipe recipe(String optimizer, String learners) {
        return Fixture.recipe(optimizer).with("train-only", learners);
    }

    private static Set<String> learning(String network, String learners) {
        Layout layout = Learners.of(learners).orElseThrow().in(Fixture.network(network));
        Set<String> names = new TreeSet<>();
        for (Group group : layout.learning()) {
            layout.places(group).forEach(place -> names.add(place.parameter().name()));
        }
        return names;
    }

    @Test
    void namesSayWhatLearns() {
        assertEquals(Set.of("lm_head.weight"), learning("nanochat", "head"));
        assertEquals(Set.of("wte.weight"), learning("nanogpt", "head"), "a tied head is the table of tokens");
        assertEquals(
                Set.of(
                        "h.1.attn.c_attn.weight",
                        "h.1.attn.c_proj.weight",
                        "h.1.ln_1.weight",
                        "h.1.ln_2.weight",
                        "h.1.mlp.c_fc.weight",
                        "h.1.mlp.c_proj.weight",
                        "ln_f.weight"),
                learning("nanogpt", "blocks:1"));
        assertEquals(Set.of("head.weight", "head.bias"), learning("lstm", "head"));
        assertEquals(
                Set.of("cells.weight_ih_l1", "cells.weight_hh_l1", "cells.bias_ih_l1", "head.weight", "head.bias"),
                learning("lstm", "blocks:1"));
        assertTrue(learning("rwkv", "blocks:1").contains("ln_out.weight"));
        assertFalse(learning("rwkv", "blocks:1").contains("blocks.0.ln0.weight"));
    }

    /** The gradient norm is that of what learns; the loss is everything's. */
    @ParameterizedTest
    @CsvSource({
        "nanochat,muon,blocks:1",
        "nanogpt,adamw,head",
        "nanogpt,adagrad,blocks:1",
        "llama,sgd,blocks:1",
        "lstm,rmsprop,head",
        "rwkv,muon,blocks:1"
    })
    void theChosenLearnAsIfAllDid(String name, String optimizer, String learners) {
        Architecture network = Fixture.network(name);
        Map<String, HostTensor> before = Fixture.waves(network);
        Set<String> chosen = learning(name, learners);
        try (LanguageModel all = LanguageModel.load(Fixture.ENGINE, network, before);
                LanguageModel some = LanguageModel.load(Fixture.ENGINE, network, before);
                Trainer whole = new Trainer(all, recipe(optimizer, "all"));
                Trainer part = new Trainer(some, recipe(optimizer, learners))) {
            assertTrue(Fixture.same(before, some.tensors()), "only where they lie has changed");
            float[] logits = all.logits(new int[] {3, 1, 4});
            assertArrayEquals(logits, some.logits(new int[] {3, 1, 4}));
            assertEquals(all.parameters(), some.parameters());
            StepResult one = whole.step(1, 2, 6, Fixture.IDS, Fixture.TARGETS, Fixture.hyperparameters(1e-2, 0), 1);
            StepResult two = part.step(1, 2, 6, Fixture.IDS, Fixture.TARGETS, Fixture.hyperparameters(1e-2, 0), 1);
            assertEquals(one.loss(), two.loss());
            assertTrue(two.gradientNorm() < one.gradientNorm());
            Map<String, HostTensor> wholly = all.tensors();
            some.tensors().forEach((parameter, tensor) -> {
                float[] expected =
                        Fixture.floats(chosen.contains(parameter) ? wholly.get(parameter) : before.get(parameter));
                assertArrayEquals(expected, Fixture.floats(tensor), 1e-6f, parameter);
                boolean moved = !Arrays.equals(Fixture.floats(tensor), Fixture.floats(before.get(parameter)));
                assertEquals(chosen.contains(parameter), moved, parameter);
            });
            long state = part.state().keySet().stream()
                    .filter(key -> chosen.stream().anyMatch(key::endsWith))
                    .count();
            long shared = part.state().keySet().stream()
                    .filter(key -> key.equals("updates") || key.startsWith("carried."))
                    .count();
            assertEquals(part.state().size(), state + shared, "state for what learns and nothing else");
            assertTrue(part.bytes() < whole.bytes());
            assertEquals(
                    chosen.stream().mapToLong(p -> elements(before.get(p))).sum(),
                    some.learnt(recipe(optimizer, learners)));
        }
    }

    private static long elements(HostTensor tensor) {
        return tensor.data().remaining() / Float.BYTES;
    }

    /** A model whose parameters were set apart is looked into, copied and heard as any other. */
    @Test
    void nothingElseNotices() {
        Architecture network = Fixture.nanochat();
        try (LanguageModel plain = LanguageModel.build(Fixture.ENGINE, network, 3);
                LanguageModel apart = LanguageModel.build(Fixture.ENGINE, network, 3);
                Trainer trainer = new Trainer(apart, recipe("adamw", "blocks:1"))) {
            trainer.startOver();
            Anatomy expected = new Inspection(plain).look(2, 6, Fixture.IDS, Fixture.TARGETS, false);
            Anatomy found = new Inspection(apart).look(2, 6, Fixture.IDS, Fixture.TARGETS, false);
            assertEquals(expected.weights(), found.weights());
            assertEquals(new Inspection(plain).neighbours(3, 2), new Inspection(apart).neighbours(3, 2));
            try (LanguageModel copy = apart.snapshot();
                    Generation one = new Generation(plain, Sampling.DEFAULT, 1, 5);
                    Generation two = new Generation(copy, Sampling.DEFAULT, 1, 5)) {
                one.read(1, 2);
                two.read(1, 2);
                assertArrayEquals(one.speak(4), two.speak(4));
            }
        }
    }

    @Test
    void moreBlocksThanThereAreAreNamed() {
        ModelException refused = assertThrows(ModelException.class, () -> learning("nanogpt", "blocks:3"));
        assertTrue(refused.getMessage().contains("at most blocks:2"), refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"blocks", "blocks:0", "heads", "blocks:-1", ""})
    void otherWordsMeanNothing(String word) {
        ModelException refused = assertThrows(ModelException.class, () -> recipe("adamw", word));
        assertTrue(refused.getMessage().contains("blocks:K"), refused.getMessage());
    }
}
