package understudy.repl.rehearsal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import understudy.repl.Figures;

/**
 * What the losses of a model tell about its training. Pure functions of its evaluations and a few facts.
 *
 * @param model its name
 * @param evaluations by step
 * @param facts what else there is to know
 */
public record Coach(String model, List<Chronicle.Measured> evaluations, Facts facts) {
    /** Evaluations in a row after which something is no accident any more. */
    static final int ENOUGH = 3;
    /** Evaluations over which a standstill or unrest is judged. */
    static final int WINDOW = 5;
    /** Nats above the floor at which there is nothing left to learn. */
    static final double NEAR = 0.02;
    /** Nats by which losses differ by chance alone. */
    static final double NOISE = 0.01;

    /** Nats by which a run that comes apart is worse than it was. */
    private static final double APART = 0.3;
    /** A fall that is smaller, as a share of the loss, over the window, is a standstill. */
    private static final double STILL = 0.005;
    /** Losses that are still so close to those of a model that knows nothing have not begun to fall. */
    private static final double BLIND = 0.95;

    public Coach {
        evaluations = evaluations.stream()
                .filter(one -> Double.isFinite(one.validation()))
                .toList();
    }

    /**
     * @param parameters of the network
     * @param tokens of the training text
     * @param vocabulary how many different tokens there are
     * @param floor nats per token below which no honest loss can fall, where that is known
     * @param rate the learning rate's knob
     */
    public record Facts(long parameters, long tokens, int vocabulary, OptionalDouble floor, double rate) {}

    /** What can be said of a run, the most important first. */
    public enum Finding {
        DIVERGING("diverging"),
        FLOOR("at the floor"),
        OVERFITTING("overfitting"),
        RATE_LOW("rate too low"),
        RATE_HIGH("rate too high"),
        UNDERFITTING("underfitting");

        private final String word;

