package understudy.repl.bench;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import understudy.corpora.Tokenizer;
import understudy.models.Architecture;
import understudy.models.Engine;
import understudy.models.LanguageModel;
import understudy.models.Recipe;
import understudy.models.Sampling;
import understudy.repl.Interrupted;
import understudy.repl.speech.Cue;
import understudy.repl.speech.Performance;
import understudy.repl.speech.Recital;

/**
 * How fast a recipe's network speaks here, text and all.
 *
 * @param tokensPerSecond one row, decoding alone
 * @param tokensPerSecondOfEight eight rows at once, counted together
 * @param operations floating-point operations for one token with half a context behind it, the mean over a long text
 */
public record SpeakingPace(double tokensPerSecond, double tokensPerSecondOfEight, long parameters, double operations) {
    private static final int TOKENS = 400;
    private static final int TIMES = 5;
    private static final int MANY = 8;
    private static final int WARM_UP = 40;

    /**
     * Speaks with a new network, one row and eight in turn; medians of five.
     *
     * @param tokens of each text; if not given 400, in several texts where the context is shorter, so that no text is read again
     * @param halted whether the person has asked to stop
     * @throws understudy.repl.Interrupted if so
     */
    public static SpeakingPace of(Engine engine, Recipe recipe, OptionalInt tokens, BooleanSupplier halted) {
        Architecture architecture = recipe.architecture(Symbols.COUNT);
        // of one token nothing is decoded beyond the prompt
        int length = Math.max(2, tokens.orElse(Math.min(TOKENS, architecture.context() - 1)));
        int texts = tokens.isPresent() ? 1 : Math.max(1, TOKENS / length);
        Tokenizer tokenizer = Symbols.tokenizer();
        double[] one = new double[TIMES];
        double[] eight = new double[TIMES];
        try (LanguageModel model = LanguageModel.build(engine, architecture, 1)) {
            Performance performance = new Performance(model, tokenizer, halted, System::nanoTime);
            speed(performance, WARM_UP, 1, 1, 0);
            speed(performance, WARM_UP, 1, MANY, 0);
            for (int time = 0; time < TIMES; time++) {
                one[time] = speed(performance, length, texts, 1, time);
                eight[time] = speed(performance, length, texts, MANY, time);
            }
        }
        return new SpeakingPace(
                TrainingPace.median(one),
                TrainingPace.median(eight),
                architecture.parameters(),
                architecture.operations(architecture.context() / 2.0));
    }

    private static double speed(Performance performance, int tokens, int texts, int rows, long seed) {
        StringBuilder heard = new StringBuilder();
        double seconds = 0; // that a token takes, summed over texts
        for (int text = 0; text < texts; text++) {
            Recital recital = performance.of(
                    new Cue("", tokens, rows, List.of(), Sampling.DEFAULT, seed * texts + text), heard::append);
            if (recital.interrupted()) {
                throw new Interrupted();
            }
            seconds += 1 / recital.tokensPerSecond().orElse(Double.NaN);
        }
        return texts / seconds;
    }

    /** Billions of floating-point operations a second, one row. */
    public double gflops() {
        return operations * tokensPerSecond / 1e9;
    }
}
