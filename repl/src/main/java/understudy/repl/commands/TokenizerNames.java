package understudy.repl.commands;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import understudy.corpora.TokenizerShelf;
import understudy.repl.Session;

/** The tokenizers that a corpus can be given by name. */
final class TokenizerNames implements Iterable<String> {
    private final Session session;

    TokenizerNames(Session session) {
        this.session = session;
    }

    @Override
    public Iterator<String> iterator() {
        List<String> names = new ArrayList<>(TokenizerShelf.builtIn());
        names.addAll(CorpusNames.library(session).tokenizers().names());
        return names.iterator();
    }
}
