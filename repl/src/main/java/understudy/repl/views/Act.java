package understudy.repl.views;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import understudy.models.Likeliest;
import understudy.repl.speech.Utterance;

/**
 * One checkpoint on the theatre's stage.
 *
 * @param label what a person types for it, as short as it is clear: {@code @750}
 * @param loss its validation loss
 * @param said what it says; empty until it has
 * @param pieces the text of each id that occurs, prompt and said
 * @param trouble why it cannot speak, else empty
 */
public record Act(
        String label, long step, OptionalDouble loss, Optional<Utterance> said, List<String> pieces, String trouble) {
    public Act {
        pieces = List.copyOf(pieces);
    }

    /** How many tokens it said. */
    int length() {
        return said.map(u -> u.said().length).orElse(0);
    }

    /** The text of a token that it said. */
    String piece(int token) {
        return pieces.get(said.orElseThrow().prompt().length + token);
    }

    Optional<Likeliest> glance(int token) {
        return said.filter(u -> token < u.glances().size()).map(u -> u.glances().get(token));
    }

    /** All of what it said. */
    public String text() {
        return said.map(u -> String.join("", pieces.subList(u.prompt().length, pieces.size())))
                .orElse("");
    }
}
