package understudy.repl.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import understudy.models.Architecture;
import understudy.models.Engine;
import understudy.models.Generation;
import understudy.models.Knob;
import understudy.models.LanguageModel;
import understudy.models.Recipe;
import understudy.models.Sampling;
import understudy.repl.Interrupted;

/**
 * The work by which machines and programs are compared, measured one after the other: two networks known from nanoGPT, trained and spoken with, and the start of a
 * program.
 */
public final class Yardsticks {
    /**
     * @param work what was done
     * @param value how fast
     * @param unit of the value: {@code ms a step}, {@code tokens/s} or {@code ms}
     * @param precision of the matrix products
     */
    public record Yardstick(String work, double value, String unit, String precision) {}

    private static final String SINGLE = "fp32";
    private static final int DEEP = 12;
    private static final int TIMES = 5;

    private final Engine engine;
    private final Path recipes;
    private final BooleanSupplier halted;
    private final Consumer<String> progress;
    private final List<Yardstick> all = new ArrayList<>();
    private OptionalInt count = OptionalInt.empty();

    /**
     * @param recipes the folder of the person's own
     * @param halted whether the person has asked to stop
     * @param progress hears what is measured next
     */
    public Yardsticks(Engine engine, Path recipes, BooleanSupplier halted, Consumer<String> progress) {
        this.engine = engine;
        this.recipes = recipes;
        this.halted = halted;
        this.progress = progress;
    }

    /**
     * All of them; some two minutes.
     *
     * @param less knobs of both networks that are turned, such as those that make them smaller
     * @param count steps of training, or tokens of each text; as many as make a good median if not given
     * @throws Interrupted if the person asked to stop
     */
    public List<Yardstick> measured(Map<Knob, String> less, OptionalInt count) {
        all.clear();
        this.count = count;
        Recipe small = turned(Recipe.named("nanogpt-cpu", recipes).with("precision", SINGLE), less);
        Recipe large =
                turned(Recipe.named("nanogpt-gpu", recipes).with("batch", "8").with("dropout", "0"), less);
        train(small, "train nanogpt-cpu");
        train(large, "train nanogpt-gpu, batch 8");
        speak(small, "sample nanogpt-cpu");
        speak(large, "sample nanogpt-gpu");
        start(small);
        return List.copyOf(all);
    }

    private static Recipe turned(Recipe recipe, Map<Knob, String> knobs) {
        Recipe turned = recipe;
        for (Map.Entry<Knob, String> knob : knobs.entrySet()) {
            turned = turned.with(knob.getKey().word(), knob.getValue());
        }
        return turned;
    }

    private void train(Recipe recipe, String work) {
        TrainingPace pace = TrainingPace.of(engine, recipe, count, false, step -> next(work + ", step " + step));
        all.add(new Yardstick(work, pace.millisecondsPerStep(), "ms a step", pace.precision()));
    }

    private void speak(Recipe recipe, String work) {
        next(work);
        SpeakingPace pace = SpeakingPace.of(engine, recipe, count, halted);
        all.add(new Yardstick(work, pace.tokensPerSecond(), "tokens/s", SINGLE));
        all.add(new Yardstick(work + ", eight at once", pace.tokensPerSecondOfEight(), "tokens/s", SINGLE));
    }

    /** Tracing and loading, each time of a network that the engine has not met yet. */
    private void start(Recipe small) {
        String work = "start of a program, " + DEEP + " layers";
        next(work);
        double[] times = new double[TIMES];
        for (int time = 0; time < TIMES; time++) {
            Architecture deep = small.with("layers", Integer.toString(DEEP))
                    .with("context", Integer.toString(DEEP + time))
                    .architecture(Symbols.COUNT);
            try (LanguageModel model = LanguageModel.build(engine, deep, 1)) {
                long begun = System.nanoTime();
                new Generation(model, Sampling.DEFAULT, 1, 1).close();
                times[time] = (System.nanoTime() - begun) / 1e6;
            }
        }
        all.add(new Yardstick(work, TrainingPace.median(times), "ms", SINGLE));
    }

    private void next(String work) {
        if (halted.getAsBoolean()) {
            throw new Interrupted();
        }
        progress.accept(work);
    }
}
