package understudy.repl.commands;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import understudy.repl.rehearsal.Speaker;
import understudy.repl.speech.Performance;
import understudy.repl.views.Bout;

/**
 * Has pairs of models speak, on a thread of its own, which borrows them and gives them back. Closing breaks off what is being said.
 */
final class Bouts implements Supplier<CompletableFuture<Bout>>, AutoCloseable {
    private final List<String> names;
    private final List<String> prompts;
    private final SamplingOptions options;
    private final SplittableRandom random;
    private final Function<String, Speaker> lender;
    private final Map<String, Speaker> speakers = new HashMap<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread made = new Thread(work, "arena");
        made.setDaemon(true);
        return made;
    });
    private volatile boolean over;

    /**
     * @param names two or more checkpoints
     * @param prompts what they go on with, one of them at a time
     * @param seed decides who meets, on what, and how they speak
     * @param lender lends one out; called on the thread
     */
    Bouts(
            List<String> names,
            List<String> prompts,
            SamplingOptions options,
            long seed,
            Function<String, Speaker> lender) {
        this.names = names;
        this.prompts = prompts;
        this.options = options;
        this.random = new SplittableRandom(seed);
        this.lender = lender;
    }

    /** Begins the next one. */
    @Override
    public CompletableFuture<Bout> get() {
        int first = random.nextInt(names.size());
        int second = (first + 1 + random.nextInt(names.size() - 1)) % names.size();
        String prompt = prompts.get(random.nextInt(prompts.size()));
        long own = random.nextInt(1_000_000);
        return CompletableFuture.supplyAsync(
                () -> new Bout(
                        prompt, own, answer(names.get(first), prompt, own), answer(names.get(second), prompt, own)),
                thread);
    }

    private Bout.Answer answer(String name, String prompt, long seed) {
        Speaker speaker = speakers.computeIfAbsent(name, lender);
        Performance performance = new Performance(speaker.model(), speaker.tokenizer(), () -> over, System::nanoTime);
        String text = performance
                .of(options.cue(prompt, 1, seed), piece -> {})
                .speeches()
                .get(0)
                .text();
        return new Bout.Answer(name, text);
    }

    /** Whoever speaks ends soon; however long that takes, the models are given back only then. */
    @Override
    public void close() {
        over = true;
        thread.execute(() -> speakers.values().forEach(Speaker::close));
        thread.shutdown();
        try {
            thread.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
