package understudy.prompts;

import java.util.List;
import java.util.Optional;

/**
 * Ends a stream of text at the first stop text, wherever the pieces are cut.
 *
 * <p>Text that might be the beginning of a stop text is held back until the pieces that follow decide, so no part of a stop text is ever given out. The stop text that
 * is complete first wins; of two that end on the same character, the longer. What comes out therefore does not depend on how the text was cut into pieces.
 */
public final class StopMatcher {
    private final List<String> stops;
    private final StringBuilder held = new StringBuilder();
    private String matched;

    /**
     * @param stops the texts that end the stream; none means that it never ends by itself
     * @throws TemplateException if one of them is empty
     */
    public StopMatcher(List<String> stops) {
        if (stops.contains(""))
            throw new TemplateException("Expected a stop text of at least one character; found an empty one.");
        this.stops = List.copyOf(stops);
    }

    /** Takes the next piece and returns the text that may be shown now, perhaps none; after a stop text, always none. */
    public String feed(String piece) {
        if (stopped()) return "";
        for (int i = 0; i < piece.length(); i++) {
            held.append(piece.charAt(i));
            matched = longestEnding();
            if (matched != null) return release(held.length() - matched.length());
        }
        return release(held.length() - undecided());
    }

    /** Whether a stop text has come. */
    public boolean stopped() {
        return matched != null;
    }

    /** The stop text that ended the stream, if one has come. */
    public Optional<String> matched() {
        return Optional.ofNullable(matched);
    }

    /** Call once when no more pieces come: the text still held back, which turned out not to be a stop text. */
    public String rest() {
        return stopped() ? "" : release(held.length());
    }

    private String release(int length) {
        var text = held.substring(0, length);
        held.delete(0, length);
        return text;
    }

    private String longestEnding() {
        String longest = null;
        for (var stop : stops) {
            int from = held.length() - stop.length();
            boolean ends = from >= 0 && held.indexOf(stop, from) == from;
            if (ends && (longest == null || stop.length() > longest.length())) longest = stop;
        }
        return longest;
    }

    /** How many characters at the end of the held text are the beginning of some stop text. */
    private int undecided() {
        int longest = 0;
        for (var stop : stops) {
            for (int length = Math.min(stop.length() - 1, held.length()); length > longest; length--) {
                if (stop.startsWith(held.substring(held.length() - length))) longest = length;
            }
        }
        return longest;
    }
}
