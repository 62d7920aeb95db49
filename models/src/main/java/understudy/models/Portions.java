package understudy.models;

import java.util.function.BiConsumer;

/**
 * For how many tokens logits lie in memory at a time. A large vocabulary makes them large: GPT-2's for 1,024 tokens are
 * 206 MB, and a loss with its gradient holds three such tensors. What is asked of logits (a loss, a probability) is asked
 * of each row for itself, so a head can as well read its features portion by portion.
 *
 * @param rows tokens in a portion; 0 for all in one
 */
record Portions(int rows) {
    static final Portions WHOLE = new Portions(0);

    /** Below this a head is a small part of the work, and products with few rows would only be slower. */
    private static final int LARGE = 1 << 13;
    /** Numbers in a portion, 32 MB. */
    private static final int MOST = 1 << 23;

    static Portions of(int vocabulary) {
        return vocabulary < LARGE ? WHOLE : new Portions(Math.max(1, MOST / vocabulary));
    }

    boolean whole() {
        return rows == 0;
    }

    /**
     * Writes the work on each portion of features [n, width] and targets [n].
     *
     * @param work gets the portion's features and targets; the loop's counter is {@code portion}
     */
    void each(Trace trace, Tensor features, Tensor targets, BiConsumer<Tensor, Tensor> work) {
        if (whole()) {
            work.accept(features, targets);
            return;
        }
        trace.block(
                "for portion in range(torch.floordiv(torch.add(torch.size(" + features + ", 0), " + (rows - 1) + "), "
                        + rows + ")):",
                () -> {
                    trace.line("first = torch.mul(portion, %d)", rows);
                    trace.line("beyond = torch.add(first, %d)", rows); // a slice ends where the tensor does
                    work.accept(
                            trace.value("torch.slice(%s, 0, first, beyond)", features),
                            trace.value("torch.slice(%s, 0, first, beyond)", targets));
                });
    }
}
