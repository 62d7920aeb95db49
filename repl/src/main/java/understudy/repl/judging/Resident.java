package understudy.repl.judging;

import java.util.function.LongFunction;
import java.util.function.UnaryOperator;

/**
 * A model in memory as adviser.
 *
 * @param answering for a seed, how it answers a message
 */
public record Resident(String name, LongFunction<UnaryOperator<String>> answering) implements Adviser {
    @Override
    public String reply(String prompt, long seed) {
        return answering.apply(seed).apply(prompt);
    }
}
