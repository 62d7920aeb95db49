package understudy.corpora;

/** One example of a corpus, as it was read. */
public sealed interface Entry permits Verse, Dialogue, Labelled {
    /** What corpus such entries make. */
    Kind kind();

    /** The entry in the text of its corpus, with what ends it. */
    String plain();

    /** The entry on one line of a file; without the line's end. */
    String json();
}
