package understudy.corpora;

import java.util.Arrays;

/** A batch while its rows are being filled. What is not filled carries no loss. */
final class Filling {
    private final int rows;
    private final int length;
    private final int[] inputs;
    private final int[] targets;

    Filling(int rows, int length) {
        this.rows = rows;
        this.length = length;
        this.inputs = new int[Math.multiplyExact(rows, length)];
        this.targets = new int[inputs.length];
        Arrays.fill(targets, Batch.IGNORED);
    }

    /**
     * Fills a row from its beginning: every id but the last is read, every id but the first predicted; the last one stands in what is left.
     *
     * @param ids of which {@code predicted + 1} are used
     */
    void window(int row, int[] ids, int predicted) {
        int start = row * length;
        System.arraycopy(ids, 0, inputs, start, predicted);
        System.arraycopy(ids, 1, targets, start, predicted);
        Arrays.fill(inputs, start + predicted, start + length, ids[predicted]);
    }

    /** Takes the loss from one place of a row. */
    void ignore(int row, int place) {
        targets[row * length + place] = Batch.IGNORED;
    }

    /** Fills a row with {@code length} ids to read and predicts the one after them, nothing else. */
    void moment(int row, int[] ids) {
        System.arraycopy(ids, 0, inputs, row * length, length);
        targets[row * length + length - 1] = ids[length];
    }

    Batch batch() {
        return new Batch(rows, length, inputs, targets);
    }
}
