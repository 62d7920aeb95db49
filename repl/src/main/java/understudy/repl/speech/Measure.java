package understudy.repl.speech;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import understudy.corpora.Batch;
import understudy.corpora.Tokenizer;
import understudy.models.LanguageModel;
import understudy.models.Listening;
import understudy.models.Loss;

/** How well a model predicts texts, windows of a corpus or tokens one by one. It borrows the model. */
public final class Measure {
    /** Tokens in one native call where a text has no end. */
    private static final int PIECE = 4096;

    private final LanguageModel model;
    private final Tokenizer tokenizer;

    public Measure(LanguageModel model, Tokenizer tokenizer) {
        this.model = model;
        this.tokenizer = tokenizer;
    }

    /** How well it predicts these. {@code progress} hears the share done between calls, and may throw to end it. */
    public Verdict of(Passages passages, DoubleConsumer progress) {
        Bytes bytes = new Bytes(tokenizer);
        Loss loss = passages.loss(
                        model,
                        share -> {
                            progress.accept(share);
                            return true;
                        },
                        bytes)
                .orElseThrow();
        return new Verdict(loss.nats(), loss.tokens(), bytes.total);
    }

    /** UTF-8 bytes of a target, the mean over these: what turns nats per token into bits per byte. */
    public static double bytesPerToken(Passages passages, Tokenizer tokenizer) {
        Bytes bytes = new Bytes(tokenizer);
        passages.targets(bytes);
        return (double) bytes.total / bytes.targets;
    }

    private static final class Bytes implements Consumer<int[]> {
        private final Tokenizer tokenizer;
        private long total;
        private long targets;

        Bytes(Tokenizer tokenizer) {
            this.tokenizer = tokenizer;
        }

        @Override
        public void accept(int[] all) {
            for (int target : all) {
                if (target != Batch.IGNORED) {
                    total += tokenizer.bytes(target);
                    targets++;
                }
            }
        }
    }

    /**
     * The natural logarithm of each token's probability given those before it, for all but the first. A text longer than the context is read as speaking reads it: when the
     * context is full, the older half is dropped, but where what a network carries does not grow.
     *
     * @param ids at least 2
     */
    public float[] logProbabilities(int[] ids) {
        return model.architecture().endless() ? goingOn(ids) : inContexts(ids);
    }

    private float[] goingOn(int[] ids) {
        float[] all = new float[ids.length - 1];
        try (Listening listening = new Listening(model, 1)) {
            for (int from = 0; from < all.length; from += PIECE) {
                int to = Math.min(all.length, from + PIECE);
                float[] piece = listening.logProbabilities(Arrays.copyOfRange(ids, from, to + 1));
                System.arraycopy(piece, 0, all, from, piece.length);
            }
        }
        return all;
    }

    private float[] inContexts(int[] ids) {
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
