package understudy.repl.speech;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import understudy.corpora.Tokens;
import understudy.corpora.Windows;
import understudy.models.Device;
import understudy.models.Engine;
import understudy.models.LanguageModel;
import understudy.models.Loss;
import understudy.models.Recipe;

/** What a network that goes on from window to window is measured on. */
class PassagesTest {
    private static final int SYMBOLS = 11;
    private static final int CONTEXT = 16;

    private static Recipe recipe() {
        return Recipe.named("lstm", Path.of("none")).with("width", "16").with("context", Integer.toString(CONTEXT));
    }

    private static Windows windows(int tokens) {
        return new Windows(
                Tokens.of(
                        "digits",
                        new SplittableRandom(5).ints(tokens, 0, SYMBOLS).toArray()),
                CONTEXT);
    }

    @Test
    void everyTargetCountsOnce() {
        for (int tokens : new int[] {2, 17, 18, 700, 5000, 20_011}) {
            AtomicLong counted = new AtomicLong();
            Passages.all(windows(tokens), recipe().architecture(SYMBOLS)).targets(targets -> {
                for (int target : targets) {
                    counted.addAndGet(target >= 0 ? 1 : 0);
                }
            });
            assertEquals(tokens - 1, counted.get());
        }
    }

    @Test
    void lanesAreAsGoodAsOneStream() {
        Windows windows = windows(20_011);
        try (Engine engine = Engine.start(Device.CPU, 1);
                LanguageModel model = LanguageModel.build(engine, recipe().architecture(SYMBOLS), 3)) {
            Loss whole = Passages.all(windows, model.architecture())
                    .loss(model, share -> true, targets -> {})
                    .orElseThrow();
            assertEquals(20_010, whole.tokens());
            int[] ids = new SplittableRandom(5).ints(20_011, 0, SYMBOLS).toArray();
            double nats = 0;
            for (float score : model.logProbabilities(ids)) {
                nats -= score;
            }
            assertEquals(nats / 20_010, whole.mean(), 1e-4);
            Loss part = Passages.some(windows, model.architecture(), 600)
                    .loss(model, share -> true, targets -> {})
                    .orElseThrow();
            assertTrue(part.tokens() >= 600 * CONTEXT && part.tokens() < 620 * CONTEXT, "" + part.tokens());
            assertEquals(whole.mean(), part.mean(), .02);
        }
    }
}
