package understudy.repl.rehearsal;

import java.time.Duration;
import java.util.Optional;

/**
 * A run and the clock: how long its steps and evaluations take, when its time is up, and, once that is known, how many steps the time makes. Used by the run's thread.
 */
final class Timing {
    private final Stopwatch watch = new Stopwatch(System::nanoTime);
    private final Pace pace = new Pace();
    private final Optional<Duration> limit;
    private final Course course;
    private final Rhythm rhythm;
    private double evaluationSeconds;
    private boolean reckoned;
    private boolean fixed;

    /** @param limit time that the run may take */
    Timing(Optional<Duration> limit, Course course, Rhythm rhythm) {
        this.limit = limit;
        this.course = course;
        this.rhythm = rhythm;
    }

    /** Nanoseconds of a clock that goes on in pauses. */
    long now() {
        return watch.now();
    }

    /** Spent so far, pauses not counted. */
    double seconds() {
        return watch.seconds();
    }

    void pause() {
        watch.pause();
    }

    void resume() {
        watch.resume();
    }

    /** @param begun {@link #now()} at its beginning */
    void step(long begun) {
        pace.add(now() - begun);
    }

    /** @param begun {@link #now()} at its beginning */
    void evaluation(long begun) {
        evaluationSeconds = (now() - begun) / 1e9;
    }

    /** Seconds a step, NaN before the first. */
    double median() {
        return pace.median();
    }

    /** Why a run ends at the step where its course does: its time was turned into steps, or it had steps from the beginning. */
    Ending end() {
        return fixed ? Ending.TIME : Ending.STEPS;
    }

    /** Whether the clock says that the run ends here. */
    boolean up() {
        return limit.isPresent() && !fixed && seconds() >= total();
    }

    /**
     * Turns what is left of the time into steps, once, as soon as enough steps are measured.
     *
     * @return whether that moved the end of the schedule
     */
    boolean reckon(Standing standing) {
        if (limit.isEmpty() || !course.open() || reckoned || !enough()) {
            return false;
        }
        reckoned = true;
        fixed = course.measured(standing.step(), (long) ((total() - seconds()) / perStep(standing)));
        return fixed;
    }

    /** Whether enough steps are measured to turn time into steps; fewer must do where the time would be over before. */
    private boolean enough() {
        long missing = Course.MEASURED - pace.count();
        double then = seconds() + missing * pace.median();
        return missing <= 0 || (pace.count() >= Course.FEWEST && then >= total());
    }

    /** Until the run ends; only once a step was measured. */
    double secondsLeft(Standing standing) {
        double bySteps = (course.expected() - standing.step()) * perStep(standing);
        return limit.isPresent() && !fixed ? Math.min(total() - seconds(), bySteps) : bySteps;
    }

    /** A step with its share of an evaluation. */
    private double perStep(Standing standing) {
        return pace.median() + evaluationSeconds * rhythm.share(standing.recipe());
    }

    private double total() {
        return limit.orElseThrow().toNanos() / 1e9;
    }
}
