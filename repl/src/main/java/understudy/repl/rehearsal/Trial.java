package understudy.repl.rehearsal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How one cell of a sweep came out.
 *
 * @param cell its number
 * @param model what its model is called
 * @param parameters how many it has; 0 where it could not be built
 * @param best lowest validation loss, nats per token
 * @param bestStep where that was
 * @param last the validation loss at the end
 * @param train the running mean of the training loss at the end
 * @param seconds spent training it, in the process that finished it
 * @param trouble why it failed; empty if it did not
 */
public record Trial(
        int cell,
        String model,
        long parameters,
        OptionalDouble best,
        long bestStep,
        OptionalDouble last,
        OptionalDouble train,
        double seconds,
        String trouble) {

    static Trial failed(int cell, String model, String trouble) {
        return new Trial(
                cell, model, 0, OptionalDouble.empty(), 0, OptionalDouble.empty(), OptionalDouble.empty(), 0, trouble);
    }

    public boolean failed() {
        return !trouble.isEmpty();
    }

    /** The fields by which it is stored and told. */
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("cell", (long) cell);
        facts.put("model", model);
        facts.put("parameters", parameters);
        best.ifPresent(loss -> facts.put("best_loss", loss));
        facts.put("best_step", bestStep);
        last.ifPresent(loss -> facts.put("validation_loss", loss));
        train.ifPresent(loss -> facts.put("train_loss", loss));
        facts.put("seconds", seconds);
        if (failed()) {
            facts.put("trouble", trouble);
        }
        return facts;
    }

    static Trial of(Map<String, Object> facts) {
        return new Trial(
                (int) number(facts, "cell").orElse(0),
                String.valueOf(facts.get("model")),
                (long) number(facts, "parameters").orElse(0),
                number(facts, "best_loss"),
                (long) number(facts, "best_step").orElse(0),
                number(facts, "validation_loss"),
                number(facts, "train_loss"),
                number(facts, "seconds").orElse(0),
                facts.get("trouble") instanceof String trouble ? trouble : "");
    }

    private static OptionalDouble number(Map<String, Object> facts, String name) {
        return facts.get(name) instanceof Number number
                ? OptionalDouble.of(number.doubleValue())
                : OptionalDouble.empty();
    }
}
