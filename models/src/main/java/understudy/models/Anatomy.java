package understudy.models;

import java.util.List;

/**
 * What goes on inside a network while it reads a batch and learns from it: numbers of each part, taken in one pass forward and backward that changes nothing.
 *
 * @param loss mean cross entropy of the batch, in nats per token
 * @param parts activations on the way, in order
 * @param weights parameters, in order
 * @param heads attention heads, in order; none for a network without attention
 */
public record Anatomy(double loss, List<Part> parts, List<Matrix> weights, List<Head> heads) {
    public Anatomy {
        parts = List.copyOf(parts);
        weights = List.copyOf(weights);
        heads = List.copyOf(heads);
    }

    /**
     * An activation, over all tokens of the batch.
     *
     * @param name {@code h.2.mlp}: behind the feed-forward layer's activation; {@code h.2}: what a block hands on
     * @param silent share of units that are not above zero for any token
     * @param saturated share of values beyond .97 on either side: where a tanh is flat
     */
    public record Part(String name, Spread values, Spread gradients, double silent, double saturated) {}

    /**
     * Values in short.
     *
     * @param rms root of the mean square
     * @param least the smallest
     * @param most the greatest
     * @param counts a histogram from least to most in equal steps
     */
    public record Spread(double rms, double least, double most, double[] counts) {}

    /** A parameter's root mean squares: its own, and its gradient's. */
    public record Matrix(String name, double rms, double gradient) {}

    /**
     * An attention head.
     *
     * @param evenness entropy of where it looks, as a share of the greatest that is possible, mean over tokens: 1 looks everywhere alike, 0 at one token
     * @param map [to][from] for the first text of the batch: how much of each earlier token it takes; empty where it was not asked for
     */
    public record Head(int layer, int head, double evenness, float[][] map) {}
}
