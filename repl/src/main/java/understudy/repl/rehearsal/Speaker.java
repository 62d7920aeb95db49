package understudy.repl.rehearsal;

import understudy.corpora.Tokenizer;
import understudy.models.LanguageModel;
import understudy.repl.Mistake;

/**
 * A model lent out for reading: to sample from, to evaluate, to compare. For a model under training, and for a checkpoint, it is a copy of its own, which closing frees;
 * otherwise it is the one in memory, and closing does nothing. Not to be used after another command may have unloaded it.
 *
 * @param label what a person would type for exactly this: {@code romeo}, {@code romeo@1500}
 * @param name of the model, without a checkpoint
 * @param model the parameters
 * @param tokenizer between its text and its token ids
 * @param corpus name of the corpus it learns; it may be gone from the library
 * @param standing recipe, step and losses of these parameters
 * @param training whether a run was training it when the copy was taken
 * @param own whether closing frees the parameters
 * @param broken how many of its weights are no numbers
 */
public record Speaker(
        String label,
        String name,
        LanguageModel model,
        Tokenizer tokenizer,
        String corpus,
        Standing standing,
        boolean training,
        boolean own,
        long broken)
        implements AutoCloseable {

    public long step() {
        return standing.step();
    }

    /** @throws Mistake if what it says would be worth nothing */
    Speaker requireSound() {
        if (broken > 0) {
            close();
            throw NotFinite.mistake(label, name, broken);
        }
        return this;
    }

    @Override
    public void close() {
        if (own) {
            model.close();
        }
    }
}
