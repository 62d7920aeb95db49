package understudy.repl.rehearsal;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import understudy.checkpoints.JournalEvent;
import understudy.models.Knob;
import understudy.models.Recipe;
import understudy.repl.Figures;
import understudy.repl.Mistake;

/**
 * A knob that was turned.
 *
 * @param from its value before, as a person types it
 * @param to its value now
 * @param firstStep the first step with it, counted from 1
 */
public record Change(Knob knob, String from, String to, long firstStep) {

    /**
     * A recipe with knobs turned.
     *
     * @throws Mistake if one of them cannot be turned any more
     * @throws understudy.models.ModelException if a value does not fit
     */
    static Recipe turned(String model, Standing standing, Map<Knob, String> knobs) {
        Recipe recipe = standing.recipe();
        for (Map.Entry<Knob, String> entry : knobs.entrySet()) {
            Knob knob = entry.getKey();
            Recipe turned = recipe.with(knob.word(), entry.getValue());
            boolean same = turned.text(knob).equals(recipe.text(knob));
            if (!same && knob.stage() == Knob.Stage.NETWORK) {
                throw new Mistake(knob.word() + " is fixed when a model is built: expected " + recipe.text(knob)
                        + "; found " + turned.text(knob) + ". `new NAME --" + knob.word() + " " + turned.text(knob)
                        + "` builds another.");
            }
            if (!same && knob.stage() == Knob.Stage.RUN && standing.step() > 0 && !decided(knob, standing, turned)) {
                throw new Mistake(knob.word() + " is fixed from a model's first step on: expected "
                        + recipe.text(knob) + ", which " + model + " has; found " + turned.text(knob)
                        + ". `rewind " + model + "@0` goes back to the beginning.");
            }
            recipe = decided(knob, standing, turned) ? recipe : turned;
        }
        recipe.requireMeaning(knobs.keySet());
        return recipe;
    }

    /** Whether asking for {@code auto} asks for what was decided at the first step. */
    private static boolean decided(Knob knob, Standing standing, Recipe asked) {
        return standing.step() > 0
                && knob.stage() == Knob.Stage.RUN
                && asked.text(knob).equals("auto");
    }

    /** Whether a trainer made for one recipe is of no use for another. */
    static boolean asksForAnotherTrainer(Recipe before, Recipe after) {
        return Arrays.stream(Knob.values())
                .filter(knob -> knob.stage() == Knob.Stage.RUN)
                .anyMatch(knob -> !before.text(knob).equals(after.text(knob)));
    }

    /** What differs between two recipes, for the journal: knob by knob. */
    static Map<String, Object> between(Recipe before, Recipe after) {
        Map<String, Object> changes = new LinkedHashMap<>();
        for (Knob knob : Knob.values()) {
            if (!before.text(knob).equals(after.text(knob))) {
                changes.put(knob.word(), after.text(knob));
            }
        }
        return changes;
    }

    JournalEvent event() {
        return new JournalEvent(firstStep - 1, Events.SET, Map.of("knob", knob.word(), "from", from, "to", to));
    }

    /** A knob's value as a person reads it: rates in one notation, {@code 3.0e-3}, where that says all of it. */
    public static String shown(Knob knob, String value) {
        if (knob != Knob.RATE && knob != Knob.MATRIX_RATE) {
            return value;
        }
        double rate = Double.parseDouble(value);
        String short2 = Figures.rate(rate);
        return Double.parseDouble(short2) == rate ? short2 : value;
    }

    /** {@code rate 3.0e-3 → 1.0e-3 from step 1,214}. */
    public String line() {
        return knob.word() + " " + shown(knob, from)
                + (from.equals(to) ? " stays" : " → " + shown(knob, to) + " from step " + Figures.count(firstStep));
    }
}
