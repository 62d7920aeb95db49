package understudy.repl.rehearsal;

import java.util.Optional;
import understudy.corpora.Corpus;
import understudy.corpora.CorpusException;
import understudy.corpora.CorpusLibrary;
import understudy.corpora.Split;
import understudy.corpora.Windows;
import understudy.models.Recipe;
import understudy.prompts.PromptBook;
import understudy.repl.Mistake;
import understudy.repl.speech.Translation;

/**
 * A text that a run does not learn and yet validates on, so that forgetting is seen.
 *
 * @param corpus its name
 * @param validation windows in the model's tokens
 */
record Elsewhere(String corpus, Windows validation) {
    /** What a person types for no such text. */
    static final String NONE = "none";

    /**
     * @param recipe the knobs as they are turned
     * @throws Mistake if there is no such corpus, or the model cannot read it
     */
    static Elsewhere of(CorpusLibrary library, PromptBook book, String corpus, Player player, Recipe recipe) {
        if (!library.names().contains(corpus)) {
            throw new Mistake("--also: expected a corpus, or " + NONE + "; found \"" + corpus + "\". There are "
                    + (library.names().isEmpty() ? "none yet" : String.join(", ", library.names())) + ".");
        }
        try (Corpus text = library.whole(corpus)) {
            return new Elsewhere(
                    corpus,
                    Translation.windows(
                            text,
                            Split.VALIDATION,
                            player.part().tokenizer(),
                            player.model().architecture().context(),
                            Material.wording(text.card(), Optional.empty(), recipe, book)));
        } catch (CorpusException fault) {
            throw new Mistake(
                    "--also: " + player.name() + " cannot be measured on " + corpus + ": " + fault.getMessage() + ".",
                    fault);
        }
    }
}
