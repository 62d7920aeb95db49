package understudy.repl.rehearsal;

import understudy.models.Architecture;
import understudy.models.Knob;
import understudy.models.LanguageModel;
import understudy.models.Memory;
import understudy.models.Recipe;
import understudy.repl.Figures;
import understudy.repl.Mistake;

/**
 * Whether a network can be trained by a recipe here: it has what is to learn, and there is memory for a step, as far as that can be told. An operating system that is asked for
 * too much ends the whole process, so it is better not asked.
 */
final class Appetite {
    /** Numbers that a block keeps for each token and unit of width until the gradient has come back: fewer than it really keeps. */
    private static final int KEPT = 14;
    /** Token ids of a step wait on both sides of the engine. */
    private static final int BYTES_PER_ID = 32;

    private Appetite() {}

    /**
     * @throws Mistake if a step of this recipe cannot fit into memory
     * @throws understudy.models.ModelException if the network lacks what is to learn
     */
    static void check(LanguageModel model, Recipe recipe) {
        model.learnt(recipe);
        Architecture architecture = model.architecture();
        long rows = recipe.count(Knob.BATCH);
        long accumulate = recipe.count(Knob.ACCUMULATE);
        double each = (double) rows * architecture.context();
        double all = each * accumulate;
        if (all > Integer.MAX_VALUE) {
            throw new Mistake("A step of " + Figures.count(rows) + " x " + Figures.count(accumulate)
                    + " sequences is too large: expected at most " + Figures.count(Integer.MAX_VALUE)
                    + " tokens; found " + Figures.count((long) all) + ". Choose a smaller --batch.");
        }
        double bytes =
                all * BYTES_PER_ID + recipe.predictions() / accumulate * Float.BYTES * numbersPerToken(architecture);
        long free = Memory.available();
        if (!model.device().kind().equals("cuda") && bytes > free) {
            throw new Mistake("A step of " + Figures.count(rows) + " sequences needs at least "
                    + Figures.bytes((long) bytes) + " of memory; " + Figures.bytes(free)
                    + " are free. Try a smaller --batch, with --accumulate for the same effect.");
        }
    }

    private static double numbersPerToken(Architecture architecture) {
        double layers = architecture.config().get("layers") instanceof Number n ? n.doubleValue() : 0;
        double width = architecture.config().get("width") instanceof Number n ? n.doubleValue() : 0;
        return KEPT * layers * width + 2.0 * architecture.vocabulary();
    }
}
