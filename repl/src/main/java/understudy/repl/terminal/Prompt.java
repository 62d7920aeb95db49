package understudy.repl.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.history.DefaultHistory;
import org.jline.widget.AutosuggestionWidgets;

/** Where a person types: editing, history with Ctrl-R, suggestions from it, Tab. */
public final class Prompt {
    private final ShellReader reader;
    private final Palette palette;

    /**
     * @param history the file that keeps what was typed
     * @param completions the words that could stand in the place of the last of the given ones
     */
    public Prompt(Screen screen, Path history, Function<List<String>, List<Completion>> completions) {
        reader = screen.reader();
        palette = screen.console().palette();
        reader.setParser(new LineParser());
        reader.setCompleter(
                (r, line, candidates) -> completions.apply(line.words()).forEach(c -> candidates.add(candidate(c))));
        reader.setVariable(LineReader.HISTORY_FILE, history);
        reader.setVariable(LineReader.SECONDARY_PROMPT_PATTERN, "%P … ");
        reader.setVariable(LineReader.BELL_STYLE, "none");
        reader.setVariable(LineReader.LIST_MAX, 200);
        reader.setOpt(Option.DISABLE_EVENT_EXPANSION);
        reader.setOpt(Option.CASE_INSENSITIVE);
        reader.setOpt(Option.HISTORY_IGNORE_SPACE);
        reader.setOpt(Option.HISTORY_REDUCE_BLANKS);
        reader.unsetOpt(Option.INSERT_TAB);
        DefaultHistory lines = new DefaultHistory();
        reader.setHistory(lines);
        lines.attach(reader);
        new AutosuggestionWidgets(reader).enable();
    }

    private static Candidate candidate(Completion completion) {
        String meaning = completion.meaning().isEmpty() ? null : completion.meaning();
        return new Candidate(completion.word(), completion.word(), null, meaning, null, null, completion.whole());
    }

    /** Reads what the person types after the prompt. */
    public Entry read(Text prompt) {
        StringBuilder dressed = new StringBuilder();
        prompt.spans().forEach(s -> dressed.append(palette.dressed(SafeText.visible(s.words()), s.tone())));
        try {
            String text = reader.readLine(dressed.toString());
            return text == null ? new Entry.End() : new Entry.Typed(text);
        } catch (UserInterruptException e) {
            return new Entry.Dropped(
                    e.getPartialLine() == null || e.getPartialLine().isEmpty());
        } catch (EndOfFileException e) {
            return new Entry.End();
        }
    }

    /** Writes the history; lines are also written as they are typed. */
    public void save() {
        try {
            reader.getHistory().save();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
