package understudy.repl.rehearsal;

import java.util.Optional;
import java.util.OptionalLong;
import understudy.models.Knob;
import understudy.models.Recipe;

/**
 * At which steps of a run the validation loss is measured, and on how much: as its knobs say, or as its plan does, which ends with it. On the run's thread.
 *
 * @param asked what the plan says
 * @param course where the run goes
 * @param from the step at which it begins
 */
record Rhythm(Optional<Plan.Reviews> asked, Course course, long from) {
    /** Whether a step is one of those; the last one is in any case. */
    boolean due(Recipe recipe, long step) {
        return course.endsAt(step) || left(recipe, step).equals(OptionalLong.of(0));
    }

    /** Steps from this one to the next of those, the run's last at the latest; empty while it is not known. */
    OptionalLong next(Recipe recipe, long step) {
        OptionalLong left = left(recipe, step);
        if (left.isEmpty()) {
            return left;
        }
        long next = left.getAsLong() == 0 ? every(recipe).getAsLong() : left.getAsLong();
        return OptionalLong.of(Math.min(next, Math.max(0, course.expected() - step)));
    }

    /** How many windows are measured. */
    long windows(Recipe recipe) {
        return asked.map(Plan.Reviews::windows).orElseGet(() -> recipe.count(Knob.EVAL_WINDOWS));
    }

    /** The share of each step in an evaluation, as far as it is known. */
    double share(Recipe recipe) {
        OptionalLong every = every(recipe);
        return every.isPresent() ? 1.0 / every.getAsLong() : 0;
    }

    private OptionalLong left(Recipe recipe, long step) {
        OptionalLong every = every(recipe);
        long past = asked.isPresent() ? step - from : step;
        return every.isEmpty() ? every : OptionalLong.of(Math.floorMod(-past, every.getAsLong()));
    }

    private OptionalLong every(Recipe recipe) {
        if (asked.isEmpty()) {
            return OptionalLong.of(recipe.count(Knob.EVAL_EVERY));
        }
        if (course.open()) {
            return OptionalLong.empty(); // the clock alone says when the run ends
        }
        long parts = asked.get().times();
        return OptionalLong.of(Math.max(1, (course.expected() - from + parts - 1) / parts));
    }
}
