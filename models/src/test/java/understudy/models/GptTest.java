package understudy.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GptTest {
    private static final Path NONE = Path.of("none");

    private static String refusal(org.junit.jupiter.api.function.Executable what) {
        String message = assertThrows(ModelException.class, what).getMessage();
        assertEquals(1, message.lines().count(), message);
        return message;
    }

    @Test
    void countsItsParameters() {
        // 4 layers of 12 · 128², tables of 65 and 64 rows, 9 gains
        assertEquals(
                4 * 12 * 128 * 128 + 65 * 128 + 64 * 128 + 9 * 128,
                Recipe.named("nanogpt-cpu", NONE).architecture(65).parameters());
        assertEquals(
                4 * 12 * 128 * 128 + 2 * 65 * 128,
                Recipe.named("modern", NONE).architecture(65).parameters());
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt2", "llama", "nanochat", "nanogpt", "qwen2", "qwen3"})
    void configurationGoesRound(String name) {
        Architecture gpt = Fixture.network(name);
        assertEquals(gpt, Architecture.of("gpt", gpt.config()));
    }

    @Test
    void aConfigurationOfBeforeThereWasMoreThanGpt2AndNanochatStillLoads() {
        Set<String> then = Set.of(
                "vocabulary",
                "layers",
                "heads",
                "width",
                "context",
                "positions",
                "query-key-norm",
                "norm",
                "activation",
                "bias",
                "embedding-norm",
                "tied",
                "softcap",
                "start");
        assertEquals(then, Fixture.nanochat().config().keySet());
        assertEquals(then, Fixture.gpt2().config().keySet());
    }

    @Test
    void headsThatCannotShareAreRefused() {
        Recipe recipe = Recipe.named("modern", NONE);
        assertTrue(refusal(() -> recipe.with("key-heads", "3").architecture(65))
                .contains("found key-heads 3 and heads 4"));
        assertTrue(
                refusal(() -> recipe.with("head-width", "7").architecture(65)).contains("Try --head-width 8"));
        assertTrue(refusal(() -> new Rotary.Scaling(8, 4, 1, 8192)).contains("0 < low < high"));
    }

    @Test
    void configurationNamesWhatIsWrong() {
        Map<String, Object> config = new HashMap<>(Fixture.nanochat().config());
        config.put("norm", "batch");
        assertTrue(refusal(() -> Architecture.of("gpt", config))
                .contains("\"norm\": expected one of [layer, rms, rms-gain]; found batch"));
        config.remove("norm");
        assertTrue(refusal(() -> Architecture.of("gpt", config)).contains("lacks \"norm\""));
        assertTrue(refusal(() -> Architecture.of("lute", config)).contains("\"lute\""));
    }

    @Test
    void absurdSizesAreRefused() {
        assertTrue(refusal(() -> new Gpt.Size(4, 3, 128, 64)).contains("Try --width 126"));
        assertTrue(refusal(() -> new Gpt.Size(0, 4, 128, 64)).contains("--layers"));
        assertTrue(refusal(() -> new Gpt.Size(4, 4, 1_000_000, 64)).contains("--width"));
        refusal(() -> Recipe.named("modern", NONE)
                .with("width", "12")
                .with("heads", "4")
                .architecture(65));
    }

    @Test
    void aModelLargerThanMemoryIsRefusedBeforeAllocating() {
        Architecture huge = Recipe.named("modern", NONE)
                .with("layers", "512")
                .with("width", "65536")
                .architecture(65);
        String message = refusal(() -> LanguageModel.build(Fixture.ENGINE, huge, 1));
        assertTrue(message.contains("needs " + String.format("%,d", 4 * huge.parameters()) + " bytes"), message);
    }

    @Test
    void aSeedIsANetwork() {
        try (LanguageModel a = LanguageModel.build(Fixture.ENGINE, Fixture.gpt2(), 7);
                LanguageModel b = LanguageModel.build(Fixture.ENGINE, Fixture.gpt2(), 7);
                LanguageModel c = LanguageModel.build(Fixture.ENGINE, Fixture.gpt2(), 8)) {
            assertTrue(Fixture.same(a.tensors(), b.tensors()));
            assertTrue(!Fixture.same(a.tensors(), c.tensors()));
        }
    }

    @Test
    void strangeTensorsAreRefusedByName() {
        Map<String, HostTensor> tensors = new TreeMap<>(Fixture.waves(Fixture.gpt2()));
        HostTensor table = tensors.remove("wpe.weight");
        assertTrue(refusal(() -> LanguageModel.load(Fixture.ENGINE, Fixture.gpt2(), tensors))
                .contains("wpe.weight [6, 8] is missing"));
        tensors.put("wpe.weight", new HostTensor("F32", new long[] {8, 6}, table.data()));
        assertTrue(refusal(() -> LanguageModel.load(Fixture.ENGINE, Fixture.gpt2(), tensors))
                .contains("found F32 [8, 6]"));
        tensors.put("wpe.weight", table);
        tensors.put("lute", table);
        assertTrue(refusal(() -> LanguageModel.load(Fixture.ENGINE, Fixture.gpt2(), tensors))
                .contains("lute does not belong"));
    }

    @Test
    void aSnapshotStaysAsItWas() {
        try (LanguageModel model = LanguageModel.build(Fixture.ENGINE, Fixture.gpt2(), 7);
                LanguageModel copy = model.snapshot();
                Trainer trainer = new Trainer(model, Fixture.recipe("adamw"))) {
            Map<String, HostTensor> before = copy.tensors();
            trainer.step(1, 2, 6, Fixture.IDS, Fixture.TARGETS, Fixture.hyperparameters(1e-2, 0), 1);
            assertTrue(Fixture.same(before, copy.tensors()));
            assertTrue(!Fixture.same(before, model.tensors()));
        }
    }

    @Test
    void scoresAddUpToTheLoss() {
        try (LanguageModel model = LanguageModel.load(Fixture.ENGINE, Fixture.gpt2(), Fixture.waves(Fixture.gpt2()))) {
            float[] scores = model.logProbabilities(new int[] {3, 1, 4, 1, 5});
            double sum = 0;
            for (float score : scores) {
                sum -= score;
            }
            assertEquals(
                    model.loss(1, 4, new int[] {3, 1, 4, 1}, new int[] {1, 4, 1, 5})
                            .nats(),
                    sum,
                    1e-4);
        }
    }
}
