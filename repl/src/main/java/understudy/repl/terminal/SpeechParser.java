package understudy.repl.terminal;

import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/** JLine's view of something said: words parted by blanks, quotes mean nothing; three double quotes begin a message of several lines and end it. */
final class SpeechParser implements Parser {
    private static final String SEVERAL = "\"\"\"";

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        boolean open = line.stripLeading().startsWith(SEVERAL)
                && line.indexOf(SEVERAL, line.indexOf(SEVERAL) + SEVERAL.length()) < 0;
        if (open && (context == ParseContext.ACCEPT_LINE || context == ParseContext.UNSPECIFIED)) {
            throw new EOFError(-1, -1, "a message is open", "…");
        }
        String before = line.substring(0, Math.min(cursor, line.length()));
        return new Said(line, cursor, List.of(before.split("\\s+", -1)));
    }

    @Override
    public boolean isEscapeChar(char c) {
        return false;
    }

    private record Said(String line, int cursor, List<String> words) implements CompletingParsedLine {
        @Override
        public String word() {
            return words.get(wordIndex());
        }

        @Override
        public int wordCursor() {
            return word().length();
        }

        @Override
        public int wordIndex() {
            return words.size() - 1;
        }

        @Override
        public CharSequence escape(CharSequence candidate, boolean complete) {
            return candidate;
        }

        @Override
        public int rawWordCursor() {
            return wordCursor();
        }

        @Override
        public int rawWordLength() {
            return wordCursor();
        }
    }
}
