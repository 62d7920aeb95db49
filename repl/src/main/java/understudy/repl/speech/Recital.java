package understudy.repl.speech;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A performance that is over.
 *
 * @param speeches one for each row
 * @param tokensPerSecond of all rows together, decoding alone: from the first burst on, which also reads the prompt; empty if nothing came after it
 */
public record Recital(List<Speech> speeches, OptionalDouble tokensPerSecond) {
    public Recital {
        speeches = List.copyOf(speeches);
    }

    /** Tokens of all rows. */
    public int tokens() {
        return speeches.stream().mapToInt(Speech::tokens).sum();
    }

    /** Whether the person cut it short. */
    public boolean interrupted() {
        return speeches.stream().anyMatch(speech -> speech.ending() == Ending.INTERRUPTED);
    }
}
