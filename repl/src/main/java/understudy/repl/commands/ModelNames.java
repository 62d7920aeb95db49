package understudy.repl.commands;

import java.util.Iterator;
import understudy.repl.Session;

/** The models, in memory and on disk. */
final class ModelNames implements Iterable<String> {
    private final Session session;

    ModelNames(Session session) {
        this.session = session;
    }

    @Override
    public Iterator<String> iterator() {
        return session.company().names().iterator();
    }
}
