package understudy.repl.speech;

import java.util.List;
import understudy.models.Sampling;

/**
 * What decides a text, together with the model.
 *
 * @param prompt what the model reads first; empty for the text's own start
 * @param tokens how many it may say, in each row
 * @param rows how many continuations, each from its own part of the seed
 * @param stops texts that end a row; never part of it
 */
public record Cue(String prompt, int tokens, int rows, List<String> stops, Sampling sampling, long seed) {
    public Cue {
        if (tokens < 0 || rows < 1) {
            throw new IllegalArgumentException(
                    "expected 0 tokens or more and at least one row, found " + tokens + " and " + rows);
        }
        stops = List.copyOf(stops);
    }

    /** One row of a length. */
    public static Cue of(String prompt, int tokens, Sampling sampling, long seed) {
        return new Cue(prompt, tokens, 1, List.of(), sampling, seed);
    }
}
