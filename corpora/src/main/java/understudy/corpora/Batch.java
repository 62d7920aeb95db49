package understudy.corpora;

/**
 * Rows of tokens and, for each token, the one that follows it.
 *
 * @param rows how many sequences
 * @param length tokens in each
 * @param inputs token ids, row after row: {@code rows * length} of them
 * @param targets the id that follows each input, or {@link #IGNORED} where no loss is taken
 */
public record Batch(int rows, int length, int[] inputs, int[] targets) {
    /** The target that carries no loss. */
    public static final int IGNORED = -100;

    public Batch {
        if (rows < 1 || length < 1) {
            throw new IllegalArgumentException(
                    "expected at least one row and one token, found " + rows + " x " + length);
        }
        long size = (long) rows * length;
        if (inputs.length != size || targets.length != size) {
            throw new IllegalArgumentException(
                    "expected " + size + " inputs and targets, found " + inputs.length + " and " + targets.length);
        }
    }
}
