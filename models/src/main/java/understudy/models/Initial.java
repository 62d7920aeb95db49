package understudy.models;

import java.nio.FloatBuffer;
import java.util.SplittableRandom;

/**
 * How a parameter's first values are drawn. All arithmetic that could differ between machines goes through
 * {@link StrictMath}, so that a seed means the same network everywhere.
 *
 * @param kind the distribution
 * @param scale its standard deviation, half-width or constant value
 */
record Initial(Kind kind, double scale) {
    enum Kind {
        NORMAL,
        UNIFORM,
        CONSTANT,
        FORGET
    }

    static final Initial ZEROS = new Initial(Kind.CONSTANT, 0);
    static final Initial ONES = new Initial(Kind.CONSTANT, 1);

    /** The biases of an LSTM's four gates: one for its forget gate, which is the second, so that it remembers at first (Gers et al. 2000). */
    static final Initial FORGET_GATE = new Initial(Kind.FORGET, 1);

    static Initial normal(double deviation) {
        return new Initial(Kind.NORMAL, deviation);
    }

    /** Uniform in ±limit. */
    static Initial uniform(double limit) {
        return new Initial(Kind.UNIFORM, limit);
    }

    void fill(FloatBuffer values, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        switch (kind) {
            case CONSTANT -> {
                while (values.hasRemaining()) {
                    values.put((float) scale);
                }
            }
            case UNIFORM -> {
                while (values.hasRemaining()) {
                    values.put((float) ((2 * random.nextDouble() - 1) * scale));
                }
            }
            case FORGET -> {
                int gate = values.remaining() / 4;
                for (int i = 0; i < 4 * gate; i++) {
                    values.put(i / gate == 1 ? (float) scale : 0);
                }
            }
            case NORMAL -> fillNormal(values, random);
        }
    }

    /** Marsaglia's polar method: two normal deviates from each accepted pair. */
    private void fillNormal(FloatBuffer values, SplittableRandom random) {
        while (values.hasRemaining()) {
            double x = 2 * random.nextDouble() - 1;
            double y = 2 * random.nextDouble() - 1;
            double square = x * x + y * y;
            if (square >= 1 || square == 0) {
                continue;
            }
            double factor = scale * Math.sqrt(-2 * StrictMath.log(square) / square);
            values.put((float) (x * factor));
            if (values.hasRemaining()) {
                values.put((float) (y * factor));
            }
        }
    }
}
