package understudy.repl.bench;

import understudy.models.Architecture;
import understudy.models.Knob;
import understudy.models.Recipe;

/**
 * Floating-point operations of a network, counted as the literature counts them (Chowdhery et al. 2022, appendix B): two for each weight of a matrix and token, and those of
 * attention; norms, activations and the optimizer are not counted.
 */
final class Work {
    private final double weights;
    private final double width;
    private final double layers;
    private final double context;

    Work(Recipe recipe, Architecture architecture) {
        width = recipe.count(Knob.WIDTH);
        layers = recipe.count(Knob.LAYERS);
        context = recipe.count(Knob.CONTEXT);
        boolean tied = recipe.text(Knob.TIED).equals("true");
        boolean learned = recipe.word(Knob.POSITIONS).equals("learned");
        // Tables that are only looked up do no arithmetic; a tied one is the head as well.
        weights = architecture.parameters()
                - (tied ? 0 : width * architecture.vocabulary())
                - (learned ? width * context : 0);
    }

    /** Forward and backward, for one token of a full context. */
    double training() {
        return 3 * (2 * weights + 4 * layers * width * context);
    }

    /** Saying one token with half a context behind it, the mean over a long text. */
    double speaking() {
        return 2 * weights + 4 * layers * width * context / 2;
    }
}
