package understudy.repl.rehearsal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import understudy.checkpoints.CheckpointCard;
import understudy.checkpoints.JournalEvent;
import understudy.corpora.Split;
import understudy.models.Hyperparameters;
import understudy.models.Knob;
import understudy.models.Recipe;
import understudy.models.Trainer;
import understudy.repl.Figures;
import understudy.repl.Mistake;

/** Starts training runs, one at a time, and turns knobs. Called from the shell's thread; {@link #run()} from any. */
public final class Director {
    private final Company company;
    private volatile Optional<Run> run = Optional.empty();

    Director(Company company) {
        this.company = company;
    }

    /** The last run, whether it goes on or has ended; empty before the first. From any thread. */
    public Optional<Run> run() {
        return run;
    }

    /** The run that goes on or is paused. From any thread. */
    public Optional<Run> active() {
        return run.filter(Run::active);
    }

    /**
     * Starts training a model, from where it stands.
     *
     * @param reference a model, or one of its checkpoints to go on from
     * @param foreground whether the caller waits for the run and tells its end
     * @throws Mistake if a run goes on, or what was asked cannot be done; then the model in memory is the one it was, and nothing on disk has moved
     */
    public Run train(String reference, Plan plan, boolean foreground) {
        return train(reference, plan, foreground, company.notices());
    }

    /** The same for a run of which others hear than those who hear of everything else. */
    Run train(String reference, Plan plan, boolean foreground, Consumer<Notice> notices) {
        synchronized (company) {
            requireIdle();
            boolean recalled = reference.contains("@");
            Player player = recalled ? company.read(reference) : company.player(reference);
            Prepared prepared;
            try {
                player.requireWanted();
                if (player.broken() > 0) {
                    throw NotFinite.mistake(reference, player.name(), player.broken());
                }
                prepared = prepare(player, plan);
                company.branch(player);
            } catch (RuntimeException | Error fault) {
                if (recalled) {
                    player.close(); // the one in memory stays
                }
                throw fault;
            }
            if (recalled) {
                company.replace(player);
            }
            Run started = begin(player, prepared, plan, foreground, notices);
            run = Optional.of(started);
            started.start();
            return started;
        }
    }

    /**
     * What a run is made of, once it is known that it can be made.
     *
     * @param kept the optimizer to go on with; empty if a new one is to be made
     * @param lost whether there was one, whose state is no longer kept
     * @param elsewhere another text to validate on
     */
    private record Prepared(
            Material material,
            Recipe recipe,
            Course course,
            Optional<Trainer> kept,
            boolean lost,
            Optional<Elsewhere> elsewhere) {}

    /** Finds everything that can be wrong with a wish, before anything changes. */
    private Prepared prepare(Player player, Plan plan) {
        Standing before = player.standing();
        Recipe recipe = recipe(player, plan);
        Material material = Material.of(company.corpora(), company.prompts(), player, recipe);
        Course course = course(before, recipe, plan, material);
        material.requireEnough(recipe);
        boolean another = Change.asksForAnotherTrainer(before.recipe(), recipe);
        Optional<Trainer> kept = another ? Optional.empty() : player.trainer(recipe);
        Optional<Elsewhere> elsewhere = elsewhere(player, plan, recipe);
        return new Prepared(material, recipe, course, kept, kept.isEmpty() && !another, elsewhere);
    }

    /** A text that was asked for has to be there; one from before that is gone is told of, and the run goes on without it. */
    private Optional<Elsewhere> elsewhere(Player player, Plan plan, Recipe recipe) {
        if (plan.also().isPresent()) {
            return plan.also()
                    .filter(corpus -> !corpus.equals(Elsewhere.NONE))
                    .map(corpus -> Elsewhere.of(company.corpora(), company.prompts(), corpus, player, recipe));
        }
        Optional<String> before = known(player.standing());
        try {
            return before.map(corpus -> Elsewhere.of(company.corpora(), company.prompts(), corpus, player, recipe));
        } catch (Mistake gone) {
            company.tell(Notice.quiet("What " + player.name() + " forgets of " + before.orElseThrow()
                    + " cannot be measured. " + gone.getMessage() + " `--also none` leaves it out."));
            return Optional.empty();
        }
    }

