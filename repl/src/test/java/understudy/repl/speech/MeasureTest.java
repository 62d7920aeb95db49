package understudy.repl.speech;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import understudy.corpora.Tokens;
import understudy.corpora.Windows;
import understudy.models.Sampling;
import understudy.repl.Interrupted;

class MeasureTest {
    private static TinyModel tiny;
    private static Measure measure;

    @BeforeAll
    static void build() {
        tiny = new TinyModel();
        measure = new Measure(tiny.model, tiny.tokenizer);
    }

    @AfterAll
    static void close() {
        tiny.close();
    }

    /** By hand: the softmax of the logits after the given tokens. */
    private static double logProbability(int[] before, int next) {
        float[] logits = tiny.model.logits(before);
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit);
        }
        return logits[next] - Math.log(sum);
    }

    @Test
    void aShortTextIsScoredAtOnce() {
        int[] ids = tiny.tokenizer.encode("the rascal");
        float[] found = measure.logProbabilities(ids);
        assertEquals(ids.length - 1, found.length);
        for (int t = 1; t < ids.length; t++) {
            assertEquals(logProbability(Arrays.copyOf(ids, t), ids[t]), found[t - 1], 1e-4);
        }
    }

    @Test
    void aLongTextIsScoredAsItWouldBeSpoken() {
        int[] ids = tiny.tokenizer.encode(TinyModel.RHYME);
        float[] found = measure.logProbabilities(ids);
        int context = TinyModel.CONTEXT;
        // The context is full after 16 tokens; then the newer 8 are read again, and are full after 8 more.
        int from = 0;
        for (int t = 1; t < ids.length; t++) {
            if (t - from > context) {
                from = t - context / 2;
            }
            assertEquals(logProbability(Arrays.copyOfRange(ids, from, t), ids[t]), found[t - 1], 1e-4, "token " + t);
        }
    }

    @Test
    void whatIsSaidGreedilyIsWhatScoresHighest() {
        String prompt = "the r";
        Sampling greedy = new Sampling(0, 0, 1, 0, 1);
        Performance performance = new Performance(tiny.model, tiny.tokenizer, () -> false, System::nanoTime);
        String said = performance
                .of(Cue.of(prompt, 40, greedy, 1), piece -> {})
                .speeches()
                .get(0)
                .text();
        int[] ids = tiny.tokenizer.encode(prompt + said);
        float[] found = measure.logProbabilities(ids);
        for (int t = prompt.length(); t < ids.length; t++) {
            for (int other = 0; other < tiny.tokenizer.vocabulary(); other++) {
                int[] changed = Arrays.copyOf(ids, t + 1);
                changed[t] = other;
                double score = measure.logProbabilities(changed)[t - 1];
                assertEquals(true, score <= found[t - 1] + 1e-4, "token " + t);
            }
        }
    }

    @Test
    void aSplitIsMeasuredWholeAndBytesAreThoseOfItsTargets() {
        String text = TinyModel.RHYME + "é" + TinyModel.RHYME;
        int[] ids = tiny.tokenizer.encode(text);
        Verdict verdict = measure.of(
                Passages.all(new Windows(Tokens.of("a rhyme", ids), TinyModel.CONTEXT), tiny.model.architecture()),
                share -> {});
        assertEquals(ids.length - 1, verdict.tokens());
        assertEquals(ids.length, verdict.bytes(), "one of the targets has two bytes");
        double nats = 0;
        for (int t = 1; t < ids.length; t++) {
            int from = (t - 1) / TinyModel.CONTEXT * TinyModel.CONTEXT;
            nats -= logProbability(Arrays.copyOfRange(ids, from, t), ids[t]);
        }
        assertEquals(nats, verdict.nats(), 1e-2);
        assertEquals(nats / (ids.length - 1), verdict.loss(), 1e-4);
        assertEquals(nats / Math.log(2) / ids.length, verdict.bitsPerByte(), 1e-4);
        assertEquals(Math.exp(verdict.loss()), verdict.perplexity(), 1e-9);
    }

    @Test
    void progressIsToldAndMayEndIt() {
        Windows windows = new Windows(Tokens.of("a", new int[TinyModel.CONTEXT * 600]), TinyModel.CONTEXT);
        List<Double> shares = new ArrayList<>();
        measure.of(Passages.all(windows, tiny.model.architecture()), shares::add);
        assertEquals(3, shares.size());
        assertEquals(0, shares.get(0));
        assertThrows(
                Interrupted.class,
                () -> measure.of(Passages.all(windows, tiny.model.architecture()), share -> {
                    throw new Interrupted();
                }));
    }
}
