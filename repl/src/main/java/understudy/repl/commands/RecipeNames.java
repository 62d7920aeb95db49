package understudy.repl.commands;

import java.util.Iterator;
import understudy.models.Recipe;
import understudy.repl.Session;

/** The recipes, built in and the person's own. */
final class RecipeNames implements Iterable<String> {
    private final Session session;

    RecipeNames(Session session) {
        this.session = session;
    }

    @Override
    public Iterator<String> iterator() {
        return Recipe.names(session.home().recipes()).iterator();
    }
}
