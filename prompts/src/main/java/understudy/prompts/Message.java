package understudy.prompts;

import java.util.Objects;

/**
 * What one side says.
 *
 * @param role who says it
 * @param text what is said, without any of a template's marks; may be empty, as when a model stops at once
 */
public record Message(Role role, String text) {
    public Message {
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(text, "text");
    }
}
