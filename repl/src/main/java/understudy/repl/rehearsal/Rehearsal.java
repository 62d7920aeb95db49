package understudy.repl.rehearsal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import understudy.checkpoints.JournalEvent;
import understudy.corpora.Batch;
import understudy.corpora.Chunk;
import understudy.models.Generation;
import understudy.models.Hyperparameters;
import understudy.models.Knob;
import understudy.models.Recipe;
import understudy.models.Sampling;
import understudy.models.Seeds;
import understudy.models.StepResult;
import understudy.models.Trainer;
import understudy.repl.Figures;

/**
 * The steps of one run and what stands between them. All of it happens on the run's thread.
 *
 * <p>A step's batch and dropout come from (the model's seed, the step's number) alone, and its hyperparameters from the recipe and the schedule: see the package's page.
 */
final class Rehearsal {
    private static final long BATCHES = 1;
    private static final long DROPOUT = 2;
    private static final long SAMPLES = 3;
    private static final int SAMPLE_TOKENS = 120;
    private static final int BURST = 16;
    private static final long PUBLISH_EVERY = 100_000_000;

    private final Player player;
    private final Trainer trainer;
    private final Material material;
    private final Course course;
    private final Plan.Limits limits;
    private final Wings wings;
    private final Stopwatch watch = new Stopwatch(System::nanoTime);
    private final Pace pace = new Pace();
    private final Curve curve = new Curve();
    private final long from;
    private final long batchSeed;
    private final long dropoutSeed;
    private final int context;
    private Evaluation evaluation;
    private long evaluationWindows;
    private double evaluationSeconds;
    private OptionalDouble rate = OptionalDouble.empty();
    private OptionalDouble gradient = OptionalDouble.empty();
    private boolean reckoned;
    private boolean timed;
    private long published;
    private String message = "";
    private volatile RunSnapshot snapshot;

    Rehearsal(Player player, Trainer trainer, Material material, Course course, Plan.Limits limits, Wings wings) {
        this.player = player;
        this.trainer = trainer;
        this.material = material;
        this.course = course;
        this.limits = limits;
        this.wings = wings;
        this.from = player.step();
        long seed = player.part().origin().seed();
        this.batchSeed = Seeds.mix(seed, BATCHES);
        this.dropoutSeed = Seeds.mix(seed, DROPOUT);
        this.context = player.model().architecture().context();
        publish(RunSnapshot.State.REHEARSING, Optional.empty());
    }

    /** The latest state; from any thread. */
    RunSnapshot snapshot() {
        return snapshot;
    }

    /** Trains until there is a reason to end. */
    Ending perform() {
        if (player.step() == 0 && player.standing().validation().isEmpty()) {
            Optional<Ending> ending = evaluate();
            if (ending.isPresent()) {
                return ending.get();
            }
            save();
        }
        Optional<Ending> ending = cutOff() ? after() : Optional.empty();
        if (ending.isEmpty()) {
            ending = between();
        }
        while (ending.isEmpty()) {
            ending = step();
            if (ending.isEmpty()) {
                ending = after();
            }
            if (ending.isEmpty()) {
                ending = between();
            }
        }
        if (ending.get().asPlanned() && !evaluatedHere()) {
            return evaluate().orElse(ending.get());
        }
        return ending.get();
    }

    /** Leaves a checkpoint, if the model is worth one, and tells why it ended. */
    void finish(Ending ending) {
        publish(RunSnapshot.State.SAVING, Optional.empty());
        if (ending != Ending.NOT_FINITE) {
            wings.scribe().flush();
            if (player.unsaved()) {
                wings.scribe().save(player.copy());
            }
        }
        Standing standing = player.standing();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("because", ending.toString());
        standing.train().ifPresent(loss -> facts.put("train", loss));
        facts.put("seconds", watch.seconds());
        if (!message.isEmpty()) {
            facts.put("message", message);
        }
        note(Events.ENDED, facts);
        wings.scribe().flush();
        if (player.unsaved()) {
            wings.tell(Notice.trouble("The last steps of " + player.name() + " are only in memory: `save "
                    + player.name() + "` tries again."));
        }
    }

    /** The last snapshot: from here on the run is over for everyone. */
    void over(Ending ending) {
        RunSnapshot.State state = ending.trouble()
                ? RunSnapshot.State.FAILED
                : ending.asPlanned() ? RunSnapshot.State.DONE : RunSnapshot.State.STOPPED;
        publish(state, Optional.of(ending));
    }

    /** What the person should read about the ending. */
    void message(String line) {
        message = line;
    }

    private Optional<Ending> between() {
        Cues cues = wings.cues();
        cues.work();
        if (cues.paused()) {
            watch.pause();
            publish(RunSnapshot.State.PAUSED, Optional.empty());
            cues.waitWhilePaused();
            watch.resume();
            publish(RunSnapshot.State.REHEARSING, Optional.empty());
        }
        if (cues.wish().isPresent()) {
            publish(RunSnapshot.State.STOPPING, Optional.empty());
            return cues.wish();
        }
        if (course.endsAt(player.step())) {
            return Optional.of(timed ? Ending.TIME : Ending.STEPS);
        }
        if (limits.time().isPresent()
                && !timed
                && watch.seconds() >= limits.time().get().toNanos() / 1e9) {
            return Optional.of(Ending.TIME);
        }
        if (course.cycle(player.step())) {
            reschedule();
        }
        return Optional.empty();
    }

