package understudy.models;

import java.util.List;
import java.util.Map;

/**
 * How gradients become new parameters, written into the training program.
 *
 * <p>Adding one means one record that implements this interface, its word in {@link #of} and in
 * {@link Knob#OPTIMIZER}, and at the knobs that are its own.
 */
sealed interface Optimizer permits AdamW, Muon, Sgd, Adagrad, RmsProp {

    /**
     * The names of the buffers, each of the group's size and zero at first, that it keeps for a group. The program
     * takes each as a list of views.
     */
    List<String> slots(Group group);

    /**
     * Writes the update, in which {@code scale} is the tensor by which gradients are to be divided (clipping) and
     * {@code number} the number of this update.
     *
     * @param gradients for each group the variables of its parameters' gradients, in the order of their places
     */
    void trace(Trace trace, Layout layout, Map<Group, List<String>> gradients);

    static Optimizer of(Recipe recipe) {
        String word = recipe.word(Knob.OPTIMIZER);
        return switch (word) {
            case "adamw" -> new AdamW();
            case "muon" -> new Muon(recipe.word(Knob.MUON_PRECISION).equals("bf16"));
            case "sgd" -> new Sgd(recipe.truth(Knob.NESTEROV));
            case "adagrad" -> new Adagrad();
            case "rmsprop" -> new RmsProp();
            default ->
                throw new ModelException("--optimizer: expected one of " + String.join(", ", Knob.OPTIMIZER.choices())
                        + "; found \"" + word + "\".");
        };
    }
}
