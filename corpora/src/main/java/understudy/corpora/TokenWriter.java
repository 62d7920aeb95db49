package understudy.corpora;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.UnaryOperator;
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

    /** Goes on behind the first tokens of a file. */
    static TokenWriter goingOn(Path path, long tokens, int vocabulary, UnaryOperator<WritableByteChannel> disk)
            throws IOException {
        int width = TokenFile.width(vocabulary);
        long[] seen = new long[vocabulary + 1];
        Arrays.fill(seen, Long.MAX_VALUE);
        seen[vocabulary] = 0;
        HashedFile file = HashedFile.goingOn(path, tokens * width, disk, piece -> {
            ByteBuffer ids = piece.order(TokenFile.ORDER);
            while (ids.hasRemaining()) {
                int id = width == Character.BYTES ? ids.getChar() : ids.getInt();
                seen[id] = Math.min(seen[id], seen[vocabulary]++);
            }
        });
        TokenWriter writer = new TokenWriter(file, vocabulary);
        System.arraycopy(seen, 0, writer.first, 0, vocabulary);
        writer.count = tokens;
        return writer;
    }

    /** Waits until the disk has what was written so far. */
    void keep() throws IOException {
        file.keep();
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
