package understudy.models;

import java.util.Locale;

/**
 * The numbers that steer one training step. They are arguments of the traced program, so that any of them can change
 * between two steps.
 *
 * @param rate the learning rate; with Muon AdamW's
 * @param matrixRate Muon's
 * @param momentum Muon's or SGD's
 * @param beta1 AdamW's decay of the first moment
 * @param beta2 and of the second; RMSprop's of the mean square
 * @param decay weight decay
 * @param clip largest global gradient norm; 0 for no limit
 * @param clipValue largest size of any one number of a gradient; 0 for no limit
 * @param dropout share of activations dropped
 */
public record Hyperparameters(
        double rate,
        double matrixRate,
        double momentum,
        double beta1,
        double beta2,
        double decay,
        double clip,
        double clipValue,
        double dropout) {

    private static final double FIRST_MOMENTUM = .85;
    private static final long MOMENTUM_STEPS = 300;

    /**
     * What a recipe says for one step.
     *
     * @param step steps the model has done before
     * @param cycle the step at which the schedule's present cycle began
     * @param horizon how many steps that cycle has
     * @param epoch steps in a pass over the text
     */
    public static Hyperparameters at(Recipe recipe, long step, long cycle, long horizon, double epoch) {
        Schedule.Shape shape = new Schedule.Shape(
                recipe.count(Knob.WARM_UP),
                recipe.number(Knob.HOLD),
                recipe.number(Knob.FLOOR),
                new Schedule.Drops(
                        recipe.number(Knob.DROP), recipe.counts(Knob.DROP_AT), recipe.count(Knob.DROP_AFTER)));
        double factor = Schedule.valueOf(recipe.word(Knob.SCHEDULE).toUpperCase(Locale.ROOT))
                .factor(step - cycle, horizon, epoch, shape);
        double momentum = recipe.number(Knob.MOMENTUM);
        double first = recipe.word(Knob.OPTIMIZER).equals("muon") ? Math.min(FIRST_MOMENTUM, momentum) : momentum;
        return new Hyperparameters(
                factor * recipe.number(Knob.RATE),
                factor * recipe.number(Knob.MATRIX_RATE),
                first + (momentum - first) * Math.min(1, (double) step / MOMENTUM_STEPS),
                recipe.number(Knob.BETA1),
                recipe.number(Knob.BETA2),
                recipe.number(Knob.DECAY),
                recipe.number(Knob.CLIP),
                recipe.number(Knob.CLIP_VALUE),
                recipe.number(Knob.DROPOUT));
    }

    /**
     * As the program takes them: {@link #VARIABLES} names them in this order; the last is the number of this step, from
     * 1.
     */
    float[] values(long number) {
        return new float[] {
            (float) rate,
            (float) matrixRate,
            (float) momentum,
            (float) beta1,
            (float) beta2,
            (float) decay,
            (float) clip,
            (float) clipValue,
            (float) dropout,
            number
        };
    }

    private static final String[] VARIABLES = {
        "rate", "matrix_rate", "momentum", "beta1", "beta2", "decay", "clip", "clip_value", "dropout"
    };

    /**
     * Writes the lines that read the hyperparameters into float variables, and the step's number into the tensor
     * {@code number}.
     */
    static void bind(Trace trace) {
        Tensor hyperparameters = trace.input("hyperparameters");
        for (int i = 0; i < VARIABLES.length; i++) {
            trace.header(VARIABLES[i] + " = torch.Float(torch.select(" + hyperparameters + ", 0, " + i + "))");
        }
        trace.header("number = torch.to(torch.select(" + hyperparameters + ", 0, " + VARIABLES.length
                + "), ops.prim.device(inputs))");
    }
}
