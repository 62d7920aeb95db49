package understudy.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.FloatBuffer;
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
    void aSeedMeansTheSameWeights() {
        assertEquals(drawn(Initialiser.ORTHOGONAL, 8, 8, 1)[5], drawn(Initialiser.ORTHOGONAL, 8, 8, 1)[5]);
    }
}
