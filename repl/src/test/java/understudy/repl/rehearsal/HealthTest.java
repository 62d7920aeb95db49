package understudy.repl.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import understudy.models.Anatomy;
import understudy.models.Architecture;
import understudy.models.Device;
import understudy.models.Engine;
import understudy.models.HostTensor;
import understudy.models.Inspection;
import understudy.models.LanguageModel;
import understudy.models.Recipe;

/** For each rule a network that has the fault, and one that has none. */
class HealthTest {
    private static final int VOCABULARY = 20;
    private static final int LENGTH = 16;
    private static Engine engine;

    @BeforeAll
    static void start() {
        engine = Engine.start(Device.CPU, 1);
    }

    private static Recipe small(String name) {
        Recipe recipe = Recipe.named(name, Path.of("none"));
        return recipe.with("layers", "3").with("heads", "2").with("width", "32").with("context", "16");
    }

    /** A new network, its weights changed. */
    private static Anatomy look(Recipe recipe, BiConsumer<String, FloatBuffer> change) {
        Architecture architecture = recipe.architecture(VOCABULARY);
        SortedMap<String, HostTensor> tensors;
        try (LanguageModel fresh = LanguageModel.build(engine, architecture, 1)) {
            tensors = fresh.tensors();
        }
        tensors.forEach((name, tensor) -> change.accept(name, tensor.data().asFloatBuffer()));
        int[] ids = new SplittableRandom(3).ints(4 * LENGTH + 1, 0, VOCABULARY).toArray();
        try (LanguageModel model = LanguageModel.load(engine, architecture, tensors)) {
            return new Inspection(model)
                    .look(4, LENGTH, Arrays.copyOf(ids, 4 * LENGTH), Arrays.copyOfRange(ids, 1, 4 * LENGTH + 1), true);
        }
    }

    private static void scale(FloatBuffer values, double factor) {
        for (int i = 0; i < values.capacity(); i++) {
            values.put(i, (float) (values.get(i) * factor));
        }
    }

    private static void fill(FloatBuffer values, double value) {
        for (int i = 0; i < values.capacity(); i++) {
            values.put(i, (float) value);
        }
    }

    private static void finds(String words, Anatomy anatomy, long step, boolean squashing) {
        List<String> findings = Health.of(anatomy, step, VOCABULARY, OptionalDouble.empty(), squashing);
        assertTrue(findings.stream().anyMatch(line -> line.contains(words)), words + " not in " + findings);
        findings.forEach(line -> assertTrue(line.indexOf('\n') < 0));
    }

    @Test
    void aNewNetworkIsWell() {
        Anatomy anatomy = look(small("nanogpt-cpu"), (name, values) -> {});
        assertEquals(Math.log(VOCABULARY), anatomy.loss(), .2);
        assertEquals(6, anatomy.heads().size());
        assertEquals(6, anatomy.parts().size());
        assertEquals(List.of(), Health.of(anatomy, 0, VOCABULARY, OptionalDouble.of(1e-3), false));
        assertEquals(1, anatomy.heads().get(0).evenness(), .02);
        float[] last = anatomy.heads().get(0).map()[LENGTH - 1];
        double sum = 0;
        for (float share : last) {
            sum += share;
        }
        assertEquals(1, sum, 1e-5);
    }

    @Test
    void unitsThatNeverFire() {
        finds(
                "never fire",
                look(small("modern"), (name, values) -> {
                    if (name.equals("h.1.mlp.c_fc.weight")) {
                        fill(values, 0);
                    }
                }),
                500,
                false);
        finds(
                "layer 2",
                look(small("modern"), (name, values) -> {
                    if (name.equals("h.1.mlp.c_fc.weight")) {
                        fill(values, 0);
                    }
                }),
                500,
                false);
    }

    @Test
    void weightsThatAreNoNumbers() {
        finds(
                "no numbers",
                look(small("nanogpt-cpu"), (name, values) -> {
                    if (name.equals("h.0.attn.c_attn.weight")) {
                        values.put(3, Float.NaN);
                    }
                }),
                500,
                false);
    }

    @Test
    void headsThatLookEverywhereAlike() {
        finds(
                "look everywhere alike",
                look(small("nanogpt-cpu"), (name, values) -> {
                    if (name.endsWith("c_attn.weight")) {
                        scale(values, 1e-3);
                    }
                }),
                500,
                false);
    }

    @Test
    void headsThatStare() {
        finds(
                "one token only",
                look(small("nanogpt-cpu"), (name, values) -> {
                    if (name.equals("h.0.attn.c_attn.weight")) {
                        scale(values, 500);
                    }
                }),
                500,
                false);
    }

    @Test
    void blocksThatGrowLoud() {
        finds(
                "grows",
                look(small("nanogpt-cpu"), (name, values) -> {
                    if (name.equals("h.2.mlp.c_proj.weight")) {
                        scale(values, 3000);
                    }
                }),
                500,
                false);
    }

    @Test
    void aHeadThatIsSureOfWhatIsWrong() {
        finds(
                "begins sure",
                look(small("nanogpt-cpu"), (name, values) -> {
                    if (name.equals("wte.weight")) {
                        scale(values, 50);
                    }
                }),
                0,
                false);
    }

    @Test
    void gradientsThatFadeOrExplode() {
        Anatomy.Spread one = new Anatomy.Spread(1, -1, 1, new double[] {1});
        Anatomy.Spread tiny = new Anatomy.Spread(1e-6, 0, 0, new double[] {1});
        Anatomy fading = new Anatomy(
                1,
                List.of(new Anatomy.Part("h.0", one, tiny, 0, 0), new Anatomy.Part("h.1", one, one, 0, 0)),
                List.of(),
                List.of());
        finds("fade", fading, 500, false);
        Anatomy exploding = new Anatomy(
                1,
                List.of(new Anatomy.Part("h.0", one, one, 0, 0), new Anatomy.Part("h.1", one, tiny, 0, 0)),
                List.of(),
                List.of());
        finds("explode", exploding, 500, false);
    }

    @Test
    void squashedUnitsThatAreSaturated() {
        Recipe rnn = Recipe.named("rnn", Path.of("none")).with("width", "32").with("context", "16");
        finds(
                "saturated",
                look(rnn, (name, values) -> {
                    if (name.startsWith("cells")) {
                        scale(values, 1000);
                    }
                }),
                500,
                true);
    }

    @Test
    void stepsThatAreTooLongOrTooShort() {
        Anatomy well = look(small("nanogpt-cpu"), (name, values) -> {});
        assertTrue(Health.of(well, 100, VOCABULARY, OptionalDouble.of(.05), false)
                .get(0)
                .contains("rate is high"));
        assertTrue(Health.of(well, 100, VOCABULARY, OptionalDouble.of(1e-7), false)
                .get(0)
                .contains("rate is low"));
    }
}
