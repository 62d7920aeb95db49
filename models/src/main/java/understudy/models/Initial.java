package understudy.models;

import java.nio.FloatBuffer;
import java.util.SplittableRandom;

/**
 * How a parameter's first values are drawn. All arithmetic that could differ between machines goes through
 * {@link StrictMath}, so that a seed means the same network everywhere.
 *
 * @param kind the distribution
 * @param scale its standard deviation, half-width, length or constant value
 * @param block the extents of a matrix, where they matter
 */
record Initial(Kind kind, double scale, Curve curve, Block block) {
    enum Kind {
        NORMAL,
        UNIFORM,
        CONSTANT,
        FORGET,
        RISE,
        ORTHOGONAL
    }

    /** From one value to another along a vector, as a power of the part of the way. */
    record Curve(double from, double to, double power) {
        static final Curve NONE = new Curve(0, 0, 1);
    }

    /** A parameter may hold several such matrices below one another: the gates of a cell, queries and keys and values. */
    record Block(long rows, long columns) {
        static final Block NONE = new Block(0, 0);
    }

    private Initial(Kind kind, double scale) {
        this(kind, scale, Curve.NONE, Block.NONE);
    }

    static final Initial ZEROS = new Initial(Kind.CONSTANT, 0);
    static final Initial ONES = new Initial(Kind.CONSTANT, 1);

    /** The biases of an LSTM's four gates: one for its forget gate, which is the second, so that it remembers at first (Gers et al. 2000). */
    static final Initial FORGET_GATE = new Initial(Kind.FORGET, 1);

    /** Matrices whose rows, or columns if those are fewer, are at right angles to each other. */
    static Initial orthogonal(long rows, long columns, double length) {
        return new Initial(Kind.ORTHOGONAL, length, Curve.NONE, new Block(rows, columns));
    }

    static Initial normal(double deviation) {
        return new Initial(Kind.NORMAL, deviation);
    }

    /** Uniform in ±limit. */
    static Initial uniform(double limit) {
        return new Initial(Kind.UNIFORM, limit);
    }

    /** The same number in every place. */
    static Initial constant(double value) {
        return new Initial(Kind.CONSTANT, value);
    }

    /** Without chance: the i-th of n values is {@code from + (to - from) · (i / n)^power}. */
    static Initial rise(double from, double to, double power) {
        return new Initial(Kind.RISE, 1, new Curve(from, to, power), Block.NONE);
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
            case RISE -> {
                double count = values.remaining();
                for (int i = 0; values.hasRemaining(); i++) {
                    double part = StrictMath.pow(i / count, curve.power());
                    values.put((float) (curve.from() + (curve.to() - curve.from()) * part));
                }
            }
            case NORMAL -> fillNormal(values, random, scale);
            case ORTHOGONAL -> {
                fillNormal(values.duplicate(), random, 1);
                int size = Math.toIntExact(block.rows() * block.columns());
                int end = values.limit();
                for (int at = values.position(); at < end; at += size) {
                    values.limit(Math.min(end, at + size)).position(at);
                    Orthogonal.make(values, (int) block.columns(), scale);
                }
            }
        }
    }

    /** Marsaglia's polar method: two normal deviates from each accepted pair. */
    private static void fillNormal(FloatBuffer values, SplittableRandom random, double scale) {
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