    private Run begin(Player player, Prepared prepared, Plan plan, boolean foreground, Consumer<Notice> notices) {
        Standing before = player.standing();
        Course course = prepared.course();
        prepared.material().notices().forEach(line -> company.tell(Notice.of(line)));
        Trainer trainer = prepared.kept().orElseGet(() -> player.freshTrainer(prepared.recipe()));
        if (prepared.lost()) {
            company.tell(Notice.quiet("The optimizer's state at step " + Figures.count(before.step()) + " "
                    + player.lostOptimizer() + ": it starts afresh."));
        }
        announce(player, course);
        player.stands(before.with(prepared.recipe())
                .scheduled(course.cycleStart(), course.horizon())
                .patient(prepared.recipe().count(Knob.PATIENCE))
                .alongside(
                        plan.also().isEmpty()
                                ? known(before)
                                : prepared.elsewhere().map(Elsewhere::corpus)));
        company.scribe().note(player.name(), begins(player, before.recipe(), course, prepared.lost()));
        Wings wings = new Wings(new Cues(), company.scribe(), notices, foreground);
        Rehearsal rehearsal =
                new Rehearsal(player, trainer, prepared.material(), prepared.elsewhere(), course, plan.limits(), wings);
        return new Run(player, rehearsal, wings);
    }

    private static Optional<String> known(Standing standing) {
        return standing.beside().map(Standing.Beside::corpus);
    }

    private void requireIdle() {
        if (active().isPresent()) {
            RunSnapshot now = active().get().snapshot();
            throw new Mistake(now.model() + " is being trained (step " + Figures.count(now.step()) + " of "
                    + Figures.count(now.steps().to())
                    + "): one run at a time. `wait` waits for it, `stop` ends it; then type this line again.");
        }
    }

    private static Course course(Standing standing, Recipe recipe, Plan plan, Material material) {
        Plan.Limits limits = plan.limits();
        OptionalLong steps = limits.steps();
        if (limits.epochs().isPresent()) {
            double epochs = limits.epochs().getAsDouble();
            long some = Math.max(1, (long) Math.ceil(epochs * recipe.epoch(material.tokens())));
            steps = OptionalLong.of(Math.min(some, steps.orElse(Long.MAX_VALUE)));
        }
        long usual = recipe.count(Knob.STEPS);
        if (steps.isEmpty() && limits.time().isEmpty()) {
            steps = OptionalLong.of(usual);
        }
        return Course.of(standing, steps, usual, plan.horizon());
    }

    /** With the knobs that the plan turns; before the first step, what is still {@code auto} is decided for good. */
    private Recipe recipe(Player player, Plan plan) {
        Recipe recipe = Change.turned(player.name(), player.standing(), plan.knobs());
        Appetite.check(player.model(), recipe);
        return player.step() == 0 ? recipe.settled(player.model()) : recipe;
    }

    private void announce(Player player, Course course) {
        long before = player.standing().progress().horizon();
        long at = player.step();
        if (before > 0 && before <= at) {
            company.tell(Notice.quiet("The schedule ended at step " + Figures.count(before)
                    + ": a new cycle goes from " + Figures.count(at) + " to " + Figures.count(course.horizon())
                    + ", rates begin at their peak again."));
        } else if (before > 0 && before != course.horizon()) {
            company.tell(Notice.quiet("The schedule now ends at step " + Figures.count(course.horizon())
                    + " instead of " + Figures.count(before) + "."));
        }
        if (course.passesHorizon()) {
            company.tell(Notice.quiet("The schedule ends at step " + Figures.count(course.horizon())
                    + ": from there a new cycle goes to " + Figures.count(course.expected()) + "."));
        }
    }

