package understudy.corpora.playhouse;

import java.util.ArrayList;
import java.util.List;

/**
 * Whole numbers from a seed, the same on every machine: SplitMix64 (Steele, Lea and Flood 2014), written out here because the library's bounded
 * numbers are not promised to stay the same between Java versions.
 */
final class Dice {
    private long state;

    Dice(long seed) {
        state = seed;
    }

    /** The first dice of a family: the same seed gives unrelated throws for different purposes. */
    static Dice of(long seed, String purpose) {
        var dice = new Dice(seed);
        for (int i = 0; i < purpose.length(); i++) {
            dice.state = dice.next() + purpose.charAt(i);
        }
        return dice;
    }

    /** A number from 0 to bound - 1, each equally likely: remainders of the last, incomplete round are thrown again. */
    int roll(int bound) {
        while (true) {
            long bits = next() >>> 1;
            long face = bits % bound;
            if (bits - face + (bound - 1) >= 0) {
                return (int) face;
            }
        }
    }

    /** A shuffled copy (Fisher and Yates). */
    <T> List<T> shuffled(List<T> cards) {
        var deck = new ArrayList<>(cards);
        for (int i = deck.size() - 1; i > 0; i--) {
            int j = roll(i + 1);
            T card = deck.get(i);
            deck.set(i, deck.get(j));
            deck.set(j, card);
        }
        return deck;
    }

    private long next() {
        state += 0x9E3779B97F4A7C15L;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
