package understudy.corpora;

import java.util.SplittableRandom;

/**
 * In which order entries stand in a corpus, and which part each belongs to.
 *
 * @param indices of the entries as they were read, training part first
 * @param train how many the training part has
 * @param validation how many the part that follows it has
 */
record Order(int[] indices, int train, int validation) {
    /** Never changes: equal files make equal splits. */
    private static final long SEED = 1;

    /**
     * Shuffled by a fixed seed, for many files are sorted.
     *
     * @throws CorpusException if they are too few for each part to have one
     */
    static Order shuffled(int count, Shares shares) {
        shares.requireEnough(count);
        int[] indices = new int[count];
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < count; i++) {
            int other = random.nextInt(i + 1);
            indices[i] = indices[other];
            indices[other] = i;
        }
        int train = (int) shares.trainEnd(count);
        return new Order(indices, train, (int) shares.validationEnd(count) - train);
    }

    /** As their author placed them. */
    static Order placed(byte[] splits, int count) {
        int[] indices = new int[count];
        int[] sizes = new int[Split.values().length];
        int place = 0;
        for (Split split : Split.values()) {
            for (int i = 0; i < count; i++) {
                if (splits[i] == split.ordinal()) {
                    indices[place++] = i;
                    sizes[split.ordinal()]++;
                }
            }
        }
        return new Order(indices, sizes[Split.TRAIN.ordinal()], sizes[Split.VALIDATION.ordinal()]);
    }

    int count() {
        return indices.length;
    }

    /** How many entries a part has. */
    int count(Split split) {
        return to(split) - from(split);
    }

    /** The place of a part's first entry. */
    int from(Split split) {
        return switch (split) {
            case TRAIN -> 0;
            case VALIDATION -> train;
            case TEST -> train + validation;
        };
    }

    /** The place after a part's last entry. */
    int to(Split split) {
        return split == Split.TRAIN ? train : split == Split.VALIDATION ? train + validation : indices.length;
    }
}
