package understudy.repl.speech;

/**
 * How well a model predicts a text.
 *
 * @param nats in all
 * @param tokens how many were predicted
 * @param bytes of those tokens in UTF-8
 */
public record Verdict(double nats, long tokens, long bytes) {
    /** Nats per token. */
    public double loss() {
        return nats / tokens;
    }

    /** Bits per byte: does not depend on how the text was cut into tokens. */
    public double bitsPerByte() {
        return nats / Math.log(2) / bytes;
    }

    /** How many equally likely tokens would be as hard to guess. */
    public double perplexity() {
        return Math.exp(loss());
    }
}
