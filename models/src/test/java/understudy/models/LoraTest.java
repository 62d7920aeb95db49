package understudy.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Adapters beside weights that stay: our numbers beside PEFT's (golden/lora.py), and what training leaves alone. */
class LoraTest {
    private static final int[] TEXT = {3, 1, 4, 1, 5, 9};

    private static Architecture network(String name, Lora.On on) {
        return Fixture.network(name).adapted(new Lora(3, 6, on), "base");
    }

    private static JsonNode golden(String name) throws IOException {
        return new ObjectMapper()
                .readTree(LoraTest.class.getResourceAsStream("golden/lora.json"))
                .get(name);
    }

    @ParameterizedTest
    @CsvSource({"gpt2,ALL", "qwen2,ATTENTION"})
    void asPeft(String name, Lora.On on) throws IOException {
        Architecture network = network(name, on);
        try (LanguageModel model = LanguageModel.load(Fixture.ENGINE, network, Fixture.waves(network));
                Trainer trainer = new Trainer(model, Fixture.recipe("adamw"))) {
            JsonNode expected = golden(name).get("logits");
            float[] logits = model.logits(TEXT);
            for (int i = 0; i < logits.length; i++) {
                assertEquals(expected.get(i).asDouble(), logits[i], 1e-5);
            }
            StepResult result =
                    trainer.step(1, 2, 6, Fixture.IDS, Fixture.TARGETS, Fixture.hyperparameters(1e-3, 0), 1);
            assertEquals(golden(name).get("loss").asDouble(), result.loss(), 1e-5);
            Map<String, HostTensor> gradients = new TreeMap<>();
            trainer.state().forEach((slot, tensor) -> {
                if (slot.startsWith("exp_avg.")) {
                    float[] values = Fixture.floats(tensor);
                    IntStream.range(0, values.length).forEach(i -> values[i] *= 10);
                    gradients.put(slot.substring(8), Fixture.tensor(values, tensor.shape()));
                }
            });
            GoldenTest.compare(golden(name).get("gradients"), gradients, 2e-5);
        }
    }

