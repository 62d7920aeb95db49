package understudy.corpora;

/** Where the windows of one split lie, and what is in them. */
sealed interface Cut permits TextCut, ExampleCut {
    /** Tokens in a window at most. */
    int context();

    /** Tokens that can be learned from, once each. */
    long tokens();

    /** Whether each window goes on where the one before it ended. */
    boolean goesOn();

    /** How many windows an evaluation of the whole split has. */
    long count();

    /** The windows of these indices, in this order; each index is below {@link #count}. */
    Batch at(long[] indices);

    /** Windows drawn with equal probability. */
    Batch random(int rows, long seed);

    /** How many tokens of the split are predicted. */
    long predictions();

    /** The first prediction worth training on: where tokens go on without end, one that has its full context before it. */
    long firstMoment();

    /** Fills a row with what comes before one prediction, and the prediction at its end. */
    void moment(long prediction, Filling into, int row);

    /** What {@code rows} streams read in a step. */
    Chunk stream(int rows, long step);
}
