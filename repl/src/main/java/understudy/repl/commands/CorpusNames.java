package understudy.repl.commands;

import java.util.Iterator;
import understudy.corpora.CorpusLibrary;
import understudy.repl.Session;

/** The corpora of the home. */
final class CorpusNames implements Iterable<String> {
    private final Session session;

    CorpusNames(Session session) {
        this.session = session;
    }

    @Override
    public Iterator<String> iterator() {
        return library(session).names().iterator();
    }

    static CorpusLibrary library(Session session) {
        return session.company().corpora();
    }
}
