package understudy.models;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** What a machine was found to do faster, so that nothing is measured twice. Safe on several threads. */
@FunctionalInterface
public interface Findings {
    /**
     * @param question what was asked of the machine, in one line
     * @param measurement finds the answer, a word, if nobody has yet
     */
    String answer(String question, Supplier<String> measurement);

    /** Those of one process. */
    static Findings fleeting() {
        Map<String, String> known = new ConcurrentHashMap<>();
        return (question, measurement) -> known.computeIfAbsent(question, key -> measurement.get());
    }
}
