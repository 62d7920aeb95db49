package understudy.repl.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterruptsTest {
    private final List<String> told = new ArrayList<>();
    private long now = 5_000_000_000L;
    private final Interrupts interrupts = new Interrupts(() -> now, told::add, () -> told.add("ended"));

    private void after(double seconds) {
        now += (long) (1e9 * seconds);
        interrupts.heard(() -> told.add("asked"));
    }

    @Test
    void theSecondWaitsForWhatTheFirstSaves() {
        after(0);
        after(.15);
        for (int i = 0; i < 40; i++) { // a key held down
            after(.02);
        }
        assertEquals(42, told.stream().filter("asked"::equals).count());
        assertEquals(42, told.size(), told.toString());
    }

    @Test
    void onlyTheThirdEndsAtOnceAndTheSecondSaysSo() {
        after(0);
        after(1.5);
        assertEquals(3, told.size());
        assertTrue(told.get(2).contains("Ctrl-C once more ends at once"), told.toString());
        after(1.5);
        assertEquals("ended", told.get(4));
    }
}
