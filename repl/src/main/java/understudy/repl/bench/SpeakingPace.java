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
     * @param tokens of each text; 400 if not given
     * @param halted whether the person has asked to stop
     * @throws understudy.repl.Interrupted if so
     */
    public static SpeakingPace of(Engine engine, Recipe recipe, OptionalInt tokens, BooleanSupplier halted) {
        int length = Math.max(2, tokens.orElse(TOKENS)); // of one token nothing is decoded beyond the prompt
        Architecture architecture = recipe.architecture(Symbols.COUNT);
        Tokenizer tokenizer = Symbols.tokenizer();
        double[] one = new double[TIMES];
        double[] eight = new double[TIMES];
        try (LanguageModel model = LanguageModel.build(engine, architecture, 1)) {
            Performance performance = new Performance(model, tokenizer, halted, System::nanoTime);
            speed(performance, WARM_UP, 1, 0);
            speed(performance, WARM_UP, MANY, 0);
            for (int time = 0; time < TIMES; time++) {
                one[time] = speed(performance, length, 1, time);
                eight[time] = speed(performance, length, MANY, time);
            }
        }
        return new SpeakingPace(
                TrainingPace.median(one),
                TrainingPace.median(eight),
                architecture.parameters(),
                architecture.operations(architecture.context() / 2.0));
    }

    private static double speed(Performance performance, int tokens, int rows, long seed) {
        StringBuilder heard = new StringBuilder();
        Cue cue = new Cue("", tokens, rows, List.of(), Sampling.DEFAULT, seed);
        Recital recital = performance.of(cue, heard::append);
        if (recital.interrupted()) {
            throw new Interrupted();
        }
        return recital.tokensPerSecond().orElse(Double.NaN);
    }

    /** Billions of floating-point operations a second, one row. */
    public double gflops() {
        return operations * tokensPerSecond / 1e9;
    }
}
