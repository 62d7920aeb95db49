package understudy.repl.judging;

import java.util.List;

/** Gives each of several answers to one question a score. */
public sealed interface Judge permits Exact, Scorer {
    /** Whether a score is 0 or 100 and nothing between: right or wrong. */
    boolean exact();

    /** What a person would type for it. */
    String name();

    /**
     * @param question what was asked, and which answer is right if that is known
     * @param answers one for each candidate, in a fixed order
     * @return a score from 0 to 100 for each, in the same order
     * @throws understudy.repl.Mistake if no judgement can be had
     */
    List<Double> scores(Question question, List<String> answers);
}
