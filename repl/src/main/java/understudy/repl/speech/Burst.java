package understudy.repl.speech;

/**
 * How many tokens to say in the next native call, which cannot be interrupted: one at first, then so many that a call takes about 50 ms. Calls grow at most twofold, or at once
 * to 5 ms, so one that meets slower going than before stays below 100 ms.
 */
final class Burst {
    private static final double WANTED = 50e6;
    private static final double SHORT = 5e6;
    private static final double QUICKLY = .5;

    private int count = 1;
    private double perToken;
    private boolean first = true;

    int next() {
        return count;
    }

    /** What a call of some tokens took, in nanoseconds. */
    void took(int tokens, long nanoseconds) {
        double now = Math.max(1, (double) nanoseconds / tokens);
        if (first) {
            // The first call also reads the prompt and may load the program: it says nothing about the next.
            first = false;
            count = nanoseconds > 2 * WANTED ? 1 : 2;
            return;
        }
        // Slower going counts at once, faster going by and by.
        perToken = now > perToken ? now : perToken + QUICKLY * (now - perToken);
        count = (int) Math.max(1, Math.min(Math.max(2.0 * tokens, SHORT / perToken), WANTED / perToken));
    }
}
