package understudy.repl.speech;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import understudy.corpora.CorpusException;
import understudy.models.Sampling;

class PerformanceTest {
    private static TinyModel tiny;

    @BeforeAll
    static void build() {
        tiny = new TinyModel();
    }

    @AfterAll
    static void close() {
        tiny.close();
    }

    private static Performance performance(long nanosecondsPerLook) {
        AtomicLong time = new AtomicLong();
        return new Performance(tiny.model, tiny.tokenizer, () -> false, () -> time.addAndGet(nanosecondsPerLook));
    }

    private static String text(Performance performance, Cue cue) {
        return performance.of(cue, piece -> {}).speeches().get(0).text();
    }

    @Test
    void theSameCueGivesTheSameTextHoweverFastTheMachineIs() {
        Cue cue = Cue.of("round ", 60, Sampling.DEFAULT, 7);
        String fast = text(performance(1), cue);
        String slow = text(performance(80_000_000), cue);
        assertEquals(fast, slow);
        assertEquals(60, fast.length(), "60 tokens of one character, beyond the context of " + TinyModel.CONTEXT);
        assertNotEquals(fast, text(performance(1), Cue.of("round ", 60, Sampling.DEFAULT, 8)));
    }

    @Test
    void anEmptyPromptIsTheTextsOwnStart() {
        assertEquals(
                text(performance(1), Cue.of("\n", 30, Sampling.DEFAULT, 3)),
                text(performance(1), Cue.of("", 30, Sampling.DEFAULT, 3)));
    }

    @Test
    void piecesAreTheTextAndComeAsTheyAreSaid() {
        List<String> pieces = new ArrayList<>();
        Recital recital = performance(40_000_000).of(Cue.of("the ", 12, Sampling.DEFAULT, 1), pieces::add);
        Speech speech = recital.speeches().get(0);
        assertEquals(speech.text(), String.join("", pieces));
        assertTrue(pieces.size() > 5, "slow going means a piece for every token or two: " + pieces);
        assertEquals(1, pieces.get(0).length(), "the first token is shown at once");
        assertEquals(12, speech.tokens());
        assertEquals(Ending.LENGTH, speech.ending());
    }

    @Test
    void aStopTextOverSeveralTokensIsNeverShown() {
        Cue free = Cue.of("the ", 60, Sampling.DEFAULT, 5);
        String whole = text(performance(1), free);
        String stop = whole.substring(20, 23);
        int at = whole.indexOf(stop);
        for (long pace : new long[] {1, 80_000_000}) {
            List<String> pieces = new ArrayList<>();
            Cue cue = new Cue("the ", 60, 1, List.of(stop, "never said"), Sampling.DEFAULT, 5);
            Speech speech = performance(pace).of(cue, pieces::add).speeches().get(0);
            assertEquals(whole.substring(0, at), speech.text());
            assertEquals(speech.text(), String.join("", pieces));
            assertEquals(Ending.STOP, speech.ending());
            assertEquals(at + stop.length(), speech.tokens());
        }
    }

    @Test
    void whatLooksLikeAStopTextToTheEndIsShownInTheEnd() {
        String whole = text(performance(1), Cue.of("the ", 20, Sampling.DEFAULT, 5));
        List<String> pieces = new ArrayList<>();
        Cue cue = new Cue("the ", 20, 1, List.of(whole.substring(15) + "!"), Sampling.DEFAULT, 5);
        assertEquals(
                whole, performance(1).of(cue, pieces::add).speeches().get(0).text());
        assertEquals(whole, String.join("", pieces));
    }

    @Test
    void thePersonMayStopItAndKeepsWhatWasSaid() {
        AtomicInteger looks = new AtomicInteger();
        AtomicLong time = new AtomicLong();
        Performance performance = new Performance(
                tiny.model, tiny.tokenizer, () -> looks.incrementAndGet() == 3, () -> time.addAndGet(50_000_000));
        Recital recital = performance.of(Cue.of("the ", 1000, Sampling.DEFAULT, 5), piece -> {});
        Speech speech = recital.speeches().get(0);
        assertTrue(recital.interrupted());
        assertEquals(Ending.INTERRUPTED, speech.ending());
        assertTrue(speech.tokens() >= 3 && speech.tokens() < 10, "tokens " + speech.tokens());
        assertEquals(text(performance(1), Cue.of("the ", speech.tokens(), Sampling.DEFAULT, 5)), speech.text());
    }

    @Test
    void rowsDifferAndEndEachOnItsOwn() {
        Recital recital = performance(1).of(new Cue("the ", 40, 4, List.of("r"), Sampling.DEFAULT, 5), piece -> {});
        assertEquals(4, recital.speeches().size());
        assertEquals(4, recital.speeches().stream().map(Speech::text).distinct().count());
        recital.speeches().forEach(speech -> assertFalse(speech.text().contains("r")));
    }

    @Test
    void greedyNeedsNoSeed() {
        Sampling greedy = new Sampling(0, 0, 1, 0, 1);
        assertEquals(
                text(performance(1), Cue.of("r", 20, greedy, 1)), text(performance(1), Cue.of("r", 20, greedy, 2)));
    }

    @Test
    void nothingToSayIsNothingSaid() {
        Recital recital = performance(1).of(Cue.of("the ", 0, Sampling.DEFAULT, 5), piece -> {});
        assertEquals("", recital.speeches().get(0).text());
        assertTrue(recital.tokensPerSecond().isEmpty());
    }

    @Test
    void theFirstBurstIsNoPartOfTheSpeed() {
        // Ten milliseconds pass between any two looks at the clock.
        Recital one = performance(10_000_000).of(Cue.of("the ", 1, Sampling.DEFAULT, 5), piece -> {});
        assertTrue(one.tokensPerSecond().isEmpty());
        Recital three = performance(10_000_000).of(Cue.of("the ", 3, Sampling.DEFAULT, 5), piece -> {});
        double speed = three.tokensPerSecond().orElseThrow();
        assertEquals(2 / .03, speed, 1e-6, "two tokens, three looks");
    }

    @Test
    void charactersOutsideTheVocabularyAreNamed() {
        CorpusException refused = assertThrows(
                CorpusException.class, () -> performance(1).of(Cue.of("the Ω", 5, Sampling.DEFAULT, 5), piece -> {}));
        assertTrue(refused.getMessage().contains("Ω"), refused.getMessage());
    }
}
