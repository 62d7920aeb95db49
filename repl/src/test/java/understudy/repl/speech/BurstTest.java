package understudy.repl.speech;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BurstTest {
    private static final long MS = 1_000_000;

    /** Nanoseconds of each of some bursts by a machine that needs so long for a token. */
    private static long longest(long perToken, int bursts, Burst burst) {
        long longest = 0;
        for (int i = 0; i < bursts; i++) {
            int count = burst.next();
            longest = Math.max(longest, count * perToken);
            burst.took(count, count * perToken);
        }
        return longest;
    }

    @Test
    void beginsWithOneToken() {
        assertEquals(1, new Burst().next());
    }

    @Test
    void growsToFiftyMilliseconds() {
        for (long perToken : new long[] {MS / 10, MS / 2, MS, 7 * MS}) {
            Burst burst = new Burst();
            assertTrue(longest(perToken, 20, burst) <= 50 * MS);
            assertTrue((burst.next() + 1) * perToken > 50 * MS, "too short at " + perToken);
        }
    }

    @Test
    void aFastModelDoesNotBeginOneByOne() {
        Burst burst = new Burst();
        longest(MS / 4, 2, burst);
        assertEquals(20, burst.next(), "five milliseconds");
    }

    @Test
    void staysBelowAHundredWhenTheMachineTurnsTwiceAsSlow() {
        Burst burst = new Burst();
        longest(MS, 20, burst);
        assertTrue(longest(2 * MS, 20, burst) <= 100 * MS);
        assertTrue(burst.next() * 2 * MS <= 50 * MS);
    }

    @Test
    void aSlowModelSpeaksTokenByToken() {
        Burst burst = new Burst();
        assertTrue(longest(90 * MS, 5, burst) <= 180 * MS);
        assertEquals(1, burst.next());
        Burst slower = new Burst();
        assertEquals(300 * MS, longest(300 * MS, 5, slower));
    }

    @Test
    void aLongPromptDoesNotSlowTheRest() {
        Burst burst = new Burst();
        burst.took(1, 3000 * MS);
        longest(MS, 10, burst);
        assertTrue(burst.next() > 40, "next " + burst.next());
    }
}
