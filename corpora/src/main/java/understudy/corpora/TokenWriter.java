package understudy.corpora;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Writes {@code tokens.bin}, and notes where each id occurs first. */
final class TokenWriter implements AutoCloseable {
    private final HashedFile file;
    private final int width;
    private final long[] first;
    private long count;

    TokenWriter(HashedFile file, int vocabulary) {
        this.file = file;
        this.width = TokenFile.width(vocabulary);
        this.first = new long[vocabulary];
        Arrays.fill(first, Long.MAX_VALUE);
    }

    void write(int[] ids) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(ids.length, width)).order(TokenFile.ORDER);
        for (int id : ids) {
            first[id] = Math.min(first[id], count++);
            if (width == Character.BYTES) {
                bytes.putChar((char) id);
            } else {
                bytes.putInt(id);
            }
        }
        file.write(bytes.array(), 0, bytes.position());
    }

    /** The ids that occur only at or after a place. */
    int[] newFrom(long place) {
        return IntStream.range(0, first.length)
                .filter(id -> first[id] >= place && first[id] < Long.MAX_VALUE)
                .toArray();
    }

    /** How many ids occur. */
    int different() {
        return (int)
                Arrays.stream(first).filter(place -> place < Long.MAX_VALUE).count();
    }

    /** Ids written so far. */
    long count() {
        return count;
    }

    /** Makes the tokens durable. */
    void finish() throws IOException {
        file.finish();
    }

    /** The SHA-256 of the finished file. */
    String checksum() {
        return file.checksum();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
