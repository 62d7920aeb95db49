package understudy.corpora;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExamplesTest {
    private static final int X = Batch.IGNORED;

    /** The lines 1 2 3, 4 and 5 6 7 8 9, ended by 0. */
    private static Examples lines() {
        return Examples.lines(
                Tokens.of("train split of 'lines'", 1, 2, 3, 0, 4, 0, 5, 6, 7, 8, 9, 0), Offsets.of(0, 4, 6, 12), 0);
    }

    private static int[] row(int[] all, int row, int length) {
        return Arrays.copyOfRange(all, row * length, (row + 1) * length);
    }

    @Test
    void aWindowIsAWholeExampleFromItsStartToItsEndAndTheRestCarriesNoLoss() {
        Windows windows = new Windows(lines(), 8);
        assertEquals(3, windows.count());
        Batch all = windows.at(0, 3);
        assertEquals(8, all.length());
        assertArrayEquals(new int[] {0, 1, 2, 3, 0, 0, 0, 0}, row(all.inputs(), 0, 8));
        assertArrayEquals(new int[] {1, 2, 3, 0, X, X, X, X}, row(all.targets(), 0, 8));
        assertArrayEquals(new int[] {4, 0, X, X, X, X, X, X}, row(all.targets(), 1, 8));
        assertArrayEquals(new int[] {5, 6, 7, 8, 9, 0, X, X}, row(all.targets(), 2, 8));
    }

    @Test
    void rowsAreAsLongAsTheLongestOfThemNeeds() {
        assertEquals(8, new Windows(lines(), 64).at(0, 3).length());
        assertEquals(6, new Windows(lines(), 6).at(0, 3).length());
    }

    @Test
    void anExampleLongerThanTheContextIsCutAndEveryTokenIsCountedOnce() {
        Windows windows = new Windows(lines(), 4);
        assertEquals(4, windows.count());
        Batch all = windows.at(0, 4);
        assertArrayEquals(new int[] {0, 5, 6, 7}, row(all.inputs(), 2, 4));
        assertArrayEquals(new int[] {5, 6, 7, 8}, row(all.targets(), 2, 4));
        assertArrayEquals(new int[] {8, 9}, Arrays.copyOf(row(all.inputs(), 3, 4), 2));
        assertArrayEquals(new int[] {9, 0, X, X}, row(all.targets(), 3, 4));
        assertEquals(
                lines().predictions(),
                IntStream.of(all.targets()).filter(t -> t != X).count());
    }

    @Test
    void everyExampleIsDrawnEquallyOftenWhateverItsLength() {
        Windows windows = new Windows(lines(), 8);
        Map<Integer, Integer> drawn = new HashMap<>();
        for (int seed = 0; seed < 3000; seed++) {
            Batch batch = windows.random(4, seed);
            for (int row = 0; row < 4; row++) {
                drawn.merge(batch.targets()[row * batch.length()], 1, Integer::sum);
            }
        }
        assertEquals(3, drawn.size());
        drawn.values().forEach(times -> assertTrue(times > 3600 && times < 4400, drawn.toString()));
        assertArrayEquals(windows.random(4, 7).inputs(), windows.random(4, 7).inputs());
    }

    @Test
    void aMomentIsReadAcrossNoBoundary() {
        Windows moments = new Windows(lines(), 3).everyMoment();
        assertEquals(12, moments.count());
        Batch all = moments.at(0, 12);
        assertArrayEquals(new int[] {0, 0, 0}, row(all.inputs(), 0, 3));
        assertArrayEquals(new int[] {X, X, 1}, row(all.targets(), 0, 3));
        assertArrayEquals(new int[] {1, 2, 3}, row(all.inputs(), 3, 3));
        assertArrayEquals(new int[] {0, 0, 0}, row(all.inputs(), 4, 3));
        assertArrayEquals(new int[] {X, X, 4}, row(all.targets(), 4, 3));
        assertArrayEquals(new int[] {0, 0, 5}, row(all.inputs(), 7, 3));
        assertArrayEquals(new int[] {7, 8, 9}, row(all.inputs(), 11, 3));
        assertArrayEquals(new int[] {X, X, 0}, row(all.targets(), 11, 3));
    }

    @Test
    void streamsReadOneExampleAfterTheOther() {
        Chunk chunk = new Windows(lines(), 8).stream(2, 1);
        assertTrue(chunk.startsOver());
        assertEquals(5, chunk.batch().targets()[0]);
        assertEquals(1, chunk.batch().targets()[8]);
    }

    @Test
    void whatIsGatheredSaysItselfWhereLossFallsAndLosesItsBeginningWhenItIsTooLong() {
        Examples.Gathering gathering = new Examples.Gathering("train split of 'talks'", 4);
        gathering.add(new int[] {1, 2, 3}, new boolean[] {false, false, true});
        gathering.add(new int[] {4, 5, 6, 7, 8, 9, 10}, new boolean[] {false, false, false, true, true, false, true});
        gathering.add(new int[] {1, 2}, new boolean[] {true, false});
        assertEquals(1, gathering.truncated());
        assertEquals(1, gathering.silent());
        Examples examples = gathering.examples();
        assertEquals(2, examples.count());
        assertEquals(4, examples.predictions());
        assertArrayEquals(new int[] {6, 7, 8, 9, 10}, examples.ids(1));
        assertFalse(examples.carriesLoss(1, 0));
        Batch all = new Windows(examples, 4).at(0, 2);
        assertArrayEquals(new int[] {X, 3, X, X, 7, 8, X, 10}, all.targets());
        Batch moment = new Windows(examples, 4).everyMoment().at(1, 1);
        assertArrayEquals(new int[] {6, 6, 6, 6}, moment.inputs());
        assertArrayEquals(new int[] {X, X, X, 7}, moment.targets());
    }

    @Test
    void noExamplesAreRefused() {
        String message = assertThrows(
                        CorpusException.class, () -> new Examples.Gathering("test split of 'x'", 4).examples())
                .getMessage();
        assertTrue(message.startsWith("the test split of 'x' has no examples"), message);
    }
}
