package understudy.repl.judging;

/** A model that is asked for its opinion. */
public sealed interface Adviser permits Endpoint, Resident {
    /** What a person would type for it. */
    String name();

    /**
     * @param prompt one message, whole
     * @param seed of the reply, where the model takes one
     * @return what it says
     * @throws understudy.repl.Mistake if it cannot be reached, or refuses
     */
    String reply(String prompt, long seed);
}
