package understudy.models.dialects;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * One tensor of another program: some rows of one of our parameters.
 *
 * @param theirs its name there
 * @param ours the parameter's name here
 * @param row the first of the parameter's rows that it holds; of a vector, the first element
 * @param rows how many
 * @param columns values in a row; 0 for a vector
 * @param order how it lies there
 */
public record Piece(String theirs, String ours, long row, long rows, long columns, Order order) {

    /** How a tensor's values lie in another program's file. */
    public sealed interface Order {
        /** As here. */
        record Same() implements Order {}

        /** Columns first: a matrix that is multiplied from the other side. */
        record Turned() implements Order {}

        /**
         * Rows of each head paired: 0, d/2, 1, d/2 + 1, … instead of 0, 1, …, as llama.cpp keeps what Llama rotates.
         *
         * @param each rows of a head
         */
        record Paired(int each) implements Order {}
    }

    static final Order SAME = new Order.Same();

    static Piece matrix(String theirs, String ours, long rows, long columns) {
        return new Piece(theirs, ours, 0, rows, columns, SAME);
    }

    static Piece vector(String theirs, String ours, long size) {
        return new Piece(theirs, ours, 0, size, 0, SAME);
    }

    /** The same, held by other rows. */
    Piece at(long first, long count) {
        return new Piece(theirs, ours, first, count, columns, order);
    }

    Piece in(Order other) {
        return new Piece(theirs, ours, row, rows, columns, other);
    }

    /** Its extents there, outermost first. */
    public long[] shape() {
        if (columns == 0) {
            return new long[] {rows};
        }
        return order instanceof Order.Turned ? new long[] {columns, rows} : new long[] {rows, columns};
    }

    /** How many values it has. */
    public long elements() {
        return LongStream.of(shape()).reduce(1, Math::multiplyExact);
    }

    private int width() {
        return (int) Math.max(1, columns);
    }

    /**
     * Brings its values home.
     *
     * @param values all of it, as they lie there; read from 0
     * @param parameter all of the parameter, written from 0 on at its rows
     */
    public void bring(FloatBuffer values, FloatBuffer parameter) {
        move(values, parameter, true);
    }

    /** The other way: from all of the parameter, writes it as it lies there. */
    public void take(FloatBuffer parameter, FloatBuffer values) {
        move(values, parameter, false);
    }

    private void move(FloatBuffer there, FloatBuffer here, boolean home) {
        int width = width();
        int first = Math.toIntExact(row * width);
        int count = Math.toIntExact(rows);
        if (order instanceof Order.Turned) {
            turn(there, here, first, count, width, home);
            return;
        }
        int run = order instanceof Order.Same ? Math.multiplyExact(count, width) : width;
        for (int i = 0; i * (long) run < (long) count * width; i++) {
            int inside = order instanceof Order.Paired paired ? paired(i, paired.each()) : i;
            FloatBuffer one = there.slice(i * run, run);
            FloatBuffer other = here.slice(first + inside * run, run);
            if (home) {
                other.put(one);
            } else {
                one.put(other);
            }
        }
    }

    /** Which row here is row i there. */
    private static int paired(int i, int each) {
        int head = i / each;
        int place = i % each;
        return head * each + place / 2 + (place % 2) * (each / 2);
    }

    /** In squares, so that neither side is read or written all over the place. */
    private static void turn(FloatBuffer there, FloatBuffer here, int first, int rows, int columns, boolean home) {
        int edge = 64;
        for (int top = 0; top < rows; top += edge) {
            for (int left = 0; left < columns; left += edge) {
                for (int row = top; row < Math.min(rows, top + edge); row++) {
                    for (int column = left; column < Math.min(columns, left + edge); column++) {
                        int inside = first + row * columns + column;
                        int outside = column * rows + row;
                        if (home) {
                            here.put(inside, there.get(outside));
                        } else {
                            there.put(outside, here.get(inside));
                        }
                    }
                }
            }
        }
    }

    @Override
    public String toString() {
        return theirs + " " + Arrays.toString(shape());
    }
}
