package understudy.repl.judging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TallyTest {
    @Test
    void wilsonsIntervalIsThatOfTheTables() {
        List<Double> scores = new ArrayList<>(Collections.nCopies(8, 100.0));
        scores.addAll(Collections.nCopies(2, 0.0));
        Tally tally = Tally.ofRight(scores);
        assertEquals(80, tally.mean(), 1e-9);
        assertEquals(49.02, tally.low(), .01); // 8 of 10: .4902 to .9433
        assertEquals(94.33, tally.high(), .01);
        Tally none = Tally.ofRight(Collections.nCopies(20, 0.0));
        assertEquals(0, none.low(), 1e-9);
        assertEquals(16.11, none.high(), .01); // 0 of 20: 0 to .1611
    }

    @Test
    void scoresHaveTheIntervalOfTheirMean() {
        Tally tally = Tally.ofScores(List.of(40.0, 60.0, 50.0, 50.0));
        assertEquals(50, tally.mean(), 1e-9);
        assertEquals(50 - 1.959964 * Math.sqrt(200.0 / 3 / 4), tally.low(), 1e-6);
        assertEquals(0, Tally.ofScores(List.of(30.0)).low(), "of one score nothing is known");
    }
}
