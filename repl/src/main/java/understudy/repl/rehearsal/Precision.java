package understudy.repl.rehearsal;

import understudy.models.Knob;
import understudy.models.Recipe;

/** The precision that a recipe trains in, for a person. */
public final class Precision {
    private Precision() {}

    /** {@code fp32} or {@code bf16}; what was never settled trains in fp32. */
    public static String of(Recipe recipe) {
        String word = recipe.word(Knob.PRECISION);
        return word.equals("auto") ? "fp32" : word;
    }
}
