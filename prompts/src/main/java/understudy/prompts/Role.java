package understudy.prompts;

import java.util.Locale;

/** Who speaks: the system text stands before the conversation, then user and assistant take turns. */
public enum Role {
    SYSTEM,
    USER,
    ASSISTANT;

    /** The lower-case name, as JSON files and messages to people write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
