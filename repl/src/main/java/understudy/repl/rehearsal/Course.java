package understudy.repl.rehearsal;

import java.util.OptionalLong;
import understudy.repl.Figures;
import understudy.repl.Mistake;

/**
 * Where a run goes: the step at which it ends, and the cycle of the schedule that each step belongs to. Steps are counted from the model's first. Used by one thread.
 *
 * <p>The first run of a model fixes the schedule's horizon. A run that goes past the horizon starts a new cycle there, which ends with the run.
 */
final class Course {
    /** So many steps are measured before a time is turned into steps. */
    static final int MEASURED = 20;
    /** The first ones are slower than the rest. */
    static final int FEWEST = 3;

    private OptionalLong end;
    private long expected;
    private boolean fixes;
    private long cycleStart;
    private long horizon;

    private Course(OptionalLong end, long expected, boolean fixes, long cycleStart, long horizon) {
        this.end = end;
        this.expected = expected;
        this.fixes = fixes;
        this.cycleStart = cycleStart;
        this.horizon = horizon;
    }

    /**
     * @param steps how many more, empty where only time or loss end the run
     * @param usual how many to expect then
     * @param asked the horizon asked for
     * @throws Mistake if that lies behind
     */
    static Course of(Standing standing, OptionalLong steps, long usual, OptionalLong asked) {
        long at = standing.step();
        long expected = at + steps.orElse(usual);
        OptionalLong end = steps.isPresent() ? OptionalLong.of(expected) : OptionalLong.empty();
        long before = standing.progress().horizon();
        boolean begins = before <= at; // never trained, or its cycle is over
        if (asked.isPresent() && asked.getAsLong() <= at) {
            throw new Mistake("--horizon: expected a step after " + Figures.count(at) + ", where the model is; found "
                    + Figures.count(asked.getAsLong()) + ".");
        }
        long cycleStart = begins ? at : standing.progress().cycleStart();
        long horizon = asked.orElse(begins ? expected : before);
        return new Course(end, expected, begins && asked.isEmpty() && end.isEmpty(), cycleStart, horizon);
    }

    /** Whether the run ends at this step. */
    boolean endsAt(long step) {
        return end.isPresent() && step >= end.getAsLong();
    }

    /** Whether time is still to be turned into steps, or only the clock says when the run ends. */
    boolean open() {
        return end.isEmpty();
    }

    /** The step at which it ends, as far as is known now. */
    long expected() {
        return expected;
    }

    /**
     * Says how many more steps the time will last. If no horizon was set yet, this sets it, and with it the end.
     *
     * @return whether the schedule changed
     */
    boolean measured(long step, long more) {
        expected = step + Math.max(1, more);
        if (!fixes) {
            return false;
        }
        fixes = false;
        end = OptionalLong.of(expected);
        horizon = expected;
        return true;
    }

    /**
     * Begins a new cycle where the last one is over and the run goes on.
     *
     * @return whether one began
     */
    boolean cycle(long step) {
        if (step < horizon) {
            return false;
        }
        cycleStart = step;
        horizon = Math.max(step + 1, expected);
        return true;
    }

    long cycleStart() {
        return cycleStart;
    }

    long horizon() {
        return horizon;
    }

    /** Whether it will go past the present horizon. */
    boolean passesHorizon() {
        return end.isPresent() && end.getAsLong() > horizon;
    }
}
