package understudy.repl.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Words with a tone. {@code Text.of("romeo").quiet(" · step ").plain("1,220")}
 *
 * @param spans in order
 */
public record Text(List<Span> spans) {
    /** How words are shown; without colours all tones look the same. */
    public enum Tone {
        PLAIN,
        /** Context: grey. */
        QUIET,
        /** The one accent colour. */
        ACCENT,
        /** What comes first: bold. */
        STRONG,
        /** Red, for trouble only. */
        TROUBLE
    }

    /** Words of one tone. */
    public record Span(String words, Tone tone) {}

    public Text {
        spans = List.copyOf(spans);
    }

    public static Text of(String words) {
        return new Text(List.of(new Span(words, Tone.PLAIN)));
    }

    public static Text empty() {
        return new Text(List.of());
    }

    public Text plain(String words) {
        return and(words, Tone.PLAIN);
    }

    public Text quiet(String words) {
        return and(words, Tone.QUIET);
    }

    public Text accent(String words) {
        return and(words, Tone.ACCENT);
    }

    public Text strong(String words) {
        return and(words, Tone.STRONG);
    }

    public Text trouble(String words) {
        return and(words, Tone.TROUBLE);
    }

    /** More words at the end; none are none. */
    public Text and(String words, Tone tone) {
        if (words.isEmpty()) {
            return this;
        }
        List<Span> more = new ArrayList<>(spans);
        more.add(new Span(words, tone));
        return new Text(more);
    }

    public Text and(Text other) {
        List<Span> more = new ArrayList<>(spans);
        more.addAll(other.spans);
        return new Text(more);
    }

    /** The words alone. */
    public String words() {
        return spans.stream().map(Span::words).collect(Collectors.joining());
    }
}
