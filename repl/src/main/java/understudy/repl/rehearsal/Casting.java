package understudy.repl.rehearsal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import understudy.checkpoints.Checkpoint;
import understudy.checkpoints.CheckpointCard;
import understudy.checkpoints.CheckpointContents;
import understudy.checkpoints.CheckpointException;
import understudy.checkpoints.CheckpointList;
import understudy.checkpoints.CheckpointStore;
import understudy.checkpoints.DamagedCheckpoint;
import understudy.corpora.Corpus;
import understudy.corpora.CorpusException;
import understudy.corpora.Tokenizer;
import understudy.models.Architecture;
import understudy.models.Classifier;
import understudy.models.Engine;
import understudy.models.HostTensor;
import understudy.models.LanguageModel;
import understudy.models.Lora;
import understudy.models.ModelException;
import understudy.models.Recipe;
import understudy.prompts.PromptBook;
import understudy.repl.Mistake;
import understudy.repl.speech.Wording;

/**
 * How models come into memory: built for a corpus, or read from a checkpoint.
 *
 * @param prompts the templates for conversations
 * @param engine gives the engine, waiting for it if need be
 * @param software name and version of this program, for what it writes
 * @param notices takes what the person should know
 */
record Casting(
        CheckpointStore store, PromptBook prompts, Supplier<Engine> engine, String software, Consumer<Notice> notices) {

    /** How models from elsewhere are trained until somebody turns a knob. */
    private static final String FINE_TUNING = "fine-tune";

    /** A new model, with a vocabulary and a context that its corpus can serve. */
    Player build(String name, Corpus corpus, Recipe recipe, long seed) {
        Architecture architecture = recipe.architecture(corpus.tokenizer().vocabulary());
        Optional<Wording> wording = Material.wording(corpus.card(), Optional.empty(), recipe, prompts);
        Material.of(corpus, corpus.tokenizer(), architecture, wording); // says so if the text is too short
        Part part = new Part(
                corpus.tokenizer(),
                Material.source(corpus.card()),
                new CheckpointCard.Origin(seed, Optional.empty(), software));
        LanguageModel model = LanguageModel.build(engine.get(), architecture, seed);
        return new Player(name, model, part, Standing.fresh(recipe), Optional.empty());
    }

    /** The latest checkpoint that can be read; damaged ones are named and skipped. */
    Player latest(String name) {
        CheckpointList list = store.list(name);
        list.damaged().forEach(one -> notices.accept(Notice.trouble(one.toString())));
        requireBase(list);
        List<String> unread = new ArrayList<>();
        List<Checkpoint> checkpoints = list.checkpoints();
        for (int i = checkpoints.size() - 1; i > 0; i--) {
            try {
                return after(list, unread, read(checkpoints.get(i)));
            } catch (CheckpointException | Mistake fault) {
                unread.add(checkpoints.get(i).reference() + " is damaged");
                notices.accept(Notice.trouble(Mishap.sentence(fault.getMessage()) + " It is skipped."));
            }
        }
        return after(list, unread, read(checkpoints.isEmpty() ? store.resolve(name) : checkpoints.get(0)));
    }

    /** What lies beneath all checkpoints is missing for each of them: said once. */
    private void requireBase(CheckpointList list) {
        list.checkpoints().stream().limit(1).forEach(one -> {
            architecture(one).base().ifPresent(identity -> store.kept(one.model(), identity));
        });
    }

    /** Remembers which later checkpoints were passed over: whoever trains on from here must mean it. */
    private static Player after(CheckpointList list, List<String> unread, Player player) {
        List<String> later = new ArrayList<>(unread);
        for (DamagedCheckpoint one : list.damaged()) {
            int at = one.reference().indexOf('@');
            if (at >= 0 && Long.parseLong(one.reference().substring(at + 1)) > player.step()) {
                later.add(one.reference() + " " + one.trouble());
            }
        }
        player.passedOver(later);
        return player;
    }

    /** The model as it was. */
    Player read(Checkpoint checkpoint) {
        Tokenizer tokenizer = tokenizer(checkpoint);
        Part part = new Part(
                tokenizer, checkpoint.card().source(), checkpoint.card().origin());
        Standing standing = standing(checkpoint);
        Architecture architecture = architecture(checkpoint);
        Map<String, HostTensor> tensors = tensors(checkpoint, architecture);
        LanguageModel model = made(
                checkpoint, architecture, tokenizer, () -> LanguageModel.load(engine.get(), architecture, tensors));
        Player player = new Player(checkpoint.model(), model, part, standing, Optional.of(checkpoint));
        player.broken(NotFinite.count(tensors));
        return player;
    }

    /**
     * A new model with a checkpoint's parameters and tokenizer.
     *
     * @throws Mistake if a knob cannot be turned, or the parameters are worth nothing
     */
    Player fork(Fork wish, Checkpoint parent, CheckpointCard.Source source) {
        Tokenizer tokenizer = tokenizer(parent);
        Standing fresh = Standing.fresh(standing(parent).recipe());
        Recipe recipe = Change.turned(wish.name(), fresh, wish.knobs());
        Part part = new Part(
                tokenizer, source, new CheckpointCard.Origin(wish.seed(), Optional.of(parent.asParent()), software));
        Architecture before = architecture(parent);
        Map<String, HostTensor> tensors = tensors(parent, before);
        long broken = NotFinite.count(tensors);
        if (broken > 0) {
            throw NotFinite.mistake(parent.reference(), parent.model(), broken);
        }
        Map<String, HostTensor> plain = before.lora()
                .<Map<String, HostTensor>>map(form -> form.merged(tensors))
                .orElse(tensors);
        Architecture network = network(wish, before.merged(), source, plain);
        LanguageModel model =
                made(parent, network, tokenizer, () -> LanguageModel.begin(engine.get(), network, plain, wish.seed()));
        return new Player(wish.name(), model, part, fresh.with(recipe), Optional.empty());
    }

    /** The parent's network with what is wished put around it; what lies beneath adapters is written down beside the new model. */
    private Architecture network(
            Fork wish, Architecture parents, CheckpointCard.Source source, Map<String, HostTensor> tensors) {
        Architecture network = wish.making().sorts()
                ? new Classifier(
                        parents.plain(), Labels.of(source).orElseThrow().words().size())
                : parents;
        if (wish.making().lora().isEmpty()) {
            return network;
        }
        Lora form = wish.making().lora().get();
        Map<String, HostTensor> beneath = new TreeMap<>(tensors);
        beneath.keySet().retainAll(network.adapted(form, "").unchanging());
        return network.adapted(form, store.keep(wish.name(), Stored.hosts(beneath)));
    }

    /** All parameters of a checkpoint, those beneath its adapters too. */
    private Map<String, HostTensor> tensors(Checkpoint checkpoint, Architecture architecture) {
        Map<String, HostTensor> tensors = new TreeMap<>(Stored.tensors(checkpoint.parameters()));
        architecture
                .base()
                .ifPresent(identity -> tensors.putAll(Stored.tensors(store.kept(checkpoint.model(), identity))));
        return tensors;
    }

    /** What is to be written of a model from elsewhere. */
    CheckpointContents contents(Guest guest, CheckpointCard.Source source, long seed) {
        Recipe recipe = Recipe.named(FINE_TUNING, Path.of("")).describing(guest.network());
        Standing standing = Standing.fresh(recipe);
        CheckpointCard card = new CheckpointCard(
                new CheckpointCard.Network(
                        guest.network().arch(), guest.network().config()),
                recipe.asMap(),
                standing.progress(),
                standing.losses(),
                source,
                new CheckpointCard.Origin(seed, Optional.empty(), software),
                Map.of(Stored.RECIPE_NAME, recipe.name()));
        return new CheckpointContents(
                card, guest.parameters(), Optional.empty(), guest.tokenizer().json());
    }

    private static Architecture architecture(Checkpoint checkpoint) {
        try {
            return Stored.architecture(checkpoint);
        } catch (ModelException fault) {
            throw unusable(checkpoint, fault);
        }
    }

    private static LanguageModel made(
            Checkpoint checkpoint, Architecture architecture, Tokenizer tokenizer, Supplier<LanguageModel> maker) {
        try {
            if (architecture.vocabulary() != tokenizer.vocabulary()) {
                throw new Mistake(checkpoint.reference() + " cannot be used: expected a tokenizer of "
                        + architecture.vocabulary() + " tokens, as the model has; found one of "
                        + tokenizer.vocabulary() + ".");
            }
            return maker.get();
        } catch (ModelException fault) {
            throw unusable(checkpoint, fault);
        }
    }

    private static Standing standing(Checkpoint checkpoint) {
        try {
            return Stored.standing(checkpoint);
        } catch (ModelException fault) {
            throw unusable(checkpoint, fault);
        }
    }

    private static Tokenizer tokenizer(Checkpoint checkpoint) {
        String json = checkpoint.tokenizer();
        try {
            return Tokenizer.of(json);
        } catch (CorpusException fault) {
            throw unusable(checkpoint, fault);
        }
    }

    private static Mistake unusable(Checkpoint checkpoint, RuntimeException fault) {
        return new Mistake(
                checkpoint.reference() + " cannot be used. " + Mishap.sentence(fault.getMessage()) + " `checkpoints "
                        + checkpoint.model() + "` lists the others.",
                fault);
    }
}
