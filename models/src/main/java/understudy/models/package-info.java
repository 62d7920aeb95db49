/**
 * What can be trained and sampled.
 *
 * <p>A network is written once in Java against a symbolic {@code Tensor}; tracing it emits a TorchScript program, which
 * libtorch runs for training, evaluation, reading a prompt and speaking token by token. The room speaks token ids and
 * numbers, never text. It is the only room that sees DJL's engine, and it owns all native memory: whatever holds some
 * is {@link java.lang.AutoCloseable} and says who closes it.
 */
package understudy.models;
