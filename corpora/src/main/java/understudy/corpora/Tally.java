package understudy.corpora;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Counts a text while it is written, so that it need not be read again: its characters, its lines, and which lines stand there again. */
final class Tally {
    /** Lines shorter than this, in characters, are cues and sighs: every text repeats them. */
    private static final int TELLING = 40;

    private static final int MOST_FREQUENT = 10;

    /** How often each code point was written; as long as the greatest one needs. */
    private long[] counts = new long[0x80];

    private final Repeats repeats = new Repeats();
    private long characters;
    private long lines;
    private long longest;
    private long length;
    private long hash = Repeats.SEED;
    private long repeated;

    /** The next code point of the text. */
    void add(int codePoint) {
        if (codePoint >= counts.length) {
            counts = Arrays.copyOf(counts, Math.max(codePoint + 1, 2 * counts.length));
        }
        counts[codePoint]++;
        characters++;
        if (codePoint == '\n') {
            line();
        } else {
            length++;
            hash = Repeats.mix(hash, codePoint);
        }
    }

    private void line() {
        lines++;
        longest = Math.max(longest, length);
        if (length >= TELLING && !repeats.add(hash)) {
            repeated++;
        }
        length = 0;
        hash = Repeats.SEED;
    }

    /** The code points that were written. */
    BitSet alphabet() {
        return IntStream.range(0, counts.length)
                .filter(c -> counts[c] > 0)
                .collect(BitSet::new, BitSet::set, BitSet::or);
    }

    /** How often each code point was written, as far as the greatest one. */
    long[] counts() {
        return counts;
    }

    /** How many code points were written. */
    long characters() {
        return characters;
    }

    /** What a card keeps of it; the text is at its end. */
    Survey survey() {
        if (length > 0) {
            line();
        }
        List<Survey.Share> frequent = alphabet().stream()
                .boxed()
                .sorted(Comparator.<Integer>comparingLong(c -> -counts[c]).thenComparing(c -> c))
                .limit(MOST_FREQUENT)
                .map(c -> new Survey.Share(Character.toString(c), (double) counts[c] / characters))
                .collect(Collectors.toList());
        return new Survey(alphabet().cardinality(), lines, longest, repeated, frequent);
    }
}
