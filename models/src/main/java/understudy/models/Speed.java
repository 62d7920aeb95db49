package understudy.models;

import java.util.SplittableRandom;

/** Short measurements of what this machine does faster. */
final class Speed {
    private static final int WARM_UP = 1;
    private static final int TRIALS = 3;
    /** Enough to judge by, also where the machine is busy with something else. */
    private static final long PATIENCE_NANOS = 300_000_000;
    /** Below this many parameters the casts cost what the products save. */
    private static final long WORTH_MEASURING = 300_000;
    /** What bfloat16 must save to be worth its rounding. */
    private static final double WORTHWHILE = .95;

    private Speed() {}

    /** Whether training steps take less time with the second recipe than with the first, measured on a copy of the model. */
    static boolean faster(LanguageModel model, Recipe first, Recipe second) {
        if (model.parameters() < WORTH_MEASURING) {
            return false;
        }
        try (LanguageModel copy = model.snapshot()) {
            return fastest(copy, second) < WORTHWHILE * fastest(copy, first);
        }
    }

    /** Nanoseconds of the fastest of a few steps. */
    private static long fastest(LanguageModel model, Recipe recipe) {
        int rows = (int) recipe.count(Knob.BATCH);
        int length = model.architecture().context();
        int[] ids = new SplittableRandom(0)
                .ints((long) rows * length, 0, model.architecture().vocabulary())
                .toArray();
        Hyperparameters still = new Hyperparameters(0, 0, 0, .9, .9, 0, 0, 0);
        long best = Long.MAX_VALUE;
        try (Trainer trainer = new Trainer(model, recipe)) {
            long begin = System.nanoTime();
            for (int i = 0; i < WARM_UP + TRIALS; i++) {
                if (i > WARM_UP && System.nanoTime() - begin > PATIENCE_NANOS) {
                    break;
                }
                long start = System.nanoTime();
                trainer.step(1, rows, length, ids, ids, still, 0);
                best = i < WARM_UP ? best : Math.min(best, System.nanoTime() - start);
            }
        }
        return best;
    }
}
