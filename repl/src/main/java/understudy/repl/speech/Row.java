package understudy.repl.speech;

import java.util.List;
import java.util.OptionalInt;
import understudy.corpora.Decoder;
import understudy.corpora.Tokenizer;
import understudy.prompts.StopMatcher;

/** One continuation as it grows. */
final class Row {
    private final Tokenizer tokenizer;
    private final Decoder decoder;
    private final List<String> stops;
    private final StopMatcher stop;
    private final StringBuilder text = new StringBuilder();
    private int tokens;
    private boolean ended;

    Row(Tokenizer tokenizer, List<String> stops) {
        this.tokenizer = tokenizer;
        this.decoder = tokenizer.decoder();
        this.stops = stops;
        this.stop = new StopMatcher(stops);
    }

    /** Takes tokens up to the one that ends the row, and returns the text that may be shown. */
    String hear(int[] ids) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < ids.length && !over(); i++) {
            ended = ends(ids[i]);
            shown.append(stop.feed(decoder.hear(ids[i])));
            tokens++;
        }
        text.append(shown);
        return shown.toString();
    }

    /** Marks are not shown, so a stop text that begins with one is known by its token. */
    private boolean ends(int id) {
        return tokenizer.end().equals(OptionalInt.of(id))
                || tokenizer.special(id)
                        && stops.stream().anyMatch(text -> text.strip().startsWith(tokenizer.piece(id)));
    }

    /** Whether a stop text or the token that ends a text was said. */
    boolean over() {
        return ended || stop.stopped();
    }

    /** The text that was held back, which turned out not to be a stop text. */
    String rest() {
        String rest = stop.stopped() ? stop.rest() : stop.feed(decoder.rest()) + stop.rest();
        text.append(rest);
        return rest;
    }

    Speech speech(boolean cut) {
        Ending ending = over() ? Ending.STOP : cut ? Ending.INTERRUPTED : Ending.LENGTH;
        return new Speech(text.toString(), tokens, ending);
    }
}
