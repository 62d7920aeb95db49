package understudy.repl.rehearsal;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import understudy.models.Knob;
import understudy.models.Lora;

/**
 * A model that is to begin with another one's parameters and tokenizer, at step 0 and with a fresh optimizer.
 *
 * @param name what it is to be called
 * @param corpus what it is to learn; empty for what its parent learns
 * @param template writes out the conversations of that corpus; empty for the usual one
 * @param seed decides order of texts, dropout, and the first values of what its parent has not
 * @param knobs turned from those that its parent was trained with
 * @param making what of its network is not its parent's
 */
public record Fork(
        String name,
        Optional<String> corpus,
        Optional<String> template,
        long seed,
        Map<Knob, String> knobs,
        Making making) {

    /**
     * What of a network is not its parent's.
     *
     * @param lora adapters beside its parent's weights, which then stay as they are
     * @param sorts whether its head tells the labels of texts
     */
    public record Making(Optional<Lora> lora, boolean sorts) {
        /** The parent's network as it is, without adapters. */
        public static final Making NOTHING = new Making(Optional.empty(), false);

        Map<String, Object> facts() {
            Map<String, Object> facts = new LinkedHashMap<>();
            lora.ifPresent(form -> {
                facts.put("lora", form.rank());
                facts.put("lora-alpha", form.alpha());
                facts.put("lora-on", form.on().toString());
            });
            if (sorts) {
                facts.put("head", "classify");
            }
            return facts;
        }
    }

    public Fork {
        knobs = Collections.unmodifiableMap(new LinkedHashMap<>(knobs));
    }
}
