package understudy.repl.rehearsal;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import understudy.models.Knob;

/**
 * A model that is to begin with another one's parameters and tokenizer, at step 0 and with a fresh optimizer.
 *
 * @param name what it is to be called
 * @param corpus what it is to learn; empty for what its parent learns
 * @param seed decides order of texts and dropout
 * @param knobs turned from those that its parent was trained with
 */
public record Fork(String name, Optional<String> corpus, long seed, Map<Knob, String> knobs) {
    public Fork {
        knobs = Collections.unmodifiableMap(new LinkedHashMap<>(knobs));
    }
}
