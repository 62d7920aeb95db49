package understudy.repl.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.history.DefaultHistory;
import org.jline.widget.AutosuggestionWidgets;

/** Where a person types: editing, history with Ctrl-R, suggestions from it, Tab. */
public final class Prompt {
    /** Rows that a list of completions leaves alone: the pane, the prompt and something of what was said. */
    private static final int ROWS_KEPT = 9;

    private static final List<String> YES = List.of("y", "yes");

    private final ShellReader reader;
    private final Palette palette;
    private final TerminalConsole console;
    private final Screen screen;
    private final Completer commands;
    private final DefaultHistory lines = new DefaultHistory();
    /** What was said in conversations of this session. */
    private final DefaultHistory said = new DefaultHistory();

    /**
     * @param history the file that keeps what was typed
     * @param completions the words that could stand in the place of the last of the given ones
     */
    public Prompt(Screen screen, Path history, Function<List<String>, List<Completion>> completions) {
        this.screen = screen;
        reader = screen.reader();
        console = screen.console();
        palette = console.palette();
        reader.setParser(new LineParser());
        commands = (r, line, candidates) -> offer(completions.apply(line.words()), line.word(), candidates);
        reader.setCompleter(commands);
        reader.setVariable(LineReader.HISTORY_FILE, history);
        reader.setVariable(LineReader.SECONDARY_PROMPT_PATTERN, "%P … ");
        reader.setVariable(LineReader.BELL_STYLE, "none");
        reader.setVariable(LineReader.LIST_MAX, 200);
        reader.setOpt(Option.DISABLE_EVENT_EXPANSION);
        reader.setOpt(Option.CASE_INSENSITIVE);
        reader.setOpt(Option.HISTORY_IGNORE_SPACE);
        reader.setOpt(Option.HISTORY_REDUCE_BLANKS);
        reader.unsetOpt(Option.INSERT_TAB);
        reader.setHistory(lines);
        attach(lines, history);
        new AutosuggestionWidgets(reader).enable();
    }

    /** A history that cannot be read is set aside: without it a person can still work. */
    private void attach(DefaultHistory lines, Path history) {
        try {
            if (Files.isRegularFile(history)) {
                Files.readString(history, StandardCharsets.UTF_8); // JLine swallows what it cannot read, or fails later
            }
            lines.attach(reader);
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            setAside(history);
        }
    }

    private void setAside(Path history) {
        Path aside = history.resolveSibling("history.damaged");
        String said;
        try {
            Files.move(history, aside, StandardCopyOption.REPLACE_EXISTING);
            reader.getHistory().attach(reader);
            said = "The history of typed lines could not be read; it now lies in " + aside + ".";
        } catch (IOException | RuntimeException e) {
            reader.setVariable(LineReader.HISTORY_FILE, null);
            said = "The history of typed lines, " + history + ", cannot be read; this time none is kept.";
        }
        console.trouble(said);
    }

    /** With their meanings each takes a line; where there are too many for the screen, the words alone. */
    private void offer(List<Completion> completions, String typed, List<Candidate> candidates) {
        String begun = typed.toLowerCase(Locale.ROOT);
        List<Completion> fitting = completions.stream()
                .filter(c -> c.word().toLowerCase(Locale.ROOT).startsWith(begun))
                .toList();
        int longest = fitting.stream().mapToInt(c -> Columns.of(c.word())).max().orElse(0);
        boolean room = fitting.size() <= reader.getTerminal().getHeight() - ROWS_KEPT;
        boolean explained = room && fitting.stream().anyMatch(c -> !c.meaning().isEmpty());
        for (int i = 0; i < fitting.size(); i++) {
            Completion c = fitting.get(i);
            String shown = explained ? explained(c, longest) : c.word();
            candidates.add(new Candidate(c.word(), shown, null, null, null, null, c.whole(), i + 1));
        }
    }

    /** A whole row: the word, and in grey what it means. */
    private String explained(Completion completion, int longest) {
        int row = Math.max(longest + 4, reader.getTerminal().getWidth() - 3);
        String word = completion.word() + " ".repeat(longest - Columns.of(completion.word()) + 2);
        String meaning = Columns.cut(completion.meaning(), row - longest - 2);
        String rest = " ".repeat(Math.max(0, row - longest - 2 - Columns.of(meaning)));
        return word + palette.dressed(meaning + rest, Text.Tone.QUIET);
    }

    /**
     * Asks whether the person agrees. Only {@code y} or {@code yes} is yes: Enter, any other word, Ctrl-C and Ctrl-D are no. The answer is not kept in the history, and
     * Tab offers nothing.
     */
    public boolean agrees(Text question) {
        reader.setVariable(LineReader.DISABLE_HISTORY, true);
        reader.setVariable(LineReader.DISABLE_COMPLETION, true);
        try {
            return read(question.quiet(" [y/N] ")) instanceof Entry.Typed typed
                    && YES.contains(typed.text().strip().toLowerCase(Locale.ROOT));
        } finally {
            reader.setVariable(LineReader.DISABLE_HISTORY, false);
            reader.setVariable(LineReader.DISABLE_COMPLETION, false);
        }
    }

    /** Reads what the person types after the prompt. */
    public Entry read(Text prompt) {
        return read(prompt, null);
    }

    private Entry read(Text prompt, String begun) {
        StringBuilder dressed = new StringBuilder();
        prompt.spans().forEach(s -> dressed.append(palette.dressed(SafeText.visible(s.words()), s.tone())));
        try {
            String text = reader.readLine(dressed.toString(), null, (Character) null, begun);
            return text == null ? new Entry.End() : new Entry.Typed(text);
        } catch (UserInterruptException e) {
            return new Entry.Dropped(
                    e.getPartialLine() == null || e.getPartialLine().isEmpty());
        } catch (EndOfFileException e) {
            return new Entry.End();
        }
    }

    /**
     * Reads what the person says inside a conversation: no shell's line, so that quotes mean nothing, and not kept in the shell's history; Ctrl-G opens an editor.
     *
     * @param begun what stands there already
     * @param completions the words that could stand in the place of the last of a line's beginning
     */
    public Entry hear(Text prompt, String begun, Function<String, List<Completion>> completions) {
        reader.setParser(new SpeechParser());
        reader.setCompleter((r, line, candidates) ->
                offer(completions.apply(line.line().substring(0, line.cursor())), line.word(), candidates));
        reader.setHistory(said);
        Runnable release = reader.editing(text -> screen.edited(text).stripTrailing());
        try {
            return read(prompt, begun);
        } finally {
            release.run();
            reader.setParser(new LineParser());
            reader.setCompleter(commands);
            reader.setHistory(lines);
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
