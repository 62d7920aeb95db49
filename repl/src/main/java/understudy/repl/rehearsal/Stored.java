package understudy.repl.rehearsal;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import understudy.checkpoints.Checkpoint;
import understudy.checkpoints.CheckpointCard;
import understudy.checkpoints.StoredTensor;
import understudy.models.Architecture;
import understudy.models.HostTensor;
import understudy.models.LanguageModel;
import understudy.models.ModelException;
import understudy.models.Recipe;
import understudy.models.Trainer;
import understudy.repl.Mistake;

/** Between what the models room says and what the checkpoints room writes. */
final class Stored {
    /** Beside the fields of a card: what the recipe is called that the knobs began as. */
    static final String RECIPE_NAME = "recipe_name";
    /** The last evaluation where it is not this step's own. */
    private static final String LAST_STEP = "last_validation_step";

    private static final String LAST_LOSS = "last_validation_loss";
    /** Evaluations without a new best, so that a run which goes on has no more patience than one that never stopped. */
    private static final String STALE = "evaluations_since_best";

    /** Another text on which validation goes on, with what was measured first and last. */
    private static final String BESIDE = "also";

    private static final String CORPUS = "corpus";
    private static final String FIRST = "first";
    private static final String LAST = "last";

    private Stored() {}

    static SortedMap<String, HostTensor> tensors(Map<String, StoredTensor> stored) {
        SortedMap<String, HostTensor> tensors = new TreeMap<>();
        stored.forEach((name, t) -> tensors.put(name, new HostTensor(t.dtype(), t.shape(), t.data())));
        return tensors;
    }

    static SortedMap<String, StoredTensor> hosts(Map<String, HostTensor> tensors) {
        SortedMap<String, StoredTensor> stored = new TreeMap<>();
        tensors.forEach((name, t) -> stored.put(name, new StoredTensor(t.dtype(), t.shape(), t.data())));
        return stored;
    }

    /** Every parameter, copied when it is asked for and not before. */
    static SortedMap<String, StoredTensor> lent(LanguageModel model) {
        return lent(model.shapes(), model::tensor);
    }

    /** The same of an optimizer. */
    static SortedMap<String, StoredTensor> lent(Trainer trainer) {
        SortedMap<String, StoredTensor> all = lent(trainer.shapes(), trainer::tensor);
        all.putAll(hosts(trainer.rest()));
        return all;
    }

    private static SortedMap<String, StoredTensor> lent(
            Map<String, long[]> shapes, Function<String, HostTensor> tensor) {
        SortedMap<String, StoredTensor> lent = new TreeMap<>();
        shapes.forEach((name, shape) -> lent.put(
                name, StoredTensor.made("F32", shape, () -> tensor.apply(name).data())));
        return lent;
    }

    static CheckpointCard card(Player player) {
        Architecture architecture = player.model().architecture();
        Standing standing = player.standing();
        return new CheckpointCard(
                new CheckpointCard.Network(architecture.arch(), architecture.config()),
                standing.recipe().asMap(),
                standing.progress(),
                standing.losses(),
                player.part().source(),
                player.part().origin(),
                more(standing));
    }

    static Architecture architecture(Checkpoint checkpoint) {
        CheckpointCard.Network network = checkpoint.card().network();
        return Architecture.of(network.architecture(), network.config());
    }

    private static Map<String, Object> more(Standing standing) {
        Map<String, Object> more = new TreeMap<>();
        more.put(RECIPE_NAME, standing.recipe().name());
        if (standing.stale() > 0) {
            more.put(STALE, standing.stale());
        }
        standing.validation().filter(e -> e.step() < standing.step()).ifPresent(e -> {
            more.put(LAST_STEP, e.step());
            more.put(LAST_LOSS, e.loss());
        });
        standing.beside().ifPresent(text -> more.put(BESIDE, fields(text)));
        return more;
    }

    private static Map<String, Object> fields(Standing.Beside text) {
        Map<String, Object> fields = new TreeMap<>();
        fields.put(CORPUS, text.corpus());
        text.first().ifPresent(e -> fields.put(FIRST, Map.of("step", e.step(), "loss", e.loss())));
        text.last().ifPresent(e -> fields.put(LAST, Map.of("step", e.step(), "loss", e.loss())));
        return fields;
    }

    private static Optional<Standing.Beside> beside(CheckpointCard card) {
        return card.more().get(BESIDE) instanceof Map<?, ?> fields && fields.get(CORPUS) instanceof String corpus
                ? Optional.of(new Standing.Beside(corpus, evaluated(fields.get(FIRST)), evaluated(fields.get(LAST))))
                : Optional.empty();
    }

    private static Optional<Standing.Evaluated> evaluated(Object written) {
        return written instanceof Map<?, ?> fields
                        && fields.get("step") instanceof Number step
                        && fields.get("loss") instanceof Number loss
                ? Optional.of(new Standing.Evaluated(step.longValue(), loss.doubleValue()))
                : Optional.empty();
    }

    static Standing standing(Checkpoint checkpoint) {
        CheckpointCard card = checkpoint.card();
        CheckpointCard.Losses losses = card.losses();
        String name = String.valueOf(card.more().getOrDefault(RECIPE_NAME, "own"));
        Optional<Standing.Evaluated> best = losses.best().isPresent()
                ? Optional.of(new Standing.Evaluated(
                        losses.bestStep().orElse(0), losses.best().getAsDouble()))
                : Optional.empty();
        long stale = card.more().get(STALE) instanceof Number count ? Math.max(0, count.longValue()) : 0;
        return new Standing(
                recipe(checkpoint, name), card.progress(), losses.train(), validation(card), best, stale, beside(card));
    }

    /** @throws Mistake if somebody has written what no recipe has; in the card's words, where knobs are no options */
    private static Recipe recipe(Checkpoint checkpoint, String name) {
        try {
            return Recipe.of(name, checkpoint.card().recipe());
        } catch (ModelException fault) {
            String reason = fault.getMessage()
                    .replaceFirst("^--", "")
                    .replaceFirst("; there are .*", "")
                    .replaceFirst("\\.$", "");
            throw new Mistake(
                    "The recipe in the checkpoint.json of " + checkpoint.reference() + " cannot be used: " + reason
                            + ". Put back what was there, or take another checkpoint: `checkpoints "
                            + checkpoint.model() + "`.",
                    fault);
        }
    }

    static Optional<Standing.Evaluated> validation(CheckpointCard card) {
        if (card.losses().validation().isPresent()) {
            return Optional.of(new Standing.Evaluated(
                    card.progress().step(), card.losses().validation().getAsDouble()));
        }
        return card.more().get(LAST_STEP) instanceof Number step && card.more().get(LAST_LOSS) instanceof Number loss
                ? Optional.of(new Standing.Evaluated(step.longValue(), loss.doubleValue()))
                : Optional.empty();
    }
}
