package understudy.repl.speech;

import java.util.Arrays;
import java.util.function.DoubleConsumer;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import understudy.corpora.Batch;
import understudy.corpora.Tokenizer;
import understudy.corpora.Windows;
import understudy.models.LanguageModel;
import understudy.models.Loss;

/** How well a model predicts texts, windows of a corpus or tokens one by one. It borrows the model. */
public final class Measure {
    /** Tokens in one native call: enough to keep the cores busy, few enough to stop soon. */
    private static final int TOKENS = 4096;
    /** Values of the largest tensor, [tokens, vocabulary], that a call may hold. */
    private static final int LOGITS = 1 << 24;

    private final LanguageModel model;
    private final Tokenizer tokenizer;

    public Measure(LanguageModel model, Tokenizer tokenizer) {
        this.model = model;
        this.tokenizer = tokenizer;
    }

    /** The whole split. {@code progress} hears the share done between calls, and may throw to end it. */
    public Verdict all(Windows windows, DoubleConsumer progress) {
        return of(windows, windows.count(), i -> i, progress);
    }

    /** The windows of these indices. */
    public Verdict of(Windows windows, long[] indices, DoubleConsumer progress) {
        return of(windows, indices.length, i -> indices[(int) i], progress);
    }

    private Verdict of(Windows windows, long count, LongUnaryOperator index, DoubleConsumer progress) {
        int most = Math.min(TOKENS, Math.max(1, LOGITS / tokenizer.vocabulary()));
        int rows = Math.max(1, most / windows.context());
        Loss total = Loss.NONE;
        long bytes = 0;
        for (long done = 0; done < count; done += rows) {
            progress.accept((double) done / count);
            Batch batch = windows.at(LongStream.range(done, Math.min(done + rows, count))
                    .map(index)
                    .toArray());
            total = total.plus(model.loss(batch.rows(), batch.length(), batch.inputs(), batch.targets()));
            bytes += Arrays.stream(batch.targets())
                    .filter(target -> target != Batch.IGNORED)
                    .mapToLong(tokenizer::bytes)
                    .sum();
        }
        return new Verdict(total.nats(), total.tokens(), bytes);
    }

    /** UTF-8 bytes of a target, the mean over these windows: what turns nats per token into bits per byte. */
    public static double bytesPerToken(Windows windows, long[] indices, Tokenizer tokenizer) {
        long bytes = 0;
        long tokens = 0;
        for (long index : indices) {
            for (int target : windows.at(new long[] {index}).targets()) {
                bytes += target == Batch.IGNORED ? 0 : tokenizer.bytes(target);
                tokens += target == Batch.IGNORED ? 0 : 1;
            }
        }
        return (double) bytes / tokens;
    }

    /**
     * The natural logarithm of each token's probability given those before it, for all but the first. A text longer than the context is read as speaking reads it: when the
     * context is full, the older half is dropped.
     *
     * @param ids at least 2
     */
    public float[] logProbabilities(int[] ids) {
        int context = model.architecture().context();
        float[] all = new float[ids.length - 1];
        int from = 0;
        int done = 1;
        while (done < ids.length) {
            int to = Math.min(ids.length, from + context + 1);
            float[] window = model.logProbabilities(Arrays.copyOfRange(ids, from, to));
            System.arraycopy(window, done - from - 1, all, done - 1, to - done);
            done = to;
            from = to - Math.max(1, context / 2);
        }
        return all;
    }
}
