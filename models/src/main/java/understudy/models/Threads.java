package understudy.models;

import ai.djl.pytorch.jni.JniUtils;

/**
 * How many threads speaking is faster with, by short measurements. Products of one row wait for memory and are over before
 * a second thread has woken; only large networks or many rows gain by more.
 *
 * <p>libtorch counts threads for each calling thread by itself, so speaking with one takes nothing from a run that trains beside
 * it with all.
 */
final class Threads {
    /** What the calling thread has told libtorch. */
    private static final ThreadLocal<Integer> TOLD = ThreadLocal.withInitial(() -> 0);

    private static final int TRIALS = 8;
    private static final int FEWEST_TRIALS = 2;
    private static final int MOST_TOKENS = 16;
    /** Nanoseconds for a trial, and for all of them. */
    private static final long TRIAL = 20_000_000;

    private static final long PATIENCE = 400_000_000;
    /** Other work would gladly have the threads that speaking hardly needs. */
    private static final double CLEAR = .95;

    private final LanguageModel model;
    private final int rows;
    private final int all;

    private Threads(LanguageModel model, int rows) {
        this.model = model;
        this.rows = rows;
        this.all = model.engine().info().threads();
    }

    /** What the operations that the calling thread begins may use, until it says otherwise. */
    static void use(int threads) {
        // also told when a thread begins: it would inherit what another said last
        if (TOLD.get() != threads) {
            JniUtils.setNumThreads(threads);
            TOLD.set(threads);
        }
    }

    /** For single tokens of so many rows: one or all. */
    static int ofSpeaking(LanguageModel model, int rows) {
        Engine engine = model.engine();
        int all = engine.info().threads();
        if (all == 1 || engine.device().isCuda()) {
            return all;
        }
        Architecture architecture = model.architecture();
        String answer = engine.answer(
                "threads for " + rows + (rows == 1 ? " row" : " rows") + " of " + architecture.arch() + " with "
                        + architecture.parameters() + " parameters",
                () -> Integer.toString(new Threads(model, rows).faster()));
        return answer.equals("1") ? 1 : all;
    }

    private int faster() {
        int tokens = Math.max(1, (int) Math.min(MOST_TOKENS, TRIAL / time(1, 1)));
        time(all, tokens);
        long one = Long.MAX_VALUE;
        long many = Long.MAX_VALUE;
        long begun = System.nanoTime();
        for (int i = 0; i < FEWEST_TRIALS || (i < TRIALS && System.nanoTime() - begun < PATIENCE); i++) {
            one = Math.min(one, time(1, tokens));
            many = Math.min(many, time(all, tokens));
        }
        return many < CLEAR * one ? all : 1;
    }

    /** Nanoseconds for single tokens after the first. */
    private long time(int threads, int tokens) {
        try (Generation generation = new Generation(model, Sampling.DEFAULT, rows, 1, threads)) {
            generation.read(0);
            generation.speak(1);
            long start = System.nanoTime();
            generation.speak(tokens);
            return System.nanoTime() - start;
        }
    }
}