    private Optional<Ending> step() {
        Standing standing = player.standing();
        Recipe recipe = standing.recipe();
        long step = standing.step();
        int rows = (int) recipe.count(Knob.BATCH);
        int accumulate = (int) recipe.count(Knob.ACCUMULATE);
        long begun = watch.now();
        Chunk chunk = material.lessons().at(Math.multiplyExact(rows, accumulate), step, Seeds.mix(batchSeed, step));
        if (chunk.startsOver()) {
            trainer.startOver();
        }
        Batch batch = chunk.batch();
        Hyperparameters hyperparameters =
                Hyperparameters.at(recipe, step, course.cycleStart(), course.horizon() - course.cycleStart());
        StepResult result = trainer.step(
                accumulate,
                rows,
                context,
                batch.inputs(),
                batch.targets(),
                hyperparameters,
                Seeds.mix(dropoutSeed, step));
        pace.add(watch.now() - begun);
        rate = OptionalDouble.of(hyperparameters.rate());
        gradient = OptionalDouble.of(result.gradientNorm());
        if (!Double.isFinite(result.loss()) || !Double.isFinite(result.gradientNorm())) {
            return Optional.of(diverged(
                    Double.isFinite(result.loss()) ? "gradient" : "training loss",
                    Double.isFinite(result.loss()) ? result.gradientNorm() : result.loss()));
        }
        player.stands(standing.stepped(result.loss(), (long) rows * accumulate * context));
        curve.add(result.loss());
        if (watch.now() - published > PUBLISH_EVERY) {
            publish(RunSnapshot.State.REHEARSING, Optional.empty());
        }
        return Optional.empty();
    }

    /** What is due behind a step: an evaluation, a sample, a checkpoint. */
    private Optional<Ending> after() {
        long step = player.step();
        Recipe recipe = player.standing().recipe();
        if (limits.time().isPresent() && course.open() && !reckoned && enough()) {
            reckoned = true;
            measured(step);
        }
        boolean evaluates = step % recipe.count(Knob.EVAL_EVERY) == 0 || course.endsAt(step);
        Optional<Ending> ending = evaluates ? evaluate() : Optional.empty();
        long sampleEvery = recipe.count(Knob.SAMPLE_EVERY);
        if (ending.isEmpty() && sampleEvery > 0 && step % sampleEvery == 0) {
            sample();
        }
        long saveEvery = recipe.count(Knob.SAVE_EVERY);
        boolean saves = saveEvery > 0 ? step % saveEvery == 0 : evaluatedHere();
        if (saves && (ending.isEmpty() || ending.get().asPlanned())) {
            save();
        }
        return ending;
    }

    /** Whether enough steps are measured to turn time into steps; fewer must do where the time would be over before. */
    private boolean enough() {
        long missing = Course.MEASURED - pace.count();
        double then = watch.seconds() + missing * pace.median();
        return missing <= 0
                || (pace.count() >= Course.FEWEST
                        && then >= limits.time().orElseThrow().toNanos() / 1e9);
    }

    private void measured(long step) {
        double left = limits.time().get().toNanos() / 1e9 - watch.seconds();
        double each =
                pace.median() + evaluationSeconds / player.standing().recipe().count(Knob.EVAL_EVERY);
        timed = course.measured(step, (long) (left / each));
        if (timed) {
            reschedule();
            wings.tell(Notice.quiet(Figures.time(limits.time().get()) + " is about "
                    + Figures.count(course.expected() - from) + " steps: " + player.name() + " will rehearse to step "
                    + Figures.count(course.expected()) + ", where the schedule ends."));
        }
    }

    private void reschedule() {
        player.stands(player.standing().scheduled(course.cycleStart(), course.horizon()));
        note(Events.SCHEDULE, Map.of("cycle_start", course.cycleStart(), "horizon", course.horizon()));
    }

    /** Whether the last run was asked to end while it did what is due behind this step. */
    private boolean cutOff() {
        long step = player.step();
        return step > 0 && step % player.standing().recipe().count(Knob.EVAL_EVERY) == 0 && !evaluatedHere();
    }

    private boolean evaluatedHere() {
        return player.standing()
                .validation()
                .filter(e -> e.step() == player.step())
                .isPresent();
    }

