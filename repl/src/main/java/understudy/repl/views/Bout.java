package understudy.repl.views;

/**
 * Two answers to one prompt, in an order that tells nothing.
 *
 * @param left whose the left one is
 * @param right whose the right one is
 */
public record Bout(String prompt, long seed, Answer left, Answer right) {
    /** What one of them said. */
    public record Answer(String name, String text) {}
}
