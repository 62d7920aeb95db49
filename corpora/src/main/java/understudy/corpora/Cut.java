package understudy.corpora;

/** Where the windows of one split lie, and what is in them. */
sealed interface Cut permits TextCut, ExampleCut {
    /** Tokens in a window at most. */
    int context();

    /** Tokens of a pass over the split, as many for each window as the context has. */
    long tokens();

    /** The same split in windows of up to so many tokens; of examples, as few as the longest needs. */
    Cut longer(int most);

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

    /** The share of random batches that only fills rows up. */
    double padding(int rows);

    /** What {@code rows} streams read in a step. */
    Chunk stream(int rows, long step);
}
