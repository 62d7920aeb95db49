package understudy.repl.rehearsal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import understudy.checkpoints.JournalEvent;
import understudy.models.Knob;
import understudy.models.LanguageModel;
import understudy.models.Recipe;
import understudy.repl.Figures;

/** The evaluations of a run, and what they say about going on. On the run's thread. */
final class Review {
    private final Player player;
    private final Material material;
    private final Optional<Elsewhere> elsewhere;
    private final OptionalDouble until;
    private final Timing timing;
    private final Wings wings;
    private final Bulletin bulletin;
    private final Counsel counsel;
    private Evaluation evaluation;
    private Optional<Evaluation> beside = Optional.empty();
    private long windows;

    /**
     * @param elsewhere another text to be measured on
     * @param until the validation loss that ends the run
     */
    Review(
            Player player,
            Material material,
            Optional<Elsewhere> elsewhere,
            OptionalDouble until,
            Timing timing,
            Wings wings,
            Bulletin bulletin) {
        this.player = player;
        this.material = material;
        this.elsewhere = elsewhere;
        this.until = until;
        this.timing = timing;
        this.wings = wings;
        this.bulletin = bulletin;
        this.counsel = new Counsel(player, material, wings);
    }

    /** Whether the present step was evaluated. */
    boolean done() {
        return player.standing()
                .validation()
                .filter(e -> e.step() == player.step())
                .isPresent();
    }

    /** Measures the validation loss; whoever waits at the run's cues is served meanwhile. */
    Optional<Ending> perform() {
        bulletin.publish(RunSnapshot.State.EVALUATING);
        long begun = timing.now();
        Optional<Losses> found = measured();
        timing.evaluation(begun);
        if (found.isEmpty()) {
            return wings.cues().wish();
        }
        double loss = found.get().here();
        if (!Double.isFinite(loss)) {
            return Optional.of(bulletin.diverged("validation loss", loss));
        }
        player.stands(player.standing().evaluated(loss, found.get().elsewhere()));
        tell();
        counsel.evaluated();
        bulletin.publish(RunSnapshot.State.REHEARSING);
        return verdict(loss);
    }

    /** Nats per token on the text that is learned, and on the one beside it. */
    private record Losses(double here, OptionalDouble elsewhere) {}

    /** A copy is measured where batch norm's statistics are to be taken anew: the run's own go on as they are. */
    private Optional<Losses> measured() {
        Recipe recipe = player.standing().recipe();
        if (!player.model().keepsStatistics()
                || !recipe.word(Knob.NORM_STATISTICS).equals("precise")) {
            return measured(player.model());
        }
        int rows = (int) recipe.count(Knob.BATCH);
        try (LanguageModel copy =
                player.model().precise(rows, material.lessons().many(rows))) {
            return measured(copy);
        }
    }

    /** Both or neither: an evaluation that was cut off is done again from its beginning when the run goes on. */
    private Optional<Losses> measured(LanguageModel model) {
        OptionalDouble here = evaluation().loss(model, this::abandon);
        if (here.isEmpty() || beside.isEmpty()) {
            return here.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Losses(here.getAsDouble(), OptionalDouble.empty()));
        }
        OptionalDouble there = beside.get().loss(model, this::abandon);
        return there.isEmpty() ? Optional.empty() : Optional.of(new Losses(here.getAsDouble(), there));
    }

    private boolean abandon() {
        wings.cues().work();
        return wings.cues().wish().isPresent();
    }

    /** Here and beside the same number of windows. */
    private Evaluation evaluation() {
        long wanted = player.standing().recipe().count(Knob.EVAL_WINDOWS);
        if (evaluation == null || windows != wanted) {
            windows = wanted;
            evaluation =
                    new Evaluation(material.validation(), wanted, player.model().architecture());
            beside = elsewhere.map(text ->
                    new Evaluation(text.validation(), wanted, player.model().architecture()));
        }
        return evaluation;
    }

    private Optional<Ending> verdict(double loss) {
        if (until.isPresent() && loss <= until.getAsDouble()) {
            return Optional.of(Ending.UNTIL);
        }
        Recipe recipe = player.standing().recipe();
        long patience = recipe.count(Knob.PATIENCE);
        return patience > 0 && player.standing().stale() >= patience ? Optional.of(Ending.PATIENCE) : Optional.empty();
    }

    private void tell() {
        Standing standing = player.standing();
        boolean best = standing.best().equals(standing.validation());
        double loss = standing.validation().orElseThrow().loss();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("validation", loss);
        standing.train().ifPresent(train -> facts.put("train", train));
        facts.put("best", best);
        Optional<Standing.Beside> also = standing.beside()
                .filter(text -> text.last()
                        .filter(last -> last.step() == standing.step())
                        .isPresent());
        also.ifPresent(text -> {
            facts.put(Events.ALSO, text.corpus());
            facts.put(Events.ALSO_VALIDATION, text.last().orElseThrow().loss());
        });
        wings.scribe().note(player.name(), new JournalEvent(standing.step(), Events.EVALUATED, facts));
        if (wings.foreground()) {
            String train = standing.train().isPresent()
                    ? "train " + Figures.loss(standing.train().getAsDouble()) + "  "
                    : "";
            wings.tell(Notice.quiet(player.name() + "@" + Figures.count(standing.step()) + "  " + train + "validation "
                    + Figures.loss(loss) + Sums.words(player.model().architecture(), standing)
                    + also.map(text -> "  " + Report.beside(text)).orElse("")
                    + (best ? "  best so far" : "")));
        }
    }
}
