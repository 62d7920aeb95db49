package understudy.repl.rehearsal;

import java.util.Optional;
import understudy.checkpoints.CheckpointCard;
import understudy.corpora.CorpusCard;
import understudy.corpora.Tokenizer;
import understudy.models.LanguageModel;
import understudy.prompts.PromptBook;
import understudy.repl.Mistake;
import understudy.repl.speech.Wording;

/**
 * A model lent out for reading: to sample from, to evaluate, to compare. For a model under training, and for a checkpoint, it is a copy of its own, which closing frees;
 * otherwise it is the one in memory, and closing does nothing. Not to be used after another command may have unloaded it.
 *
 * @param label what a person would type for exactly this: {@code romeo}, {@code romeo@1500}
 * @param name of the model, without a checkpoint
 * @param model the parameters
 * @param tokenizer between its text and its token ids
 * @param source the corpus it learns, and how it talks
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
        CheckpointCard.Source source,
        Standing standing,
        boolean training,
        boolean own,
        long broken)
        implements AutoCloseable {

    /** How conversations of a corpus are written out for it: as those it learns, or as they came. */
    public Optional<Wording> wording(CorpusCard card, PromptBook book) {
        return Material.wording(card, template(), standing.recipe(), book);
    }

    /** Name of the corpus it learns; it may be gone from the library. */
    public String corpus() {
        return source.corpus();
    }

    /** The name of the template that writes out conversations for it, if it learned any or came with one. */
    public Optional<String> template() {
        return Material.template(source);
    }

    /** For other programs, the same as Jinja: what came with the model, else what its template comes to. */
    public Optional<String> chatTemplate(PromptBook book) {
        return Material.chatTemplate(source)
                .or(() -> template().map(name -> book.open(name).jinja()));
    }

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