    private static JournalEvent begins(Player player, Recipe before, Course course, boolean afresh) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("to", course.expected());
        facts.put("cycle_start", course.cycleStart());
        facts.put("horizon", course.horizon());
        facts.put("precision", player.standing().recipe().precision());
        facts.put("changes", Change.between(before, player.standing().recipe()));
        if (afresh) {
            facts.put(Events.AFRESH, true);
        }
        return new JournalEvent(player.step(), Events.TRAIN, facts);
    }

    /**
     * Turns a knob of a model, at once or between two steps of its run.
     *
     * @throws Mistake if the knob cannot be turned any more
     */
    public Change set(String model, Knob knob, String value) {
        synchronized (company) {
            Player player = company.player(model);
            player.requireWanted();
            return player.touch(() -> {
                Standing before = player.standing();
                Recipe recipe = Change.turned(model, before, Map.of(knob, value));
                Appetite.check(player.model(), recipe);
                if (player.taken()
                        && knob.stage() == Knob.Stage.RUN
                        && !recipe.text(knob).equals(before.recipe().text(knob))) {
                    throw new Mistake(knob.word() + " cannot change during a run: `stop` ends it.");
                }
                Change change = new Change(knob, before.recipe().text(knob), recipe.text(knob), before.step() + 1);
                if (!change.from().equals(change.to())) {
                    if (!player.taken()) {
                        company.branch(
                                player); // from here on it is another model than the one of the later checkpoints
                    }
                    if (Change.asksForAnotherTrainer(before.recipe(), recipe)) {
                        player.dropTrainer();
                    }
                    player.stands(before.with(recipe));
                    company.scribe().note(player.name(), change.event());
                }
                return change;
            });
        }
    }

    /**
     * Tries out rates on a copy of a model, which is only read.
     *
     * @param knobs turned for the copy
     * @param steps from the lowest rate to the highest
     * @param goesOn hears each step, and says whether to take another
     * @throws Mistake if a run goes on
     */
    public RateSweep findRate(String reference, Map<Knob, String> knobs, int steps, Predicate<RateSweep.Point> goesOn) {
        Player player;
        RateFinder finder;
        synchronized (company) {
            requireIdle();
            player = reference.contains("@") ? company.read(reference) : company.player(reference);
            Recipe recipe = Change.turned(player.name(), player.standing(), knobs);
            Appetite.check(player.model(), recipe);
            Material material = Material.of(company.corpora(), company.prompts(), player, recipe);
            long seed = player.part().origin().seed();
            finder = new RateFinder(material, recipe.settled(player.model()), seed, steps);
        }
        try {
            return finder.sweep(player.model(), goesOn);
        } finally {
            if (reference.contains("@")) {
                player.close(); // the one in memory stays
            }
        }
    }

    /**
     * Compares choices of batch norm's statistics on a model, which is only read.
     *
     * @param choices of the knob
     * @param steps that a copy is trained on with each; may be 0
     * @param heard what is being done, often; may throw to end it
     * @throws Mistake if a run goes on, or the model has no batch norm
     */
    public List<NormTrial> normTrials(String reference, List<String> choices, int steps, Consumer<String> heard) {
        Player player;
        NormTrials trials;
        synchronized (company) {
            requireIdle();
            player = reference.contains("@") ? company.read(reference) : company.player(reference);
            if (!player.model().keepsStatistics()) {
                throw new Mistake("--norm-statistics compares what batch norm keeps: expected a model with --norm"
                        + " batch; " + player.name() + " has none. `eval " + reference + "` measures it.");
            }
            Recipe recipe = player.standing().recipe().settled(player.model());
            Material material = Material.of(company.corpora(), company.prompts(), player, recipe);
            long seed = player.part().origin().seed();
            trials = new NormTrials(
                    material, player.model(), recipe, player.standing().progress(), seed);
        }
        try {
            return trials.of(player.model(), choices, steps, heard);
        } finally {
            if (reference.contains("@")) {
                player.close(); // the one in memory stays
            }
        }
    }

    /** What the schedule makes of a model's rate at its next step; empty where its cycle is over or has not begun. */
    public OptionalDouble rate(String model) {
        synchronized (company) {
            Player player = company.player(model);
            Standing standing = player.standing();
            CheckpointCard.Progress progress = standing.progress();
            String corpus = player.part().source().corpus();
            if (standing.step() >= progress.horizon()
                    || !company.corpora().names().contains(corpus)) {
                return OptionalDouble.empty();
            }
            long tokens = company.corpora().card(corpus).tokens(Split.TRAIN);
            return OptionalDouble.of(Hyperparameters.at(
                            standing.recipe(),
                            standing.step(),
                            progress.cycleStart(),
                            progress.horizon() - progress.cycleStart(),
                            standing.recipe().epoch(tokens))
                    .rate());
        }
    }

    /** A model is gone, or has another name: its last run is no longer shown. */
    void forget(String model) {
        run = run.filter(last -> !last.snapshot().model().equals(model));
    }

    /** Ends the run and waits for its checkpoint. */
    void end(Ending reason) {
        active().ifPresent(going -> {
            going.stop(reason);
            going.await();
        });
    }
}
