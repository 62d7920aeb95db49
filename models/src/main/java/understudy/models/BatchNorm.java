package understudy.models;

/**
 * Batch normalization (Ioffe and Szegedy 2015): in training a layer's values are shifted and scaled by the mean and
 * variance of the batch, otherwise by those that were kept: {@code running_mean} and {@code running_var}, which follow
 * the batches and which no gradient reaches.
 */
final class BatchNorm {
    private static final String EPSILON = "1.0e-5";

    private BatchNorm() {}

    /**
     * x [n, width] normed over its rows, with a gain and a bias.
     *
     * @param w where its four vectors are declared
     */
    static Tensor of(Tensor x, Weights w, Pass pass, int width) {
        Tensor gain = w.vector("weight", Initial.ONES, width);
        Tensor bias = w.vector("bias", Initial.ZEROS, width);
        Tensor mean = w.statistic("running_mean", Initial.ZEROS, width);
        Tensor variance = w.statistic("running_var", Initial.ONES, width);
        return x.trace()
                .value(
                        "torch.batch_norm(%s, %s, %s, %s, %s, %s, %s, " + EPSILON + ", False)",
                        x,
                        gain,
                        bias,
                        mean,
                        variance,
                        pass.statistics().fromBatch(),
                        pass.statistics().pace());
    }
}
