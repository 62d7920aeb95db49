package understudy.repl.rehearsal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import understudy.checkpoints.JournalEvent;
import understudy.corpora.Batch;
import understudy.corpora.Chunk;
import understudy.models.Hyperparameters;
import understudy.models.Knob;
import understudy.models.Reading;
import understudy.models.Recipe;
import understudy.models.Seeds;
import understudy.models.StepResult;
import understudy.models.Trainer;
import understudy.repl.Figures;

/**
 * The steps of one run and what is due behind them. All of it happens on the run's thread.
 *
 * <p>A step's batch and dropout come from (the model's seed, the step's number) alone, and its hyperparameters from the recipe and the schedule: see the package's page.
 */
final class Rehearsal {
    private static final long BATCHES = 1;
    private static final long DROPOUT = 2;

    private final Player player;
    private final Trainer trainer;
    private final Material material;
    private final Course course;
    private final Plan.Limits limits;
    private final Wings wings;
    private final Timing timing;
    private final Bulletin bulletin;
    private final Review review;
    private final Excerpt excerpt;
    private final long from;
    private final long batchSeed;
    private final long dropoutSeed;

    Rehearsal(
            Player player,
            Trainer trainer,
            Material material,
            Optional<Elsewhere> elsewhere,
            Course course,
            Plan.Limits limits,
            Wings wings) {
        this.player = player;
        this.trainer = trainer;
        this.material = material;
        this.course = course;
        this.limits = limits;
        this.wings = wings;
        this.timing = new Timing(limits.time(), course);
        this.bulletin = new Bulletin(player, material, course, timing);
        this.review = new Review(player, material, elsewhere, limits.until(), timing, wings, bulletin);
        this.excerpt = new Excerpt(player, material, timing, wings);
        this.from = player.step();
        long seed = player.part().origin().seed();
        this.batchSeed = Seeds.mix(seed, BATCHES);
        this.dropoutSeed = Seeds.mix(seed, DROPOUT);
    }

    /** What it publishes. */
    Bulletin bulletin() {
        return bulletin;
    }

    /** Trains until there is a reason to end. */
    Ending perform() {
        if (player.step() == 0 && player.standing().validation().isEmpty()) {
            Optional<Ending> ending = review.perform();
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
        if (ending.get().asPlanned() && !review.done()) {
            return review.perform().orElse(ending.get());
        }
        return ending.get();
    }

    /** Leaves a checkpoint, if the model is worth one, and tells why it ended. */
    void finish(Ending ending) {
        bulletin.publish(RunSnapshot.State.SAVING);
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
        facts.put("seconds", timing.seconds());
        if (!bulletin.message().isEmpty()) {
            facts.put("message", bulletin.message());
        }
        note(Events.ENDED, facts);
        wings.scribe().flush();
        if (player.unsaved()) {
            wings.tell(Notice.trouble("The last steps of " + player.name() + " are only in memory: `save "
                    + player.name() + "` tries again."));
        }
    }

    private Optional<Ending> between() {
        Cues cues = wings.cues();
        cues.work();
        if (cues.paused()) {
            timing.pause();
            bulletin.publish(RunSnapshot.State.PAUSED);
            cues.waitWhilePaused();
            timing.resume();
            bulletin.publish(RunSnapshot.State.REHEARSING);
        }
        if (cues.wish().isPresent()) {
            bulletin.publish(RunSnapshot.State.STOPPING);
            return cues.wish();
        }
        if (course.endsAt(player.step())) {
            return Optional.of(timing.end());
        }
        if (timing.up()) {
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
        long begun = timing.now();
        Chunk chunk = material.lessons().at(Math.multiplyExact(rows, accumulate), step, Seeds.mix(batchSeed, step));
        if (chunk.startsOver()) {
            trainer.startOver();
        }
        Batch batch = chunk.batch();
        Hyperparameters hyperparameters = Hyperparameters.at(
                recipe,
                step,
                course.cycleStart(),
                course.horizon() - course.cycleStart(),
                recipe.epoch(material.tokens()));
        StepResult result = trainer.step(
                accumulate,
                rows,
                batch.length(),
                batch.inputs(),
                batch.targets(),
                hyperparameters,
                Seeds.mix(dropoutSeed, step));
        timing.step(begun);
        bulletin.stepped(hyperparameters.rate(), result);
        if (!Double.isFinite(result.loss())) {
            return Optional.of(bulletin.diverged("training loss", result.loss()));
        }
        if (!Double.isFinite(result.gradientNorm())) {
            return Optional.of(bulletin.diverged("gradient", result.gradientNorm()));
        }
        boolean moments = player.model().architecture().reading() == Reading.MOMENTS;
        player.stands(standing.stepped(result.loss(), (long) batch.rows() * (moments ? 1 : batch.length())));
        bulletin.learnt(result.loss());
        return Optional.empty();
    }

    /** What is due behind a step: an evaluation, a sample, a checkpoint. */
    private Optional<Ending> after() {
        long step = player.step();
        Recipe recipe = player.standing().recipe();
        if (timing.reckon(player.standing())) {
            reschedule();
            wings.tell(Notice.quiet(Figures.time(limits.time().orElseThrow()) + " is about "
                    + Figures.count(course.expected() - from) + " steps: " + player.name() + " will rehearse to step "
                    + Figures.count(course.expected()) + ", where the schedule ends."));
        }
        boolean evaluates = step % recipe.count(Knob.EVAL_EVERY) == 0 || course.endsAt(step);
        Optional<Ending> ending = evaluates ? review.perform() : Optional.empty();
        if (ending.isEmpty()) {
            excerpt.behind(evaluates);
        }
        long saveEvery = recipe.count(Knob.SAVE_EVERY);
        boolean saves = saveEvery > 0 ? step % saveEvery == 0 : review.done();
        if (saves && (ending.isEmpty() || ending.get().asPlanned())) {
            save();
        }
        return ending;
    }

    private void reschedule() {
        player.stands(player.standing().scheduled(course.cycleStart(), course.horizon()));
        note(Events.SCHEDULE, Map.of("cycle_start", course.cycleStart(), "horizon", course.horizon()));
    }

    /** Whether the last run was asked to end while it did what is due behind this step. */
    private boolean cutOff() {
        long step = player.step();
        return step > 0 && step % player.standing().recipe().count(Knob.EVAL_EVERY) == 0 && !review.done();
    }

    private void save() {
        bulletin.publish(RunSnapshot.State.SAVING);
        wings.scribe().save(player.copy());
        bulletin.publish(RunSnapshot.State.REHEARSING);
    }

    private void note(String kind, Map<String, Object> facts) {
        wings.scribe().note(player.name(), new JournalEvent(player.step(), kind, facts));
    }
}
