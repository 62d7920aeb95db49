package understudy.repl.judging;

import java.util.Optional;

/**
 * Something to be answered.
 *
 * @param text what is asked
 * @param answer the right answer, where one is known
 */
public record Question(String text, Optional<String> answer) {
    public Question {
        if (text.isBlank()) {
            throw new IllegalArgumentException("expected a question, found an empty one");
        }
    }
}
