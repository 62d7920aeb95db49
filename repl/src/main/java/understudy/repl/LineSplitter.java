package understudy.repl;

import java.util.ArrayList;
import java.util.List;

/**
 * Parts text into commands and commands into words; the one place that knows how.
 *
 * <p>A semicolon or a newline parts commands, blanks part words. Double quotes protect both anywhere, single quotes where a word (or what follows {@code =}) begins, so that
 * an apostrophe needs no care. A backslash makes a following quote, blank, {@code ;} or {@code #} ordinary and otherwise stands for itself; between single quotes it always does.
 */
public final class LineSplitter {
    private final String text;
    private final List<List<String>> commands = new ArrayList<>();
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private int wordStart = -1;
    private char quote;

    private LineSplitter(String text) {
        this.text = text;
    }

    /**
     * All commands of a text, none of them empty.
     *
     * @throws Mistake if a quote is left open
     */
    public static List<List<String>> commands(String text) {
        LineSplitter splitter = new LineSplitter(text);
        splitter.read();
        if (splitter.quote != 0) {
            throw new Mistake("A quote is left open: expected a closing " + splitter.quote + " after "
                    + text.strip().lines().findFirst().orElse("") + ".");
        }
        splitter.endCommand();
        return List.copyOf(splitter.commands);
    }

    /** Whether the text ends inside a quotation, so that the next line belongs to it. */
    public static boolean open(String text) {
        LineSplitter splitter = new LineSplitter(text);
        splitter.read();
        return splitter.quote != 0;
    }

    /**
     * The unfinished last command of a text, for completion. The last word is the one being typed, perhaps empty.
     */
    public static Tail tail(String text) {
        LineSplitter splitter = new LineSplitter(text);
        splitter.read();
        List<String> words = new ArrayList<>(splitter.words);
        int start = splitter.wordStart < 0 ? text.length() : splitter.wordStart;
        words.add(splitter.word.toString());
        return new Tail(List.copyOf(words), start, splitter.quote);
    }

    /**
     * A command being typed.
     *
     * @param words its words, without quotes; the last is unfinished
     * @param start where the last word, with its quote, begins in the text
     * @param quote the quote left open, or 0
     */
    public record Tail(List<String> words, int start, char quote) {}

    private void read() {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                i = quoted(i, c);
            } else if (c == '\n' || c == '\r' || c == ';') {
                endCommand();
            } else if (Character.isWhitespace(c)) {
                endWord();
            } else if (c == '#' && wordStart < 0) {
                int end = text.indexOf('\n', i);
                i = (end < 0 ? text.length() : end) - 1;
            } else {
                i = plain(i, c);
            }
        }
    }

    private int quoted(int i, char c) {
        if (c == quote) {
            quote = 0;
        } else if (c == '\\' && quote == '"' && follows(i, "\"")) {
            word.append(text.charAt(i + 1));
            return i + 1;
        } else {
            word.append(c);
        }
        return i;
    }

    private int plain(int i, char c) {
        boolean begins = wordStart < 0;
        if (begins) {
            wordStart = i;
        }
        if (c == '"' || (c == '\'' && (begins || text.charAt(i - 1) == '='))) {
            quote = c;
        } else if (c == '\\' && follows(i, "\"' ;#")) {
            word.append(text.charAt(i + 1));
            return i + 1;
        } else {
            word.append(c);
        }
        return i;
    }

    private boolean follows(int i, String any) {
        return i + 1 < text.length() && any.indexOf(text.charAt(i + 1)) >= 0;
    }

    private void endWord() {
        if (wordStart >= 0) {
            words.add(word.toString());
            word.setLength(0);
            wordStart = -1;
        }
    }

    private void endCommand() {
        endWord();
        if (!words.isEmpty()) {
            commands.add(List.copyOf(words));
            words.clear();
        }
    }
}
