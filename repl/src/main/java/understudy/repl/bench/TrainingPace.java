package understudy.repl.bench;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import understudy.corpora.Batch;
import understudy.corpora.Windows;
import understudy.models.Architecture;
import understudy.models.Engine;
import understudy.models.Hyperparameters;
import understudy.models.Knob;
import understudy.models.LanguageModel;
import understudy.models.Profile;
import understudy.models.Recipe;
import understudy.models.Trainer;
import understudy.repl.rehearsal.Lessons;

/**
 * How fast a recipe trains here.
 *
 * @param profile where the time of a step goes, if that was asked for
 * @param precision of its matrix products, as a run would settle it: {@code fp32} or {@code bf16}
 * @param milliseconds of each measured step, in order
 * @param tokens in one step
 * @param parameters of the network
 * @param operations floating-point operations in one step
 */
public record TrainingPace(
        String precision,
        double[] milliseconds,
        long tokens,
        long parameters,
        double operations,
        Optional<Profile> profile) {
    /** Steps before the measured ones: programs are loaded and memory is taken in the first. */
    public static final int WARM_UP = 10;

    private static final int STEPS = 50;
    private static final int FEWEST = 5;
    /** Steps that a profile adds up. */
    public static final int PROFILED = 5;

    private static final double LONG_ENOUGH = 20e9;

    public TrainingPace {
        milliseconds = milliseconds.clone();
    }

    @Override
    public double[] milliseconds() {
        return milliseconds.clone();
    }

    /**
     * Trains a new network on random symbols. A step is what a run does: its batch made, then one native call.
     *
     * @param steps how many to measure; if not given 50, or as many as go into some twenty seconds
     * @param profiled whether to look into some more steps
     * @param progress hears the number of steps done before each, and may throw to end it
     */
    public static TrainingPace of(
            Engine engine, Recipe recipe, OptionalInt steps, boolean profiled, IntConsumer progress) {
        int context = (int) recipe.count(Knob.CONTEXT);
        int rows = (int) recipe.count(Knob.BATCH);
        int parts = (int) recipe.count(Knob.ACCUMULATE);
        Architecture architecture = recipe.architecture(Symbols.COUNT);
        Windows windows = new Windows(Symbols.tokens(rows * parts * context), context);
        Lessons lessons = new Lessons(windows, architecture.reading());
        long horizon = recipe.count(Knob.STEPS);
        int most = steps.orElse(STEPS);
        double[] times = new double[most];
        int measured = 0;
        Optional<Profile> profile = Optional.empty();
        Recipe settled;
        try (LanguageModel model = LanguageModel.build(engine, architecture, 1)) {
            settled = recipe.settled(model);
            try (Trainer trainer = new Trainer(model, settled)) {
                IntConsumer one = step -> {
                    Batch batch = lessons.at(rows * parts, step, step).batch();
                    trainer.step(
                            parts,
                            rows,
                            context,
                            batch.inputs(),
                            batch.targets(),
                            Hyperparameters.at(recipe, step, 0, Math.max(horizon, step + 1), horizon),
                            step);
                };
                double spent = 0;
                for (int step = 0; measured < most && !(steps.isEmpty() && enough(measured, spent)); step++) {
                    progress.accept(step);
                    long start = System.nanoTime();
                    one.accept(step);
                    long took = System.nanoTime() - start;
                    if (step >= WARM_UP) {
                        times[measured++] = took / 1e6;
                        spent += took;
                    }
                }
                if (profiled) {
                    profile = Optional.of(
                            Profile.of(() -> IntStream.range(0, PROFILED).forEach(one)));
                }
            }
        }
        long tokens = (long) recipe.predictions();
        double operations = tokens * 3 * architecture.operations(context);
        return new TrainingPace(
                settled.precision(),
                Arrays.copyOf(times, measured),
                tokens,
                architecture.parameters(),
                operations,
                profile);
    }

    private static boolean enough(int measured, double spent) {
        return measured >= FEWEST && spent > LONG_ENOUGH;
    }

    /** The median. */
    public double millisecondsPerStep() {
        return median(milliseconds);
    }

    public double tokensPerSecond() {
        return 1e3 * tokens / millisecondsPerStep();
    }

    /** Billions of floating-point operations a second. */
    public double gflops() {
        return operations / millisecondsPerStep() / 1e6;
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