    private static Map<String, HostTensor> plain(String name) {
        return Fixture.waves(Fixture.network(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt2", "nanochat", "llama", "rwkv"})
    void atFirstNothingIsChanged(String name) {
        Architecture network = network(name, Lora.On.ALL);
        try (LanguageModel base = LanguageModel.load(Fixture.ENGINE, Fixture.network(name), plain(name));
                LanguageModel model = LanguageModel.begin(Fixture.ENGINE, network, plain(name), 5);
                LanguageModel again = LanguageModel.begin(Fixture.ENGINE, network, plain(name), 5)) {
            assertArrayEquals(base.logits(TEXT), model.logits(TEXT));
            assertTrue(Fixture.same(model.tensors(), again.tensors()), "a seed means the same adapters");
            assertEquals(model.own().keySet(), model.shapes().keySet());
            assertTrue(model.own().keySet().stream().allMatch(key -> key.contains(".lora_")));
            assertEquals(base.parameters() + model.learnt(Fixture.recipe("adamw")), model.parameters());
        }
    }

    @ParameterizedTest
    @CsvSource({"nanochat,muon", "gpt2,adagrad", "rwkv,adamw"})
    void onlyAdaptersLearn(String name, String optimizer) {
        Architecture network = network(name, Lora.On.ALL);
        try (LanguageModel model = LanguageModel.begin(Fixture.ENGINE, network, plain(name), 5);
                Trainer trainer = new Trainer(model, Fixture.recipe(optimizer))) {
            Map<String, HostTensor> before = model.tensors();
            for (int i = 0; i < 4; i++) {
                trainer.step(1, 2, 6, Fixture.IDS, Fixture.TARGETS, Fixture.hyperparameters(1e-2, 0), i);
            }
            model.tensors().forEach((key, tensor) -> {
                boolean moved = !Arrays.equals(Fixture.floats(before.get(key)), Fixture.floats(tensor));
                assertEquals(key.contains(".lora_"), moved, key);
            });
            assertTrue(
                    trainer.state().keySet().stream().allMatch(key -> key.contains(".lora_") || key.equals("updates")));
        }
    }

    /** Added to the weights, adapters say what they said beside them; and speaking goes the same way as reading. */
    @ParameterizedTest
    @ValueSource(strings = {"gpt2", "nanochat", "llama", "qwen3", "rwkv"})
    void mergedTheySayTheSame(String name) {
        Architecture network = network(name, Lora.On.ALL);
        Map<String, HostTensor> waves = Fixture.waves(network);
        Lora lora = network.lora().orElseThrow();
        Map<String, HostTensor> merged = lora.merged(waves);
        assertEquals(Fixture.network(name).layout().parameters().size(), merged.size());
        try (LanguageModel beside = LanguageModel.load(Fixture.ENGINE, network, waves);
                LanguageModel inside = LanguageModel.load(Fixture.ENGINE, network.merged(), merged);
                Generation one = new Generation(beside, Sampling.DEFAULT, 1, 5);
                Generation two = new Generation(inside, Sampling.DEFAULT, 1, 5)) {
            assertArrayEquals(inside.logits(TEXT), beside.logits(TEXT), 2e-5f);
            merged.keySet()
                    .forEach(key -> assertArrayEquals(
                            Fixture.floats(merged.get(key)), Fixture.floats(beside.merged(key)), key));
            assertEquals(merged.keySet(), beside.mergedShapes().keySet());
            one.read(1, 2);
            two.read(1, 2);
            assertArrayEquals(two.speak(4), one.speak(4));
        }
    }

    @Test
    void aConfigurationSaysAllOfIt() {
        for (String name : new String[] {"gpt2", "rwkv"}) {
            Architecture network = network(name, Lora.On.ATTENTION);
            Architecture read = Architecture.of(network.arch(), network.config());
            assertEquals(network, read);
            assertEquals("base", read.base().orElseThrow());
            Architecture sorter = new Classifier(network, 3);
            assertEquals(sorter, Architecture.of(sorter.arch(), sorter.config()));
            assertEquals(new Classifier(Fixture.network(name), 3), sorter.merged());
            assertEquals(Fixture.network(name), sorter.plain());
            assertEquals(sorter, sorter.merged().adapted(new Lora(3, 6, Lora.On.ATTENTION), "base"));
        }
    }

    @Test
    void whatCannotBeIsSaid() {
        for (String name : new String[] {"lstm", "gru", "rnn"}) {
            ModelException none = assertThrows(ModelException.class, () -> network(name, Lora.On.ALL));
            assertTrue(none.getMessage().contains("this " + name + " has none"), none.getMessage());
        }
        ModelException rank = assertThrows(ModelException.class, () -> new Lora(0, 32, Lora.On.ALL));
        assertTrue(rank.getMessage().contains("found 0"), rank.getMessage());
        Architecture network = network("gpt2", Lora.On.ALL);
        Recipe head = Fixture.recipe("adamw").with("train-only", "head");
        ModelException nothing =
                assertThrows(ModelException.class, () -> Learners.of(head).in(network));
        assertTrue(nothing.getMessage().contains("nothing of this gpt would learn"), nothing.getMessage());
        Layout last = Learners.of("blocks:1").orElseThrow().in(network);
        assertFalse(last.places(Group.ADAPTERS).isEmpty());
        assertTrue(last.places(Group.ADAPTERS).stream()
                .allMatch(place -> place.parameter().name().startsWith("h.1.")));
        Map<String, Object> torn = new HashMap<>(network.config());
        torn.put("lora", Map.of("rank", 3));
        assertThrows(ModelException.class, () -> Architecture.of("gpt", torn));
    }
}
