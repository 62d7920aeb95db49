package understudy.corpora;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Whether a regular expression may try more ways to match a text than anybody can wait for. The library that runs those of a {@code tokenizer.json} gives up after ten
 * million, and takes the whole process with it; so such a file is refused before. Ways multiply where a group is repeated that can itself match the same characters in several
 * ways: {@code (a+)+}, {@code (a|a)*}, {@code (aa?)+}.
 */
final class Backtracking {
    /** What a group holds so far. */
    private static final class Group {
        private boolean choices;
    }

    private final String pattern;
    private int at;

    private Backtracking(String pattern) {
        this.pattern = pattern;
    }

    /** @throws CorpusException naming the first pattern of a file that may never end */
    static void refuse(JsonNode root, String source) {
        for (JsonNode regex : root.findValues("Regex")) {
            if (new Backtracking(regex.asText()).multiplies()) {
                throw new CorpusException(source + " splits text by a pattern that may try without end: expected no"
                        + " repeated group with repeats or alternatives in it, found " + regex.asText()
                        + "; name another tokenizer.json");
            }
        }
    }

    private boolean multiplies() {
        Deque<Group> open = new ArrayDeque<>();
        open.push(new Group());
        while (at < pattern.length()) {
            char c = pattern.charAt(at++);
            Group inner = null; // the group that ends here
            switch (c) {
                case '\\' -> escape();
                case '[' -> characters();
                case '(' -> {
                    open.push(new Group());
                    opening();
                    continue;
                }
                case ')' -> {
                    inner = open.pop();
                    if (open.isEmpty()) {
                        return false; // not balanced: the library says so
                    }
                }
                case '|' -> {
                    open.element().choices = true;
                    continue;
                }
                default -> {
                    // a character for itself
                }
            }
            int most = most();
            if (most > 1 && inner != null && inner.choices) {
                return true;
            }
            open.element().choices |= most != 1 || inner != null && inner.choices;
        }
        return false;
    }

    /** Skips what says which kind of group begins. */
    private void opening() {
        if (at < pattern.length() && pattern.charAt(at) == '?') {
            at++;
            while (at < pattern.length() && ":=!>)".indexOf(pattern.charAt(at)) < 0) {
                at++;
            }
            if (at < pattern.length() && pattern.charAt(at) != ')') {
                at++;
            }
        }
    }

    /** Skips what is escaped, with the braces of a property. */
    private void escape() {
        boolean braces = at < pattern.length() && "pPxuko".indexOf(pattern.charAt(at)) >= 0;
        at++;
        if (braces && at < pattern.length() && pattern.charAt(at) == '{') {
            at = pattern.indexOf('}', at) + 1 == 0 ? pattern.length() : pattern.indexOf('}', at) + 1;
        }
    }

    /** Skips a class of characters, which may hold others. */
    private void characters() {
        int depth = 1;
        boolean first = true; // where ] stands for itself
        while (at < pattern.length() && depth > 0) {
            char c = pattern.charAt(at++);
            if (c == '^' && first) {
                continue;
            }
            if (c == '\\') {
                at++;
            } else if (c == '[') {
                depth++;
            } else if (c == ']' && !first) {
                depth--;
            }
            first = c == '[';
        }
    }

    /** Reads a quantifier, if one follows: the most repetitions it allows; 1 for none, 0 for the optional. */
    private int most() {
        int most = 1;
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            if (c == '*' || c == '+') {
                most = Integer.MAX_VALUE;
                at++;
            } else if (c == '?') {
                most = most == 1 ? 0 : most;
                at++;
            } else if (c == '{' && pattern.substring(at).matches("(?s)\\{[0-9]*,?[0-9]*\\}.*")) {
                int end = pattern.indexOf('}', at);
                String counts = pattern.substring(at + 1, end);
                most = counts.matches("0*1|0*1?,0*1") || counts.isEmpty() ? Math.min(most, 0) : Integer.MAX_VALUE;
                at = end + 1;
            } else {
                return most;
            }
        }
        return most;
    }
}
