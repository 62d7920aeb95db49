package understudy.repl.rehearsal;

import java.util.OptionalDouble;
import understudy.models.Knob;
import understudy.models.Recipe;
import understudy.repl.Figures;

/** What to try when a run goes wrong. */
final class Advice {
    private Advice() {}

    /** One line for numbers that are no longer numbers. */
    static String notFinite(Player player, String what, double value, OptionalDouble rate) {
        Recipe recipe = player.standing().recipe();
        String at = rate.isPresent() ? " at rate " + Figures.rate(rate.getAsDouble()) : "";
        StringBuilder line = new StringBuilder("The " + what + " of " + player.name() + " became "
                + (Double.isNaN(value) ? "NaN" : "infinite") + " at step " + Figures.count(player.step() + 1) + at
                + ". Its last good checkpoint stays and is used from here on; try `train " + player.name());
        line.append(" --rate ").append(Figures.rate(recipe.number(Knob.RATE) / 3));
        if (recipe.word(Knob.OPTIMIZER).equals("muon")) {
            line.append(" --matrix-rate ").append(Figures.rate(recipe.number(Knob.MATRIX_RATE) / 3));
        }
        line.append("`");
        if (recipe.number(Knob.CLIP) == 0) {
            line.append(", --clip 1");
        }
        if (recipe.count(Knob.WARM_UP) < 100) {
            line.append(", --warm-up 100");
        }
        return line.append(".").toString();
    }
}
