package understudy.repl.rehearsal;

import understudy.models.Knob;
import understudy.models.Recipe;

/** Where {@code auto} is turned into a precision: the one place that decides. */
final class Precision {
    private Precision() {}

    /** {@code fp32} or {@code bf16}. */
    static String of(Recipe recipe) {
        String word = recipe.word(Knob.PRECISION);
        // Half precision pays only from some width on, and that is not measured here yet.
        return word.equals("auto") ? "fp32" : word;
    }
}
