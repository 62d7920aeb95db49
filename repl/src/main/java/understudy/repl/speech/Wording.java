package understudy.repl.speech;

import understudy.corpora.CorpusCard;
import understudy.corpora.Format;
import understudy.prompts.Template;

/**
 * How conversations are written out for a model.
 *
 * @param template writes them, and says where the loss falls
 * @param onPrompt whether loss is taken on all of it instead, the questions too
 */
public record Wording(Template template, boolean onPrompt) {
    private static final String OF_PLAYHOUSE = "playhouse";
    private static final String OF_CHAT = "chatml";

    /** The name of the template for a corpus's conversations where a person names none: that of the form in which they came. */
    public static String usual(CorpusCard card) {
        if (!card.generator().isEmpty()) {
            return OF_PLAYHOUSE;
        }
        for (Format own : new Format[] {Format.ALPACA, Format.GUANACO, Format.NANOCHAT}) {
            if (own.word().equals(card.format())) {
                return own.word();
            }
        }
        return OF_CHAT;
    }
}
