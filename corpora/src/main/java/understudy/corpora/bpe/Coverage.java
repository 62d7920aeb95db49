package understudy.corpora.bpe;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Which characters a vocabulary has to spell, where not every rare one is worth a token. */
public final class Coverage {
    private Coverage() {}

    /**
     * The most frequent characters that together make up a share of a text; of equally frequent ones those that come first.
     *
     * @param counts how often each code point occurs
     * @param share above 0, at most 1
     */
    public static BitSet of(long[] counts, double share) {
        long all = Arrays.stream(counts).sum();
        int[] frequent = IntStream.range(0, counts.length)
                .filter(c -> counts[c] > 0)
                .boxed()
                .sorted(Comparator.<Integer>comparingLong(c -> -counts[c]).thenComparingInt(c -> c))
                .mapToInt(Integer::intValue)
                .toArray();
        BitSet kept = new BitSet();
        long covered = 0;
        for (int i = 0; i < frequent.length && covered < share * all; i++) {
            kept.set(frequent[i]);
            covered += counts[frequent[i]];
        }
        return kept;
    }
}
