package understudy.corpora.playhouse;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import understudy.corpora.CorpusException;

/**
 * What decides every byte of a Playhouse text.
 *
 * @param seed makes the world and the text
 * @param size bytes the text has at least; it ends with the document that reaches them
 * @param parts what is written; in the order of {@link Part}, whatever order is given
 */
public record PlayhouseOptions(long seed, long size, Set<Part> parts) {
    /** Two megabytes. */
    public static final long SIZE = 2_000_000;

    private static final long SMALLEST = 1_000;
    private static final long LARGEST = 2_000_000_000;

    public PlayhouseOptions {
        if (size < SMALLEST || size > LARGEST) {
            throw new CorpusException(
                    "--size: expected from " + SMALLEST + " to " + LARGEST + " bytes; found " + size + ".");
        }
        if (parts.isEmpty()) {
            throw new CorpusException(
                    "--part: expected some of plays,stories,dialogues,instructions,letters; found none.");
        }
        parts = Collections.unmodifiableSet(EnumSet.copyOf(parts));
    }

    /** Seed 1, two megabytes, all five parts. */
    public static PlayhouseOptions defaults() {
        return new PlayhouseOptions(1, SIZE, Part.all());
    }
}
