package understudy.repl.views;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.BitSet;
import org.junit.jupiter.api.Test;

class ActColumnTest {
    private static BitSet bits(int... set) {
        BitSet bits = new BitSet();
        for (int bit : set) {
            bits.set(bit);
        }
        return bits;
    }

    @Test
    void whatBothHaveIsNotMarked() {
        assertEquals(bits(), ActColumn.differing(new int[] {1, 2, 3}, new int[] {1, 2, 3}));
        assertEquals(bits(1), ActColumn.differing(new int[] {1, 2, 3}, new int[] {1, 9, 2, 3}));
        assertEquals(bits(1, 2), ActColumn.differing(new int[] {1, 5, 3}, new int[] {1, 7, 8, 3}));
        assertEquals(bits(0, 1), ActColumn.differing(new int[] {}, new int[] {4, 4}));
    }
}
