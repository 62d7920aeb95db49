package understudy.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GenerationTest {
    private static final Sampling GREEDY = new Sampling(0, 0, 1, 0, 1);

    private static LanguageModel waves(String name) {
        Architecture network = Fixture.network(name);
        return LanguageModel.load(Fixture.ENGINE, network, Fixture.waves(network));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt2", "llama", "nanochat", "qwen3"})
    void tokenByTokenIsWhatTheWholePassSays(String name) {
        try (LanguageModel model = waves(name);
                Generation generation = new Generation(model, GREEDY, 2, 1)) {
            generation.read(3, 1);
            int[] said = generation.speak(4)[1];
            int[] text = {3, 1, said[0], said[1], said[2], said[3]};
            for (int i = 0; i < said.length; i++) {
                assertEquals(most(model.logits(Arrays.copyOf(text, 2 + i))), said[i]);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt2", "llama", "nanochat", "qwen3"})
    void readingASecondTurnSeesTheFirst(String name) {
        try (LanguageModel model = waves(name);
                Generation generation = new Generation(model, GREEDY, 1, 1)) {
            generation.read(3);
            int first = generation.speak(1)[0][0];
            generation.read(4, 7); // read together with the unread first answer: three tokens after position 1
            int second = generation.speak(1)[0][0];
            assertEquals(most(model.logits(new int[] {3, first, 4, 7})), second);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 1.3})
    void burstsDoNotMatter(double repeat) {
        Sampling sampling = new Sampling(.8, 8, .95, 0, repeat);
        try (LanguageModel model = waves("nanochat");
                Generation one = new Generation(model, sampling, 3, 9);
                Generation many = new Generation(model, sampling, 3, 9)) {
            one.read(2, 7);
            many.read(2, 7);
            int[][] whole = one.speak(20);
            for (int i = 0; i < 20; i++) {
                int[][] next = many.speak(1);
                for (int row = 0; row < 3; row++) {
                    assertEquals(whole[row][i], next[row][0]);
                }
            }
            assertFalse(Arrays.equals(whole[0], whole[1]), "rows have seeds of their own");
        }
    }

    @Test
    void aFullContextDropsItsOlderHalf() {
        try (LanguageModel model = waves("nanochat");
                Generation generation = new Generation(model, GREEDY, 1, 1)) {
            generation.read(3, 1, 4, 1, 5, 9);
            int[] said = generation.speak(4)[0];
            assertEquals(most(model.logits(new int[] {3, 1, 4, 1, 5, 9})), said[0]);
            // the seventh token does not fit: the newest three of 3 1 4 1 5 9 s0 are read again
            assertEquals(most(model.logits(new int[] {5, 9, said[0]})), said[1]);
            assertEquals(most(model.logits(new int[] {5, 9, said[0], said[1]})), said[2]);
        }
    }

    @Test
    void aPromptLongerThanTheContextIsReadFromItsEnd() {
        try (LanguageModel model = waves("nanochat");
                Generation generation = new Generation(model, GREEDY, 1, 1)) {
            generation.read(1, 2, 3, 4, 5, 6, 7, 8, 9);
            assertEquals(most(model.logits(new int[] {7, 8, 9})), generation.speak(1)[0][0]);
        }
    }

    /** What the options leave, and in which proportion, against a calculation by hand in double precision. */
    @ParameterizedTest
    @ValueSource(strings = {"1 0 1 0", "0.5 0 1 0", "1 3 1 0", "1 0 0.6 0", "1 0 1 0.4", "0.7 5 0.8 0.1", "2 99 1 0"})
    void samplesFollowTheDistribution(String options) {
        String[] o = options.split(" ");
        Sampling sampling = new Sampling(
                Double.parseDouble(o[0]),
                Integer.parseInt(o[1]),
                Double.parseDouble(o[2]),
                Double.parseDouble(o[3]),
                1);
        try (LanguageModel model = waves("gpt2")) {
            double[] expected = distribution(model.logits(new int[] {3}), sampling);
            int rows = 4000;
            int[] counts = new int[expected.length];
            try (Generation generation = new Generation(model, sampling, rows, 11)) {
                generation.read(3);
                Arrays.stream(generation.speak(1)).forEach(row -> counts[row[0]]++);
            }
            for (int i = 0; i < counts.length; i++) {
                double deviation = Math.sqrt(rows * expected[i] * (1 - expected[i])) + 1e-9;
                if (expected[i] == 0) {
                    assertEquals(0, counts[i], "token " + i + " was cut off");
                } else {
                    assertEquals(rows * expected[i], counts[i], 5 * deviation, "token " + i);
                }
            }
        }
    }

    private static double[] distribution(float[] logits, Sampling sampling) {
        Integer[] order = IntStream.range(0, logits.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, (a, b) -> Float.compare(logits[b], logits[a]));
        int k = sampling.topK() == 0 ? logits.length : Math.min(sampling.topK(), logits.length);
        double[] shares = new double[logits.length];
        double total = 0;
        for (int i = 0; i < k; i++) {
            shares[order[i]] = Math.exp(logits[order[i]] / sampling.temperature());
            total += shares[order[i]];
        }
        double largest = shares[order[0]] / total;
        double before = 0;
        double kept = 0;
        for (int i = 0; i < k; i++) {
            double share = shares[order[i]] / total;
            boolean stays = before < sampling.topP() && share >= sampling.minP() * largest;
            before += share;
            shares[order[i]] = stays ? share : 0;
            kept += shares[order[i]];
        }
        for (int i = 0; i < shares.length; i++) {
            shares[i] /= kept;
        }
        return shares;
    }

    @Test
    void repetitionPenaltyTurnsAway() {
        try (LanguageModel model = waves("gpt2");
                Generation plain = new Generation(model, GREEDY, 1, 1);
                Generation varied = new Generation(model, new Sampling(0, 0, 1, 0, 100), 1, 1)) {
            plain.read(3);
            varied.read(3);
            Set<Integer> once = new HashSet<>();
            Set<Integer> different = new HashSet<>();
            Arrays.stream(plain.speak(8)[0]).forEach(once::add);
            Arrays.stream(varied.speak(8)[0]).forEach(different::add);
            assertTrue(different.size() > once.size(), once + " and " + different);
        }
    }

    @Test
    void oneSeedSaysOneThing() {
        try (LanguageModel model = waves("nanochat")) {
            assertArrayEquals(say(model, 4), say(model, 4));
            assertFalse(Arrays.equals(say(model, 4), say(model, 5)));
        }
    }

    private static int[] say(LanguageModel model, long seed) {
        try (Generation generation = new Generation(model, Sampling.DEFAULT, 1, seed)) {
            generation.read(1);
            return generation.speak(30)[0];
        }
    }

    private static int most(float[] logits) {
        return IntStream.range(0, logits.length)
                .reduce((a, b) -> logits[b] > logits[a] ? b : a)
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt2", "llama", "nanochat"})
    void whatIsTakenBackNeverWas(String name) {
        try (LanguageModel model = waves(name);
                Generation generation = new Generation(model, GREEDY, 1, 1)) {
            generation.read(3, 1);
            generation.speak(3);
            assertTrue(generation.back(2), "two of the three said");
            int said = most(model.logits(new int[] {3, 1}));
            generation.read(7);
            assertEquals(
                    most(model.logits(new int[] {3, 1, said, 7})), generation.speak(1)[0][0]);
            assertFalse(generation.back(9), "there are five tokens");
            assertTrue(generation.back(5));
            generation.read(4);
            assertEquals(most(model.logits(new int[] {4})), generation.speak(1)[0][0]);
        }
    }

    @Test
    void aNewDirectionIsThatOfANewSession() {
        Sampling bold = new Sampling(1, 0, 1, 0, 1.5);
        try (LanguageModel model = waves("nanochat");
                Generation old = new Generation(model, Sampling.DEFAULT, 1, 5);
                Generation fresh = new Generation(model, bold, 1, 8)) {
            old.read(3, 1);
            old.speak(3);
            assertTrue(old.back(3));
            old.direct(bold, 8);
            fresh.read(3, 1);
            assertArrayEquals(fresh.speak(4)[0], old.speak(4)[0]);
        }
    }

    @Test
    void whatTheContextDroppedCannotBeTakenBack() {
        try (LanguageModel model = waves("nanochat");
                Generation generation = new Generation(model, GREEDY, 1, 1)) {
            generation.read(3, 1, 4, 1, 5, 9);
            generation.speak(2);
            assertFalse(generation.back(1));
        }
    }

    /** Read in one go, nothing was dropped yet, but the oldest is no longer remembered. */
    @Test
    void whatIsLongerThanTheContextCannotBeTakenBack() {
        try (LanguageModel model = waves("nanochat");
                Generation generation = new Generation(model, GREEDY, 1, 1)) {
            generation.read(new int[40]);
            assertFalse(generation.back(1));
            assertTrue(generation.back(0));
        }
    }
}
