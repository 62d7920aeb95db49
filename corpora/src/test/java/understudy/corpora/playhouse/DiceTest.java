package understudy.corpora.playhouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DiceTest {
    @Test
    void isSplitMix64() {
        var dice = new Dice(42);
        var reference = new SplittableRandom(42);
        for (int i = 0; i < 1000; i++) {
            assertEquals((int) ((reference.nextLong() >>> 1) % 97), dice.roll(97));
        }
    }

    @Test
    void everyFaceIsEquallyLikely() {
        var dice = new Dice(7);
        int[] seen = new int[6];
        for (int i = 0; i < 60_000; i++) {
            seen[dice.roll(6)]++;
        }
        for (int times : seen) {
            assertTrue(Math.abs(times - 10_000) < 400, "seen " + times);
        }
    }

    @Test
    void shufflesKeepEveryCard() {
        List<Integer> cards = IntStream.range(0, 50).boxed().toList();
        List<Integer> shuffled = Dice.of(1, "cards").shuffled(cards);
        assertNotEquals(cards, shuffled);
        assertEquals(new HashSet<>(cards), new HashSet<>(shuffled));
    }

    @Test
    void purposesAndSeedsAreUnrelated() {
        assertNotEquals(throwsOf(Dice.of(1, "world")), throwsOf(Dice.of(1, "text")));
        assertNotEquals(throwsOf(Dice.of(1, "text")), throwsOf(Dice.of(2, "text")));
        assertEquals(throwsOf(Dice.of(1, "text")), throwsOf(Dice.of(1, "text")));
    }

    private static List<Integer> throwsOf(Dice dice) {
        return IntStream.range(0, 20).map(i -> dice.roll(1000)).boxed().toList();
    }
}
