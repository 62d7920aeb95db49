package understudy.repl.commands;

import java.util.Iterator;
import understudy.corpora.CorpusException;
import understudy.prompts.PromptBook;
import understudy.repl.Session;
import understudy.repl.rehearsal.Speaker;

/** The prompt templates, built in and the person's own. */
final class TemplateNames implements Iterable<String> {
    private static final String OF_PLAYHOUSE = "playhouse";
    private static final String OF_ANY = "transcript";

    private final Session session;

    TemplateNames(Session session) {
        this.session = session;
    }

    @Override
    public Iterator<String> iterator() {
        return book(session).names().iterator();
    }

    /** Whose a template is, in words. */
    static String whose(PromptBook book, String name) {
        return !book.own(name)
                ? "built in"
                : PromptBook.builtIn(name) ? "yours, in place of the built-in one" : "yours";
    }

    /** Those that can be removed. */
    static final class Own implements Iterable<String> {
        private final Session session;

        Own(Session session) {
            this.session = session;
        }

        @Override
        public Iterator<String> iterator() {
            PromptBook book = book(session);
            return book.names().stream().filter(book::own).iterator();
        }
    }

    static PromptBook book(Session session) {
        return new PromptBook(session.home().prompts());
    }

    /** The template of a model for which none is named: that of the conversations it learns; else that of the bundled corpus for one that learns it, the transcript trick for others. */
    static String usual(Session session, Speaker speaker) {
        if (speaker.template().isPresent()) {
            return speaker.template().get();
        }
        try {
            boolean generated = !session.company()
                    .corpora()
                    .card(speaker.corpus())
                    .generator()
                    .isEmpty();
            return generated ? OF_PLAYHOUSE : OF_ANY;
        } catch (CorpusException gone) {
            return OF_ANY;
        }
    }
}
