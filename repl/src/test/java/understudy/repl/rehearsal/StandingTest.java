package understudy.repl.rehearsal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What a run remembers of its numbers. */
final class StandingTest {
    @Test
    void theTrainingLossIsAMeanThatForgets() {
        Standing standing = Standing.fresh(Troupe.recipe());
        for (double loss : new double[] {4, 3, 2}) {
            standing = standing.stepped(loss, 32);
        }
        assertEquals(3, standing.train().orElseThrow(), 1e-12, "at first the plain mean");
        for (int i = 0; i < 500; i++) {
            standing = standing.stepped(1, 32);
        }
        assertEquals(1, standing.train().orElseThrow(), 1e-5);
        assertEquals(503 * 32, standing.progress().tokens());
    }

    @Test
    void aCheckpointHoldsTheValidationLossOfItsOwnStepOnly() {
        Standing standing = Standing.fresh(Troupe.recipe()).stepped(3, 1).evaluated(2.5, OptionalDouble.empty());
        assertEquals(2.5, standing.losses().validation().orElseThrow());
        Standing later = standing.stepped(3, 1);
        assertTrue(later.losses().validation().isEmpty());
        assertEquals(2.5, later.validation().orElseThrow().loss());
        assertEquals(1, later.losses().bestStep().orElseThrow());
        Standing worse = later.evaluated(2.6, OptionalDouble.empty());
        assertEquals(2.5, worse.losses().best().orElseThrow());
        assertEquals(2.6, worse.losses().validation().orElseThrow());
    }

    @Test
    void patienceRunsOutEvaluationByEvaluation() {
        Standing standing = Standing.fresh(Troupe.recipe())
                .evaluated(2, OptionalDouble.empty())
                .evaluated(2, OptionalDouble.empty())
                .evaluated(3, OptionalDouble.empty());
        assertEquals(2, standing.stale(), "the same loss is no new best");
        assertEquals(2, standing.stepped(1, 1).patient(3).stale());
        assertEquals(0, standing.patient(2).stale());
        assertEquals(0, standing.evaluated(1, OptionalDouble.empty()).stale());
    }

    @Test
    void theMedianIsOfTheLastSteps() {
        Pace pace = new Pace();
        assertTrue(Double.isNaN(pace.median()));
        pace.add(3_000_000_000L);
        pace.add(1_000_000_000L);
        assertEquals(2, pace.median());
        pace.add(7_000_000_000L);
        assertEquals(3, pace.median());
        for (int i = 0; i < 600; i++) {
            pace.add(5_000_000_000L);
        }
        assertEquals(5, pace.median());
        assertEquals(603, pace.count());
    }

    @Test
    void aCurveOfAnyLengthStaysSmall() {
        Curve curve = new Curve();
        for (double value : new double[] {1, 2, 3}) {
            curve.add(value);
        }
        assertArrayEquals(new double[] {1, 2, 3}, curve.points());
        for (int i = 0; i < 100_000; i++) {
            curve.add(7);
        }
        double[] points = curve.points();
        assertTrue(points.length > 64 && points.length <= 256, "found " + points.length);
        assertEquals(7, points[points.length - 1]);
        assertTrue(points[0] < 7, "the beginning is still there");
    }
}