        Finding(String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    /**
     * What one rule makes of the losses.
     *
     * @param holds whether it applies
     * @param numbers what was compared with what
     * @param sentence what it means and what to try; only where it applies
     */
    public record Judgement(Finding finding, boolean holds, String numbers, String sentence) {}

    /** The one sentence that matters most now. */
    public Optional<Judgement> advice() {
        return reasoning().stream().filter(Judgement::holds).findFirst();
    }

    /** Every rule with its numbers; empty before the second evaluation. */
    public List<Judgement> reasoning() {
        if (evaluations.size() < 2) {
            return List.of();
        }
        List<Judgement> all =
                new ArrayList<>(List.of(diverging(), floor(), overfitting(), rateLow(), rateHigh(), underfitting()));
        return List.copyOf(all);
    }

    private Chronicle.Measured last() {
        return evaluations.get(evaluations.size() - 1);
    }

    private Chronicle.Measured best() {
        return evaluations.stream()
                .reduce((a, b) -> b.validation() < a.validation() ? b : a)
                .orElseThrow();
    }

    private List<Chronicle.Measured> window() {
        return evaluations.subList(Math.max(0, evaluations.size() - WINDOW - 1), evaluations.size());
    }

    private Judgement diverging() {
        double worse = last().validation() - best().validation();
        double train = last().train() - best().train();
        boolean holds = worse > APART && train > APART / 2;
        return new Judgement(
                Finding.DIVERGING,
                holds,
                "validation is " + nats(worse) + " above its best, training " + nats(train)
                        + " above what it was there; diverging from " + nats(APART) + " and " + nats(APART / 2),
                "The run comes apart: validation " + at(last()) + " after " + at(best()) + ", and training rises too."
                        + " `rewind " + model + "@best`, then `train " + model + " --rate "
                        + Figures.rate(facts.rate() / 3) + "` or --clip 1.");
    }

    private Judgement floor() {
        if (facts.floor().isEmpty()) {
            return new Judgement(Finding.FLOOR, false, "the floor of this text is not known", "");
        }
        double above = best().validation() - facts.floor().getAsDouble();
        return new Judgement(
                Finding.FLOOR,
                above < NEAR,
                "the best validation is " + nats(above) + " above the floor of "
                        + Figures.loss(facts.floor().getAsDouble()) + "; at the floor below " + nats(NEAR),
                "There is nothing left to learn: validation " + at(best()) + " stands at the floor of "
                        + Figures.loss(facts.floor().getAsDouble()) + ", where only chance is left.");
    }

    private Judgement overfitting() {
        long since =
                evaluations.stream().filter(one -> one.step() > best().step()).count();
        double worse = last().validation() - best().validation();
        double train = best().train() - last().train();
        double ratio = (double) facts.tokens() / facts.parameters();
        String each =
                String.format(Locale.ROOT, ratio < 1 ? "%.2f" : "%.1f", ratio) + " tokens of text for each parameter";
        return new Judgement(
                Finding.OVERFITTING,
                since >= ENOUGH && worse > NOISE && train > NOISE,
                since + " evaluations since the best one, validation " + nats(worse) + " above it, training "
                        + nats(train) + " below what it was there; overfitting from " + ENOUGH + " on, with both above "
                        + nats(NOISE) + "; " + each,
                "Overfitting: validation was best " + at(best()) + " and is now " + at(last())
                        + " while training still falls, with " + each + ". `rewind " + model
                        + "@best` goes back; dropout, decay, a smaller model or more text help.");
    }

    private Judgement rateLow() {
        double blind = Math.log(facts.vocabulary());
        boolean early = evaluations.size() > ENOUGH && first().step() == 0;
        double share = last().validation() / blind;
        return new Judgement(
                Finding.RATE_LOW,
                early && share > BLIND && share < 1.05 && last().validation() <= best().validation() + NOISE,
                "validation is " + percent(share) + " of the " + Figures.loss(blind)
                        + " of a model that knows nothing, after " + (evaluations.size() - 1)
                        + " evaluations; too low a rate from " + percent(BLIND) + " up after " + ENOUGH,
                "It has hardly begun to learn: validation " + at(last()) + ", where a model that knows nothing has "
                        + Figures.loss(blind) + ". Try `set " + model + " rate " + Figures.rate(facts.rate() * 3)
                        + "`.");
    }

    private Chronicle.Measured first() {
        return evaluations.get(0);
    }

    private Judgement rateHigh() {
        List<Chronicle.Measured> window = window();
        long rises = 0;
        double largest = 0;
        for (int i = 1; i < window.size(); i++) {
            double rise = window.get(i).validation() - window.get(i - 1).validation();
            rises += rise > NOISE ? 1 : 0;
            largest = Math.max(largest, rise);
        }
        boolean restless = window.size() > WINDOW && rises >= 2 && rises < WINDOW;
        boolean train = window.get(0).train() - last().train() < NOISE;
        return new Judgement(
                Finding.RATE_HIGH,
                restless && train,
                "validation rose " + rises + " times in the last " + (window.size() - 1) + " evaluations, by "
                        + nats(largest) + " at most, and training " + (train ? "did not fall" : "fell")
                        + "; too high a rate from 2 rises of " + nats(NOISE) + " on while training does not fall",
                "The losses go up and down without falling: the rate may be too high. Try `set " + model + " rate "
                        + Figures.rate(facts.rate() / 3) + "`.");
    }

    private Judgement underfitting() {
        List<Chronicle.Measured> window = window();
        double fall = (window.get(0).validation() - last().validation()) / last().validation();
        double gap = last().validation() - last().train();
        boolean far =
                facts.floor().isEmpty() || last().validation() - facts.floor().getAsDouble() > 5 * NEAR;
        boolean still = window.size() > WINDOW && Math.abs(fall) < STILL;
        return new Judgement(
                Finding.UNDERFITTING,
                still && gap < 5 * NOISE && far,
                "validation fell by " + percent(fall) + " over the last " + (window.size() - 1)
                        + " evaluations and is " + nats(gap) + " above training; underfitting below " + percent(STILL)
                        + " and " + nats(5 * NOISE) + ", away from the floor",
                "Validation and training stand still together at " + Figures.loss(last().validation())
                        + ": the model has learned what it can. A larger one, a longer context or, while the schedule is"
                        + " high, a smaller rate may go further.");
    }

    private static String at(Chronicle.Measured one) {
        return Figures.loss(one.validation()) + " at step " + Figures.count(one.step());
    }

    private static String nats(double value) {
        return Double.isNaN(value) ? "an unknown amount" : String.format(Locale.ROOT, "%.3f", value);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
