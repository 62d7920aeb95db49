package understudy.corpora;

import java.util.Locale;

/** What a corpus is made of, whatever file it came from. */
public enum Kind {
    /** Text that goes on from its first character to its last. */
    TEXT,
    /** Examples of one line each. */
    LINES,
    /** Conversations, which a prompt template writes out for a model. */
    CONVERSATIONS,
    /** Texts with a label each. */
    LABELLED;

    /** The name in a card: {@code conversations}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
