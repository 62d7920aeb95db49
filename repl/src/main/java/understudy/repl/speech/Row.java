package understudy.repl.speech;

import java.util.List;
import understudy.corpora.Tokenizer;
import understudy.prompts.StopMatcher;

/** One continuation as it grows. */
final class Row {
    private final Tokenizer tokenizer;
    private final StopMatcher stop;
    private final StringBuilder text = new StringBuilder();
    private int tokens;

    Row(Tokenizer tokenizer, List<String> stops) {
        this.tokenizer = tokenizer;
        this.stop = new StopMatcher(stops);
    }

    /** Takes tokens up to the one that ends the row, and returns the text that may be shown. */
    String hear(int[] ids) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < ids.length && !stop.stopped(); i++) {
            shown.append(stop.feed(tokenizer.piece(ids[i])));
            tokens++;
        }
        text.append(shown);
        return shown.toString();
    }

    boolean over() {
        return stop.stopped();
    }

    /** The text that was held back, which turned out not to be a stop text. */
    String rest() {
        String rest = stop.rest();
        text.append(rest);
        return rest;
    }

    Speech speech(boolean cut) {
        Ending ending = over() ? Ending.STOP : cut ? Ending.INTERRUPTED : Ending.LENGTH;
        return new Speech(text.toString(), tokens, ending);
    }
}
