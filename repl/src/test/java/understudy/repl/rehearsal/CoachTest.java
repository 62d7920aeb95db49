package understudy.repl.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Each rule with curves that have its fault, and with some that only look like it. */
final class CoachTest {
    private static final Coach.Facts FACTS = new Coach.Facts(800_000, 400_000, 65, OptionalDouble.of(0.114), 1e-3);

    /** Every 100 steps from 0: training and validation losses in turn. */
    private static Coach coach(double... losses) {
        List<Chronicle.Measured> all = new ArrayList<>();
        for (int i = 0; i < losses.length; i += 2) {
            all.add(new Chronicle.Measured(50L * i, losses[i], losses[i + 1]));
        }
        return new Coach("romeo", all, FACTS);
    }

    private static Optional<Coach.Finding> found(double... losses) {
        return coach(losses).advice().map(Coach.Judgement::finding);
    }

    @Test
    void aHealthyRunNeedsNoWords() {
        assertEquals(Optional.empty(), found(Double.NaN, 4.17));
        assertEquals(Optional.empty(), found(Double.NaN, 4.17, 2.8, 2.5));
        assertEquals(
                Optional.empty(),
                found(Double.NaN, 4.17, 2.8, 2.5, 2.3, 2.1, 2.0, 1.9, 1.85, 1.8, 1.7, 1.7, 1.6, 1.65));
    }

    @Test
    void overfitting() {
        double[] losses = {Double.NaN, 4.17, 2.0, 1.9, 1.5, 1.6, 1.3, 1.62, 1.2, 1.65, 1.1, 1.7};
        assertEquals(Optional.of(Coach.Finding.OVERFITTING), found(losses));
        String sentence = coach(losses).advice().orElseThrow().sentence();
        assertTrue(sentence.contains("best 1.600 at step 200 and is now 1.700 at step 500"), sentence);
        assertTrue(sentence.contains("0.50 tokens of text for each parameter"), sentence);
        assertTrue(sentence.contains("`rewind romeo@best`"), sentence);
        assertEquals(
                Optional.empty(), found(Double.NaN, 4.17, 2.0, 1.9, 1.5, 1.6, 1.3, 1.62, 1.2, 1.65), "only two so far");
    }

    @Test
    void diverging() {
        assertEquals(Optional.of(Coach.Finding.DIVERGING), found(Double.NaN, 4.17, 2.0, 1.9, 1.8, 1.8, 2.6, 2.7));
        assertEquals(
                Optional.of(Coach.Finding.OVERFITTING),
                found(Double.NaN, 4.17, 2.0, 1.9, 1.5, 2.1, 1.2, 2.3, 0.9, 2.6),
                "where training falls it is something else");
    }

    @Test
    void atTheFloor() {
        assertEquals(Optional.of(Coach.Finding.FLOOR), found(Double.NaN, 4.17, 0.5, 0.3, 0.13, 0.12));
        Coach.Facts unknown = new Coach.Facts(800_000, 400_000, 65, OptionalDouble.empty(), 1e-3);
        assertEquals(
                Optional.empty(),
                new Coach("romeo", coach(Double.NaN, 4.17, 0.5, 0.3, 0.13, 0.12).evaluations(), unknown).advice());
    }

    @Test
    void rateTooLow() {
        double[] losses = {Double.NaN, 4.174, 4.17, 4.16, 4.15, 4.15, 4.14, 4.13};
        assertEquals(Optional.of(Coach.Finding.RATE_LOW), found(losses));
        assertTrue(coach(losses).advice().orElseThrow().sentence().contains("rate 3.0e-3"));
    }

    @Test
    void rateTooHigh() {
        assertEquals(
                Optional.of(Coach.Finding.RATE_HIGH),
                found(Double.NaN, 4.17, 2.5, 2.4, 2.45, 2.5, 2.5, 2.38, 2.48, 2.47, 2.5, 2.37, 2.5, 2.44));
    }

    @Test
    void underfitting() {
        assertEquals(
                Optional.of(Coach.Finding.UNDERFITTING),
                found(Double.NaN, 4.17, 2.0, 1.905, 1.9, 1.903, 1.89, 1.902, 1.89, 1.901, 1.89, 1.901, 1.89, 1.9));
    }

    @Test
    void theReasoningHasEveryRuleWithItsNumbers() {
        List<Coach.Judgement> all = coach(Double.NaN, 4.17, 2.8, 2.5).reasoning();
        assertEquals(Coach.Finding.values().length, all.size());
        assertTrue(all.stream().noneMatch(one -> one.numbers().isEmpty()));
        assertEquals(List.of(), coach(Double.NaN, 4.17).reasoning());
        assertEquals(
                1,
                coach(Double.NaN, 4.17, 2.8, 2.5, Double.NaN, Double.NaN)
                                .evaluations()
                                .size()
                        - 1,
                "NaN is left out");
    }
}
