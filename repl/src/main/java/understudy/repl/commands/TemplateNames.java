package understudy.repl.commands;

import java.util.Iterator;
import understudy.prompts.PromptBook;
import understudy.repl.Session;

/** The prompt templates, built in and the person's own. */
final class TemplateNames implements Iterable<String> {
    private final Session session;

    TemplateNames(Session session) {
        this.session = session;
    }

    @Override
    public Iterator<String> iterator() {
        return book(session).names().iterator();
    }

    static PromptBook book(Session session) {
        return new PromptBook(session.home().prompts());
    }
}
