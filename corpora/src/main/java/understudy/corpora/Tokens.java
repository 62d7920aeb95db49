package understudy.corpora;

import java.nio.ByteBuffer;
import java.util.Objects;

/** The token ids of one part of a corpus, in order. They lie in a mapped file or in memory; a view of a file stays valid after its corpus is closed. */
public final class Tokens {
    private final String name;
    private final TokenFile file;
    private final long from;
    private final long size;

    Tokens(String name, TokenFile file, long from, long to) {
        Objects.checkFromToIndex(from, to, file.size());
        this.name = name;
        this.file = file;
        this.from = from;
        this.size = to - from;
    }

    /**
     * Tokens that are not in any file.
     *
     * @param name what messages call them: "train split of 'romeo'"
     */
    public static Tokens of(String name, int... ids) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(ids.length, Integer.BYTES));
        bytes.order(TokenFile.ORDER).asIntBuffer().put(ids);
        return new Tokens(name, TokenFile.of(bytes, Integer.MAX_VALUE), 0, ids.length);
    }

    /** What messages call these tokens. */
    public String name() {
        return name;
    }

    /** How many there are. */
    public long size() {
        return size;
    }

    /** The id at a position. */
    public int at(long position) {
        int[] one = new int[1];
        read(position, one, 0, 1);
        return one[0];
    }

    /**
     * Copies {@code count} ids that begin at position {@code start} to {@code into[offset…]}.
     *
     * @throws CorpusException if the file holds an id that is not in the vocabulary
     */
    public void read(long start, int[] into, int offset, int count) {
        Objects.checkFromIndexSize(start, count, size);
        Objects.checkFromIndexSize(offset, count, into.length);
        file.read(from + start, into, offset, count);
    }
}
