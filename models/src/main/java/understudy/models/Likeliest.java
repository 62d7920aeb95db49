package understudy.models;

/**
 * What a model thought at one place of a text.
 *
 * @param own the natural logarithm of the probability that it gave the token that stands there
 * @param entropy of its whole distribution, in nats
 * @param ids the likeliest tokens, the most likely first
 * @param logs the natural logarithms of their probabilities
 */
public record Likeliest(float own, float entropy, int[] ids, float[] logs) {
    private static final int MOST = 10;

    /** How many likeliest tokens there are of a network. */
    static int most(Architecture architecture) {
        return Math.min(MOST, architecture.outputs());
    }
}
