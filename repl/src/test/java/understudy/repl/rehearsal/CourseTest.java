package understudy.repl.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import understudy.checkpoints.CheckpointCard;
import understudy.repl.Mistake;

final class CourseTest {
    private static final OptionalLong NONE = OptionalLong.empty();

    private static Standing at(long step, long cycleStart, long horizon) {
        Standing fresh = Standing.fresh(Troupe.recipe());
        return new Standing(
                fresh.recipe(),
                new CheckpointCard.Progress(step, horizon, cycleStart, 0),
                fresh.train(),
                fresh.validation(),
                fresh.best(),
                0,
                fresh.beside());
    }

    private static Course course(Standing standing, long steps, OptionalLong horizon) {
        return Course.of(standing, OptionalLong.of(steps), 2000, horizon);
    }

    @Test
    void theFirstRunFixesTheHorizon() {
        Course course = course(at(0, 0, 0), 500, NONE);
        assertEquals(500, course.horizon());
        assertFalse(course.endsAt(499));
        assertTrue(course.endsAt(500));
        assertEquals(1000, course(at(0, 0, 0), 500, OptionalLong.of(1000)).horizon());
    }

    @Test
    void laterRunsKeepIt() {
        Course course = course(at(500, 0, 1000), 500, NONE);
        assertEquals(0, course.cycleStart());
        assertEquals(1000, course.horizon());
        assertFalse(course.passesHorizon());
        assertEquals(1000, course(at(500, 0, 1000), 500, OptionalLong.of(1000)).horizon(), "asked again");
    }

    @Test
    void goingPastItBeginsANewCycleThere() {
        Course course = course(at(800, 0, 1000), 500, NONE);
        assertTrue(course.passesHorizon());
        assertFalse(course.cycle(999));
        assertTrue(course.cycle(1000));
        assertEquals(1000, course.cycleStart());
        assertEquals(1300, course.horizon());
        assertFalse(course.cycle(1001));
    }

    @Test
    void goingOnFromItsEndBeginsANewCycleAtOnce() {
        Course course = course(at(1000, 0, 1000), 500, NONE);
        assertEquals(1000, course.cycleStart());
        assertEquals(1500, course.horizon());
        Course longer = course(at(1000, 0, 1000), 500, OptionalLong.of(3000));
        assertEquals(1000, longer.cycleStart());
        assertEquals(3000, longer.horizon());
    }

    @Test
    void anotherHorizonInTheSameCycle() {
        Course course = course(at(500, 0, 1000), 500, OptionalLong.of(2000));
        assertEquals(0, course.cycleStart());
        assertEquals(2000, course.horizon());
        assertThrows(Mistake.class, () -> course(at(500, 0, 1000), 500, OptionalLong.of(500)));
    }

    @Test
    void timeBecomesStepsWhereItFixesTheSchedule() {
        Course course = Course.of(at(0, 0, 0), NONE, 2000, NONE);
        assertTrue(course.open());
        assertEquals(2000, course.horizon(), "until it is measured");
        assertTrue(course.measured(20, 380));
        assertEquals(400, course.horizon());
        assertTrue(course.endsAt(400));
        Course within = Course.of(at(400, 0, 1000), NONE, 2000, NONE);
        assertFalse(within.measured(420, 100), "the schedule is fixed already");
        assertEquals(1000, within.horizon());
        assertFalse(within.endsAt(520), "the clock ends it");
        assertEquals(520, within.expected());
    }
}
