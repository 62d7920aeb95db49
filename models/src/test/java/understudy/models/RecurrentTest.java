package understudy.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What recurrent networks carry, beside torch.nn's numbers (golden/recurrent.py writes them) and from session to session. */
class RecurrentTest {
    private static final Sampling GREEDY = new Sampling(0, 0, 1, 0, 1);

    private static JsonNode golden(String name) throws IOException {
        return new ObjectMapper().readTree(RecurrentTest.class.getResourceAsStream("golden/" + name + ".json"));
    }

    private static LanguageModel waves(String name) {
        Architecture network = Fixture.network(name);
        return LanguageModel.load(Fixture.ENGINE, network, Fixture.waves(network));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rnn", "rnn-one-hot", "gru", "lstm"})
    void listeningGoesOn(String name) throws IOException {
        JsonNode golden = golden(name);
        try (LanguageModel model = waves(name);
                Listening listening = new Listening(model, 2)) {
            Loss first = listening.loss(6, Fixture.IDS, Fixture.TARGETS);
            assertEquals(golden.get("first_loss").asDouble(), first.mean(), 1e-5);
            Loss second = listening.loss(6, Fixture.NEXT_IDS, Fixture.NEXT_TARGETS);
            assertEquals(golden.get("loss").asDouble(), second.mean(), 1e-5);
        }
        try (LanguageModel model = waves(name);
                Listening listening = new Listening(model, 1)) {
            listening.logits(Arrays.copyOf(Fixture.IDS, 6));
            float[] logits = listening.logits(Arrays.copyOf(Fixture.NEXT_IDS, 6));
            float[] expected = new float[logits.length];
            IntStream.range(0, expected.length)
                    .forEach(i ->
                            expected[i] = (float) golden.get("logits").get(i).asDouble());
            assertArrayEquals(expected, logits, 1e-5f);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rnn", "rnn-one-hot", "gru", "lstm"})
    void trainingGoesOn(String name) throws IOException {
        JsonNode golden = golden(name);
        try (LanguageModel model = waves(name);
                Trainer trainer = new Trainer(model, Fixture.recipe("adamw"))) {
            Hyperparameters still = Fixture.hyperparameters(0, 0);
            trainer.step(1, 2, 6, Fixture.IDS, Fixture.TARGETS, still, 1);
            Map<String, HostTensor> once = trainer.state();
            StepResult second = trainer.step(1, 2, 6, Fixture.NEXT_IDS, Fixture.NEXT_TARGETS, still, 1);
            assertEquals(golden.get("loss").asDouble(), second.loss(), 1e-5);
            assertEquals(golden.get("gradient_norm").asDouble(), second.gradientNorm(), 1e-5);
            Map<String, HostTensor> gradients = new TreeMap<>();
            trainer.state().forEach((slot, tensor) -> {
                if (slot.startsWith("exp_avg.")) { // .9 of the moment before and .1 of the gradient
                    float[] now = Fixture.floats(tensor);
                    float[] before = Fixture.floats(once.get(slot));
                    IntStream.range(0, now.length).forEach(i -> now[i] = 10 * now[i] - 9 * before[i]);
                    gradients.put(slot.substring(8), Fixture.tensor(now, tensor.shape()));
                }
            });
            GoldenTest.compare(golden.get("gradients"), gradients, 2e-5);
            trainer.startOver();
            StepResult third = trainer.step(1, 2, 6, Fixture.IDS, Fixture.TARGETS, still, 1);
            assertEquals(golden.get("first_loss").asDouble(), third.loss(), 1e-5);
        }
    }

    /** Each micro-batch goes on with its own rows. */
    @Test
    void streamsOfMicroBatchesStayApart() {
        try (LanguageModel model = waves("lstm");
                Trainer together = new Trainer(model, Fixture.recipe("adamw"));
                Trainer apart = new Trainer(model, Fixture.recipe("adamw"))) {
            Hyperparameters still = Fixture.hyperparameters(0, 0);
            int[] targets = Fixture.TARGETS.clone();
            targets[8] = 3; // as many in each row
            int[] next = Fixture.NEXT_TARGETS.clone();
            next[7] = 3;
            together.step(1, 2, 6, Fixture.IDS, targets, still, 1);
            apart.step(2, 1, 6, Fixture.IDS, targets, still, 1);
            StepResult one = together.step(1, 2, 6, Fixture.NEXT_IDS, next, still, 1);
            StepResult two = apart.step(2, 1, 6, Fixture.NEXT_IDS, next, still, 1);
            assertEquals(one.loss(), two.loss(), 1e-6);
            assertEquals(one.gradientNorm(), two.gradientNorm(), 1e-5);
        }
    }

    private static void train(Trainer trainer, int from, int to) {
        for (int i = from; i < to; i++) {
            trainer.step(
                    2,
                    1,
                    6,
                    i % 2 == 0 ? Fixture.IDS : Fixture.NEXT_IDS,
                    i % 2 == 0 ? Fixture.TARGETS : Fixture.NEXT_TARGETS,
                    Fixture.hyperparameters(1e-2, .3),
                    i);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rnn", "gru", "lstm"})
    void stoppingInBetweenChangesNothing(String name) {
        Architecture network = Fixture.network(name);
        Map<String, HostTensor> whole;
        try (LanguageModel model = LanguageModel.build(Fixture.ENGINE, network, 3);
                Trainer trainer = new Trainer(model, Fixture.recipe("adamw"))) {
            train(trainer, 0, 6);
            whole = model.tensors();
        }
        Map<String, HostTensor> half;
        Map<String, HostTensor> state;
        try (LanguageModel model = LanguageModel.build(Fixture.ENGINE, network, 3);
                Trainer trainer = new Trainer(model, Fixture.recipe("adamw"))) {
            train(trainer, 0, 3);
            model.loss(2, 6, Fixture.IDS, Fixture.TARGETS);
            half = model.tensors();
            state = trainer.state();
        }
        try (LanguageModel model = LanguageModel.load(Fixture.ENGINE, network, half);
                Trainer trainer = new Trainer(model, Fixture.recipe("adamw"))) {
            trainer.restore(state);
            train(trainer, 3, 6);
            assertTrue(Fixture.same(whole, model.tensors()));
            state.put("carried.0", Fixture.tensor(new float[4], 2, 1, 2));
            String refusal = assertThrows(ModelException.class, () -> trainer.restore(state))
                    .getMessage();
            assertTrue(refusal.contains("carried.0 as F32 [2, 1, 8]; found F32 [2, 1, 2]"), refusal);
        }
    }

    /** Far beyond the context, and after a prompt far beyond it, what is said is what the whole text asks for. */
    @ParameterizedTest
    @ValueSource(strings = {"rnn", "rnn-one-hot", "gru", "lstm", "rwkv"})
    void speakingForgetsNothing(String name) {
        int[] prompt = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3, 2, 3, 8, 4};
        try (LanguageModel model = waves(name);
                Generation generation = new Generation(model, GREEDY, 2, 1)) {
            generation.read(prompt);
            int[] text = Arrays.copyOf(prompt, prompt.length + 40);
            System.arraycopy(generation.speak(15)[1], 0, text, prompt.length, 15);
            System.arraycopy(generation.speak(25)[1], 0, text, prompt.length + 15, 25);
            for (int at = prompt.length; at < text.length; at++) {
                assertEquals(most(model.logits(Arrays.copyOf(text, at))), text[at], "token " + at);
            }
        }
    }

    /** The equations that show gates end where the fused operation ends. */
    @ParameterizedTest
    @ValueSource(strings = {"gru", "lstm"})
    void gatesAreThoseOfTheFusedCells(String name) {
        int[] text = Arrays.copyOf(Fixture.IDS, 9);
        try (LanguageModel model = waves(name)) {
            Gates gates = model.gates(text);
            assertEquals(List.of(2, 9, 8), List.of(gates.layers(), gates.tokens(), gates.cells()));
            int held = gates.names().indexOf("cell");
            float[] head = Fixture.floats(model.tensors().get("head.weight"));
            float[] bias = Fixture.floats(model.tensors().get("head.bias"));
            for (int length = 1; length <= text.length; length++) {
                float[] expected = model.logits(Arrays.copyOf(text, length));
                for (int i = 0; i < expected.length; i++) {
                    double sum = bias[i];
                    for (int cell = 0; cell < 8; cell++) {
                        double open = name.equals("lstm")
                                ? gates.at(1, gates.names().indexOf("output"), length - 1, cell)
                                : 1;
                        sum += head[8 * i + cell] * open * gates.at(1, held, length - 1, cell);
                    }
                    assertEquals(expected[i], sum, 1e-5, "after " + length);
                }
            }
        }
        try (LanguageModel model = waves("rnn")) {
            String refusal =
                    assertThrows(ModelException.class, () -> model.gates(text)).getMessage();
            assertTrue(refusal.contains("found an rnn"), refusal);
        }
    }

    @Test
    void anLstmBeginsByRemembering() {
        Architecture network = Fixture.network("lstm");
        try (LanguageModel model = LanguageModel.build(Fixture.ENGINE, network, 1)) {
            float[] bias = Fixture.floats(model.tensors().get("cells.bias_ih_l0"));
            assertArrayEquals(new float[] {0, 1, 1, 0}, new float[] {bias[7], bias[8], bias[15], bias[16]});
        }
    }

    @Test
    void configurationGoesRound() {
        Architecture network = Fixture.network("rnn-one-hot");
        assertEquals(network, Architecture.of("rnn", network.config()));
        assertNotEquals(network, Architecture.of("gru", network.config()));
    }

    private static int most(float[] logits) {
        return IntStream.range(0, logits.length)
                .reduce((a, b) -> logits[b] > logits[a] ? b : a)
                .orElseThrow();
    }
}