    private Optional<Ending> evaluate() {
        publish(RunSnapshot.State.EVALUATING, Optional.empty());
        Recipe recipe = player.standing().recipe();
        if (evaluation == null || evaluationWindows != recipe.count(Knob.EVAL_WINDOWS)) {
            evaluationWindows = recipe.count(Knob.EVAL_WINDOWS);
            evaluation = new Evaluation(
                    material.validation(), evaluationWindows, player.model().architecture());
        }
        long begun = watch.now();
        OptionalDouble loss = evaluation.loss(player.model(), () -> {
            wings.cues().work();
            return wings.cues().wish().isPresent();
        });
        evaluationSeconds = (watch.now() - begun) / 1e9;
        if (loss.isEmpty()) {
            return wings.cues().wish();
        }
        if (!Double.isFinite(loss.getAsDouble())) {
            return Optional.of(diverged("validation loss", loss.getAsDouble()));
        }
        player.stands(player.standing().evaluated(loss.getAsDouble()));
        tellEvaluation();
        publish(RunSnapshot.State.REHEARSING, Optional.empty());
        if (limits.until().isPresent() && loss.getAsDouble() <= limits.until().getAsDouble()) {
            return Optional.of(Ending.UNTIL);
        }
        long patience = recipe.count(Knob.PATIENCE);
        return patience > 0 && player.standing().stale() >= patience ? Optional.of(Ending.PATIENCE) : Optional.empty();
    }

    private void tellEvaluation() {
        Standing standing = player.standing();
        boolean best = standing.best().equals(standing.validation());
        double loss = standing.validation().orElseThrow().loss();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("validation", loss);
        standing.train().ifPresent(train -> facts.put("train", train));
        facts.put("best", best);
        note(Events.EVALUATED, facts);
        if (wings.foreground()) {
            String train = standing.train().isPresent()
                    ? "train " + Figures.loss(standing.train().getAsDouble()) + "  "
                    : "";
            wings.tell(Notice.quiet(player.name() + "@" + Figures.count(standing.step()) + "  " + train + "validation "
                    + Figures.loss(loss) + (best ? "  best so far" : "")));
        }
    }

    private Ending diverged(String what, double value) {
        player.spoil();
        message = Advice.notFinite(player, what, value, rate);
        return Ending.NOT_FINITE;
    }

    /** Always from the same random numbers, so that two samples differ by what was learnt between them. */
    private void sample() {
        Recipe recipe = player.standing().recipe();
        Sampling sampling = new Sampling(recipe.number(Knob.TEMPERATURE), 0, 1, 0, 1);
        long seed = Seeds.mix(player.part().origin().seed(), SAMPLES);
        StringBuilder text = new StringBuilder();
        try (Generation generation = new Generation(player.model(), sampling, 1, seed)) {
            generation.read(player.part().tokenizer().start());
            for (int said = 0; said < SAMPLE_TOKENS && wings.cues().wish().isEmpty(); said += BURST) {
                text.append(player.part().tokenizer().decode(generation.speak(BURST)[0]));
                wings.cues().work();
            }
        }
        note(Events.SAMPLED, Map.of("temperature", sampling.temperature(), "text", text.toString()));
        wings.tell(Notice.quiet(player.name() + "@" + Figures.count(player.step()) + " says: "
                + wholeWords(text.toString()).replaceAll("\\s*\\n\\s*", " / ")));
    }

    /** Without the word in which the sample happens to end. */
    private static String wholeWords(String text) {
        String words = text.replaceFirst("(?s)\\s\\S*$", "");
        return (words.isBlank() ? text : words).strip();
    }

    private void save() {
        publish(RunSnapshot.State.SAVING, Optional.empty());
        wings.scribe().save(player.copy());
        publish(RunSnapshot.State.REHEARSING, Optional.empty());
    }

    private void note(String kind, Map<String, Object> facts) {
        wings.scribe().note(player.name(), new JournalEvent(player.step(), kind, facts));
    }

    private void publish(RunSnapshot.State state, Optional<Ending> ending) {
        published = watch.now();
        Standing standing = player.standing();
        Recipe recipe = standing.recipe();
        double median = pace.median();
        boolean known = !Double.isNaN(median);
        double tokens = (double) recipe.count(Knob.BATCH) * recipe.count(Knob.ACCUMULATE) * context;
        long every = recipe.count(Knob.EVAL_EVERY);
        double perStep = median + evaluationSeconds / every;
        double left = limits.time().isPresent() && !timed
                ? limits.time().get().toNanos() / 1e9 - watch.seconds()
                : Double.MAX_VALUE;
        if (known) {
            left = Math.min(left, (course.expected() - standing.step()) * perStep);
        }
        snapshot = new RunSnapshot(
                player.name(),
                material.corpus(),
                material.floor(),
                state,
                new RunSnapshot.Steps(
                        from,
                        course.expected(),
                        ending.isPresent() ? OptionalLong.empty() : OptionalLong.of(every - standing.step() % every)),
                standing,
                new RunSnapshot.Tempo(
                        rate,
                        gradient,
                        known ? OptionalDouble.of(median) : OptionalDouble.empty(),
                        known ? OptionalDouble.of(tokens / median) : OptionalDouble.empty(),
                        known && ending.isEmpty() ? OptionalDouble.of(Math.max(0, left)) : OptionalDouble.empty(),
                        watch.seconds()),
                curve.points(),
                ending,
                message);
    }
}
