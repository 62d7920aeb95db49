package understudy.corpora;

import java.util.Locale;

/** The parts of a corpus, in the order in which they lie in its text. */
public enum Split {
    /** What a model learns from. */
    TRAIN,
    /** What it is measured on while it learns. */
    VALIDATION,
    /** What nobody looks at until the end; may be empty. */
    TEST;

    /** The name a person reads and types: {@code train}, {@code validation}, {@code test}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
