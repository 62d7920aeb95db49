package understudy.corpora;

import java.util.List;

/**
 * What a text looks like from afar.
 *
 * @param distinct how many different characters it has (Unicode code points)
 * @param lines how many lines
 * @param longest characters of the longest line
 * @param duplicates examples that stand there already; of a text, lines of 40 characters or more that do
 * @param frequent the most frequent characters, most frequent first
 */
public record Survey(int distinct, long lines, long longest, long duplicates, List<Share> frequent) {
    public Survey {
        if (distinct < 0 || lines < 0 || longest < 0 || duplicates < 0) {
            throw new IllegalArgumentException("expected no negative count, found " + distinct + ", " + lines + ", "
                    + longest + " and " + duplicates);
        }
        frequent = List.copyOf(frequent);
    }

    Survey withDuplicates(long found) {
        return new Survey(distinct, lines, longest, found, frequent);
    }

    /**
     * @param character the character
     * @param share of all characters, 0 to 1
     */
    public record Share(String character, double share) {}
}
