package understudy.corpora;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WindowsTest {
    private static Tokens counting(int n) {
        return Tokens.of("train split of 'counting'", IntStream.range(0, n).toArray());
    }

    /** How many targets carry loss. */
    private static long counted(Batch batch) {
        return IntStream.of(batch.targets()).filter(t -> t != Batch.IGNORED).count();
    }

    @Test
    void evaluationPredictsEveryTokenButTheFirstOnceAndPadsTheRest() {
        Windows windows = new Windows(counting(11), 4);
        assertEquals(3, windows.count());
        Batch all = windows.at(0, 10);
        assertEquals(3, all.rows());
        assertArrayEquals(new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 10}, all.inputs());
        assertArrayEquals(new int[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, -100, -100}, all.targets());
        assertEquals(10, counted(all));
    }

    @Test
    void aTokenThatCannotBePredictedMakesNoWindow() {
        // 9 tokens: two whole windows and a last token, which is the target of the second one
        Windows windows = new Windows(counting(9), 4);
        assertEquals(2, windows.count());
        assertEquals(8, counted(windows.at(0, 2)));
    }

    @Test
    void randomWindowsAreAFunctionOfTheSeedAndReachBothEnds() {
        Windows windows = new Windows(counting(20), 4);
        assertArrayEquals(windows.random(5, 7).inputs(), windows.random(5, 7).inputs());
        assertTrue(!java.util.Arrays.equals(
                windows.random(5, 7).inputs(), windows.random(5, 8).inputs()));
        BitSet starts = new BitSet();
        Batch batch = windows.random(2000, 3);
        for (int row = 0; row < batch.rows(); row++) {
            int start = batch.inputs()[row * 4];
            starts.set(start);
            for (int i = 0; i < 4; i++) {
                assertEquals(start + i, batch.inputs()[row * 4 + i]);
                assertEquals(start + i + 1, batch.targets()[row * 4 + i]);
            }
        }
        // 16 places: 0 … 15, the last of which has token 19 as its last target
        assertEquals(16, starts.cardinality());
        assertEquals(16, starts.length());
    }

    /** Runs must repeat on every Java: these starts were computed in another language from the published SplitMix64. */
    @Test
    void theSequenceOfStartsNeverChanges() {
        Batch batch = new Windows(counting(1_000_064), 64).random(4, 42);
        int[] starts =
                IntStream.range(0, 4).map(row -> batch.inputs()[row * 64]).toArray();
        assertArrayEquals(new int[] {637706, 446145, 381929, 127882}, starts);
    }

    @Test
    void aStreamGoesOnWhereItEndedAndAllStartOverTogether() {
        // two streams over 11 tokens: 0 … 4 and 5 … 9, of which each reads two chunks of two
        Windows windows = new Windows(counting(11), 2);
        Chunk first = windows.stream(2, 0);
        assertArrayEquals(new int[] {0, 1, 5, 6}, first.batch().inputs());
        assertArrayEquals(new int[] {1, 2, 6, 7}, first.batch().targets());
        assertTrue(first.startsOver());
        Chunk second = windows.stream(2, 1);
        assertArrayEquals(new int[] {2, 3, 7, 8}, second.batch().inputs());
        assertArrayEquals(new int[] {3, 4, 8, 9}, second.batch().targets());
        assertFalse(second.startsOver());
        Chunk third = windows.stream(2, 2);
        assertArrayEquals(first.batch().inputs(), third.batch().inputs());
        assertTrue(third.startsOver());
    }

    @Test
    void oneStreamReadsTheWholeTextInOrder() {
        Windows windows = new Windows(counting(13), 4);
        for (int step = 0; step < 3; step++) {
            assertEquals(4 * step, windows.stream(1, step).batch().inputs()[0]);
        }
        assertTrue(windows.stream(1, 3).startsOver());
    }

    @Test
    void streamsThatAreTooShortAreRefusedWithWhatTheyNeed() {
        CorpusException refused = assertThrows(CorpusException.class, () -> new Windows(counting(11), 4).stream(3, 0));
        assertEquals(
                "the train split of 'counting' has 11 tokens, and reading it as 3 streams with a context of 4 needs"
                        + " at least 15; type a smaller --batch or --context, or add a longer text",
                refused.getMessage());
    }

    @Test
    void aMomentPredictsTheLastTokenOnlyFromTheContextBeforeIt() {
        Windows windows = new Windows(counting(20), 4);
        assertArrayEquals(windows.moments(5, 7).inputs(), windows.moments(5, 7).inputs());
        BitSet predicted = new BitSet();
        Batch batch = windows.moments(2000, 3);
        assertEquals(2000, counted(batch));
        for (int row = 0; row < batch.rows(); row++) {
            int target = batch.targets()[row * 4 + 3];
            predicted.set(target);
            for (int i = 0; i < 4; i++) {
                assertEquals(target - 4 + i, batch.inputs()[row * 4 + i]);
            }
        }
        assertEquals(BitSet.valueOf(new long[] {(1 << 20) - (1 << 4)}), predicted);
    }

    @Test
    void anEvaluationByMomentsPredictsEveryTokenButTheFirstWithItsFullContext() {
        Windows moments = new Windows(counting(6), 3).everyMoment();
        assertEquals(5, moments.count());
        Batch all = moments.at(0, 5);
        assertArrayEquals(new int[] {0, 0, 0, 0, 0, 1, 0, 1, 2, 1, 2, 3, 2, 3, 4}, all.inputs());
        assertArrayEquals(
                new int[] {-100, -100, 1, -100, -100, 2, -100, -100, 3, -100, -100, 4, -100, -100, 5}, all.targets());
        assertArrayEquals(new long[] {0, 2}, moments.subset(2));
    }

    @Test
    void aSubsetIsSpreadEvenlyAndFixed() {
        Windows windows = new Windows(counting(41), 4);
        assertEquals(10, windows.count());
        assertArrayEquals(new long[] {0, 2, 5, 7}, windows.subset(4));
        assertEquals(10, windows.subset(100).length);
        Batch batch = windows.at(windows.subset(4));
        assertEquals(20, batch.inputs()[8]);
    }

    @Test
    void aTextShorterThanTheContextIsNamedWithBothLengths() {
        Windows windows = new Windows(counting(20), 64);
        CorpusException refused = assertThrows(CorpusException.class, () -> windows.random(1, 1));
        assertEquals(
                "the train split of 'counting' has 20 tokens, and training with a context of 64 needs at least 65;"
                        + " type --context 19 or less, or add a longer text",
                refused.getMessage());
        // it can still be evaluated: one window, mostly padding
        assertEquals(1, windows.count());
        assertEquals(19, counted(windows.at(0, 1)));
        assertThrows(CorpusException.class, () -> new Windows(counting(1), 4));
        assertThrows(CorpusException.class, () -> new Windows(counting(9), 0));
    }

    @Test
    void whatIsNotAWindowIsRefused() {
        Windows windows = new Windows(counting(9), 4);
        assertThrows(IndexOutOfBoundsException.class, () -> windows.at(2, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> windows.at(new long[] {-1}));
        assertThrows(IllegalArgumentException.class, () -> windows.subset(0));
        assertThrows(IllegalArgumentException.class, () -> new Batch(1, 2, new int[2], new int[3]));
    }
}
