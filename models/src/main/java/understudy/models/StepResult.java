package understudy.models;

/**
 * What one training step reports.
 *
 * @param loss mean cross entropy of its batch before the update, in nats per token
 * @param gradientNorm global norm of the gradient before clipping
 * @param clipped whether it was scaled down, or any number of it cut to size
 */
public record StepResult(double loss, double gradientNorm, boolean clipped) {}
