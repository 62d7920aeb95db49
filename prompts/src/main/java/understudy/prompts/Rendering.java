package understudy.prompts;

import java.util.List;

/**
 * A conversation as a model reads it.
 *
 * @param text the whole text
 * @param loss the spans on which loss is taken, in order, one for each answer: the answer and what ends it
 */
public record Rendering(String text, List<Span> loss) {
    public Rendering {
        loss = List.copyOf(loss);
    }
}
