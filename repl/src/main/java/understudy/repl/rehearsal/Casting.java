package understudy.repl.rehearsal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import understudy.checkpoints.Checkpoint;
import understudy.checkpoints.CheckpointCard;
import understudy.checkpoints.CheckpointException;
import understudy.checkpoints.CheckpointList;
import understudy.checkpoints.CheckpointStore;
import understudy.corpora.Corpus;
import understudy.corpora.Tokenizer;
import understudy.models.Architecture;
import understudy.models.Engine;
import understudy.models.HostTensor;
import understudy.models.LanguageModel;
import understudy.models.ModelException;
import understudy.models.Recipe;
import understudy.repl.Mistake;

/**
 * How models come into memory: built for a corpus, or read from a checkpoint.
 *
 * @param engine gives the engine, waiting for it if need be
 * @param software name and version of this program, for what it writes
 * @param notices takes what the person should know
 */
record Casting(CheckpointStore store, Supplier<Engine> engine, String software, Consumer<Notice> notices) {

    /** A new model, with a vocabulary and a context that its corpus can serve. */
    Player build(String name, Corpus corpus, Recipe recipe, long seed) {
        Architecture architecture = recipe.architecture(corpus.tokenizer().vocabulary());
        Material.of(corpus, architecture.context()); // says so if the text is too short
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
        List<Checkpoint> checkpoints = list.checkpoints();
        for (int i = checkpoints.size() - 1; i > 0; i--) {
            try {
                return read(checkpoints.get(i));
            } catch (CheckpointException | Mistake fault) {
                notices.accept(Notice.trouble(fault.getMessage() + " It is skipped."));
            }
        }
        return read(checkpoints.isEmpty() ? store.resolve(name) : checkpoints.get(0));
    }

    Player read(Checkpoint checkpoint) {
        Tokenizer tokenizer = Tokenizer.of(checkpoint.tokenizer());
        Part part = new Part(
                tokenizer, checkpoint.card().source(), checkpoint.card().origin());
        Map<String, HostTensor> tensors = Stored.tensors(checkpoint.parameters());
        try {
            Architecture architecture = Stored.architecture(checkpoint);
            if (architecture.vocabulary() != tokenizer.vocabulary()) {
                throw new Mistake(checkpoint.reference() + " cannot be used: expected a tokenizer of "
                        + architecture.vocabulary() + " tokens, as the model has; found one of "
                        + tokenizer.vocabulary() + ".");
            }
            Standing standing = Stored.standing(checkpoint);
            LanguageModel model = LanguageModel.load(engine.get(), architecture, tensors);
            return new Player(checkpoint.model(), model, part, standing, Optional.of(checkpoint));
        } catch (ModelException fault) {
            throw new Mistake(checkpoint.reference() + " cannot be used. " + fault.getMessage(), fault);
        }
    }
}
