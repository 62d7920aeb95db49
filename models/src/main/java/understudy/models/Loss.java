package understudy.models;

/**
 * Cross entropy over some targets.
 *
 * @param nats the sum over all counted targets, in nats
 * @param tokens how many were counted
 */
public record Loss(double nats, long tokens) {
    public static final Loss NONE = new Loss(0, 0);

    public Loss plus(Loss other) {
        return new Loss(nats + other.nats, tokens + other.tokens);
    }

    /** Nats per token; NaN if nothing was counted. */
    public double mean() {
        return nats / tokens;
    }
}
