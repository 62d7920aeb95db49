package understudy.repl.speech;

import java.util.List;
import understudy.models.Likeliest;

/**
 * What a model said, token by token, and what else it thought of at each.
 *
 * @param prompt the ids it read first
 * @param said the ids that it said
 * @param glances one for each of those said: probabilities as the model gave them, before temperature and filters
 */
public record Utterance(int[] prompt, int[] said, List<Likeliest> glances) {
    public Utterance {
        if (said.length != glances.size()) {
            throw new IllegalArgumentException(
                    "expected a glance a token, found " + glances.size() + " for " + said.length);
        }
        glances = List.copyOf(glances);
    }

    /** The ids before one of those said. */
    public int[] before(int token) {
        int[] ids = new int[prompt.length + token];
        System.arraycopy(prompt, 0, ids, 0, prompt.length);
        System.arraycopy(said, 0, ids, prompt.length, token);
        return ids;
    }
}
