package understudy.prompts;

import java.util.Locale;

/**
 * A stretch of a text, counted in Java characters.
 *
 * @param start the first character
 * @param end the character after the last
 */
public record Span(int start, int end) {
    public Span {
        if (start < 0 || end < start)
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "expected 0 <= start <= end; found %d and %d", start, end));
    }
}
