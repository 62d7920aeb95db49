package understudy.repl;

import java.util.List;
import java.util.function.Function;
import understudy.repl.terminal.Completion;
import understudy.repl.terminal.Entry;
import understudy.repl.terminal.Text;

/** Hears what the person says to a command that talks with them: at the prompt, or in the lines of a script. */
@FunctionalInterface
public interface Ear {
    /** Nobody says anything. */
    Ear DEAF = (prompt, begun, completions) -> new Entry.End();

    /**
     * The next thing said, perhaps of several lines.
     *
     * @param prompt shown before it, where a person types
     * @param begun what stands there already, to be changed
     * @param completions the words that could stand in the place of the last of a line's beginning
     */
    Entry hear(Text prompt, String begun, Function<String, List<Completion>> completions);
}
