package understudy.repl.commands;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import understudy.repl.Session;

/** Who can judge. */
final class JudgeNames implements Iterable<String> {
    static final String ANSWERS = "answers";
    static final String OPENAI = "openai:";
    static final String OLLAMA = "ollama:";

    private final Session session;

    JudgeNames(Session session) {
        this.session = session;
    }

    @Override
    public Iterator<String> iterator() {
        List<String> all = new ArrayList<>(List.of(ANSWERS, OPENAI, OLLAMA));
        all.addAll(session.company().names());
        return all.iterator();
    }
}
