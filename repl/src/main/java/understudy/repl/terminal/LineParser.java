package understudy.repl.terminal;

import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.Parser;
import understudy.repl.LineSplitter;

/** JLine's view of a line, by the shell's own grammar: an open quote asks for another line, completion sees the last command only. */
final class LineParser implements Parser {
    @Override
    public CompletingParsedLine parse(String line, int cursor, ParseContext context) {
        boolean accepts = context == ParseContext.ACCEPT_LINE || context == ParseContext.UNSPECIFIED;
        if (accepts && LineSplitter.open(line)) {
            throw new EOFError(-1, -1, "a quote is open", "quote");
        }
        return new Typed(line, cursor, LineSplitter.tail(line.substring(0, Math.min(cursor, line.length()))));
    }

    @Override
    public boolean isEscapeChar(char c) {
        return false;
    }

    private record Typed(String line, int cursor, LineSplitter.Tail tail) implements CompletingParsedLine {
        @Override
        public CharSequence escape(CharSequence candidate, boolean complete) {
            String word = candidate.toString();
            boolean plain = tail.quote() == 0 && word.matches("[^\\s\"';#\\\\]*");
            if (plain) {
                return word;
            }
            char quote = tail.quote() != 0 ? tail.quote() : '"';
            String inside = quote == '"' ? word.replace("\"", "\\\"") : word;
            return complete ? quote + inside + quote : quote + inside;
        }

        @Override
        public int rawWordCursor() {
            return cursor - tail.start();
        }

        @Override
        public int rawWordLength() {
            return rawWordCursor();
        }

        @Override
        public String word() {
            return words().get(wordIndex());
        }

        @Override
        public int wordCursor() {
            return word().length();
        }

        @Override
        public int wordIndex() {
            return words().size() - 1;
        }

        @Override
        public List<String> words() {
            return tail.words();
        }
    }
}
