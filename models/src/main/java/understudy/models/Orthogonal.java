package understudy.models;

import java.nio.FloatBuffer;

/** Random matrices whose rows, or columns where those are fewer, are at right angles and of one length. */
final class Orthogonal {
    private Orthogonal() {}

    /**
     * Makes a matrix of normal deviates orthogonal: Gram and Schmidt's way, twice over each vector, after which only
     * rounding is left.
     *
     * @param values row after row, from the buffer's position to its limit
     * @param columns of the matrix
     */
    static void make(FloatBuffer values, int columns, double length) {
        int rows = values.remaining() / columns;
        boolean wide = rows <= columns;
        double[][] vectors = new double[wide ? rows : columns][wide ? columns : rows];
        for (int i = 0; i < vectors.length; i++) {
            for (int j = 0; j < vectors[i].length; j++) {
                vectors[i][j] = values.get(values.position() + (wide ? i * columns + j : j * columns + i));
            }
        }
        for (int i = 0; i < vectors.length; i++) {
            for (int again = 0; again < 2; again++) {
                for (int k = 0; k < i; k++) {
                    add(vectors[i], vectors[k], -dot(vectors[i], vectors[k]));
                }
            }
            scale(vectors[i], 1 / Math.sqrt(dot(vectors[i], vectors[i])));
        }
        for (int i = 0; i < vectors.length; i++) {
            for (int j = 0; j < vectors[i].length; j++) {
                values.put(values.position() + (wide ? i * columns + j : j * columns + i), (float)
                        (length * vectors[i][j]));
            }
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static void add(double[] to, double[] what, double factor) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * what[i];
        }
    }

    private static void scale(double[] what, double factor) {
        for (int i = 0; i < what.length; i++) {
            what[i] *= factor;
        }
    }
}
