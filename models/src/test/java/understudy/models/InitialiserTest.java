package understudy.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class InitialiserTest {
    private static final int IN = 96;
    private static final int OUT = 160;

    private static float[] drawn(Initialiser initialiser, int in, int out, double gain) {
        float[] values = new float[in * out];
        initialiser.of(in, out, gain).fill(FloatBuffer.wrap(values), 7);
        return values;
    }

    @ParameterizedTest
    @EnumSource
    void momentsAreThoseOfThePapers(Initialiser initialiser) {
        double gain = Initialiser.TANH;
        double variance = switch (initialiser) {
            case NORMAL -> .02 * .02;
            case XAVIER -> gain * gain * 2 / (IN + OUT);
            case KAIMING -> gain * gain / IN;
            case ORTHOGONAL -> gain * gain / OUT; // columns of length gain
        };
        double sum = 0;
        double squares = 0;
        float[] values = drawn(initialiser, IN, OUT, gain);
        for (float value : values) {
            sum += value;
            squares += value * value;
        }
        double deviation = Math.sqrt(variance);
        assertEquals(0, sum / values.length, 4 * deviation / Math.sqrt(values.length));
        assertEquals(1, squares / values.length / variance, .05);
    }

    @ParameterizedTest
    @CsvSource({"5,3", "3,5", "4,4"})
    void orthogonalVectorsAreAtRightAngles(int in, int out) {
        float[] values = drawn(Initialiser.ORTHOGONAL, in, out, 2);
        boolean wide = out <= in;
        int vectors = Math.min(in, out);
        for (int a = 0; a < vectors; a++) {
            for (int b = 0; b <= a; b++) {
                double dot = 0;
                for (int i = 0; i < Math.max(in, out); i++) {
                    dot += (double) values[wide ? a * in + i : i * in + a] * values[wide ? b * in + i : i * in + b];
                }
                assertEquals(a == b ? 4 : 0, dot, 1e-6);
            }
        }
    }

    @Test
    void eachGateOfARecurrentMatrixIsOrthogonalByItself() {
        int width = 6;
        float[] gates = new float[3 * width * width];
        Initialiser.ORTHOGONAL.of(width, width, 1).fill(FloatBuffer.wrap(gates), 7);
        for (int gate = 0; gate < 3; gate++) {
            for (int a = 0; a < width; a++) {
                for (int b = 0; b <= a; b++) {
                    double dot = 0;
                    for (int i = 0; i < width; i++) {
                        dot += (double) gates[(gate * width + a) * width + i] * gates[(gate * width + b) * width + i];
                    }
                    assertEquals(a == b ? 1 : 0, dot, 1e-6);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "gpt,normal",
        "gpt,xavier",
        "gpt,kaiming",
        "gpt,orthogonal",
        "lstm,normal",
        "lstm,xavier",
        "gru,kaiming",
        "rnn,orthogonal",
        "mlp,xavier",
        "wavenet,orthogonal"
    })
    void everyKindOfNetworkBeginsNotFarFromKnowingNothing(String arch, String start) {
        Recipe recipe = Recipe.named(Recipe.usual(arch).orElseThrow(), Path.of(""))
                .with("width", "32")
                .with("start", start);
        int vocabulary = 65;
        int length = (int) recipe.count(Knob.CONTEXT);
        Architecture network = recipe.architecture(vocabulary);
        int[] ids = IntStream.range(0, 2 * length).map(i -> i * 31 % vocabulary).toArray();
        int[] targets = IntStream.range(0, 2 * length)
                .map(i -> (i * 31 + 7) % vocabulary)
                .toArray();
        try (LanguageModel model = LanguageModel.build(Fixture.ENGINE, network, 3)) {
            assertEquals(
                    Math.log(vocabulary), model.loss(2, length, ids, targets).mean(), .35);
        }
    }

    @Test
    void blocksOfAGptHandOnWhatTheyGetAtFirst() {
        Recipe recipe =
                Recipe.named("nanogpt-cpu", Path.of("")).with("width", "32").with("start", "kaiming");
        try (LanguageModel model = LanguageModel.build(Fixture.ENGINE, recipe.architecture(65), 3)) {
            for (String end : new String[] {"h.0.attn.c_proj.weight", "h.3.mlp.c_proj.weight"}) {
                FloatBuffer values = model.tensor(end).data().asFloatBuffer();
                while (values.hasRemaining()) {
                    assertEquals(0, values.get());
                }
            }
        }
    }

    @Test
    void aSeedMeansTheSameWeights() {
        assertEquals(drawn(Initialiser.ORTHOGONAL, 8, 8, 1)[5], drawn(Initialiser.ORTHOGONAL, 8, 8, 1)[5]);
    }
}
