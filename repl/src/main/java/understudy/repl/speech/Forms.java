package understudy.repl.speech;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The outward form of a text: its words, lines, cues and tags. Pure functions. */
final class Forms {
    private static final Pattern WORD = Pattern.compile("\\p{L}+(?:['’]\\p{L}+)*");
    /** What stands at the beginning of a line before a colon: a speaker, a part of a form. */
    private static final Pattern CUE = Pattern.compile("(?m)^([^\\s:.,;!?()<>][^\\n:.,;!?()<>]{0,29}:)(?=\\s|$)");

    private static final Pattern TAG = Pattern.compile("</?[\\p{L}|][\\p{L}\\p{N}_| -]{0,30}>");
    private static final Pattern ASIDE =
            Pattern.compile("(?m)^\\s*(?:\\([^()\\n]{1,80}\\)|\\[[^\\[\\]\\n]{1,80}])\\s*$");
    private static final Pattern HEADING = Pattern.compile("(?m)^(?:#{1,6} |INT\\.|EXT\\.|ACT |SCENE )\\S[^\\n]*$");

    private Forms() {}

    static List<String> words(String text) {
        return all(WORD, text);
    }

    /** Lengths in characters of the lines that are ended and not empty, in order. */
    static int[] lines(String text) {
        String ended = text.substring(0, text.lastIndexOf('\n') + 1);
        return ended.lines()
                .filter(line -> !line.isBlank())
                .mapToInt(line -> line.codePointCount(0, line.length()))
                .toArray();
    }

    /** Cues at the beginnings of lines, with their colon, in order. */
    static List<String> cues(String text) {
        return all(CUE, text);
    }

    static List<String> tags(String text) {
        return all(TAG, text);
    }

    /** Lines that stand in brackets. */
    static List<String> asides(String text) {
        return all(ASIDE, text);
    }

    static List<String> headings(String text) {
        return all(HEADING, text);
    }

    /** How much of a text is blanks between words, 0 to 1. */
    static double blanks(String text) {
        return text.isEmpty() ? 0 : (double) text.chars().filter(c -> c == ' ').count() / text.length();
    }

    private static List<String> all(Pattern pattern, String text) {
        List<String> found = new ArrayList<>();
        for (Matcher matcher = pattern.matcher(text); matcher.find(); ) {
            found.add(
                    matcher.groupCount() > 0
                            ? matcher.group(1)
                            : matcher.group().strip());
        }
        return found;
    }
}
