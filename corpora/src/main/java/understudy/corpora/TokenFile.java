package understudy.corpora;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Token ids as they lie on disk, mapped in segments because one mapping ends at 2 GB. */
final class TokenFile {
    static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    private static final int SEGMENT = 1 << 30;

    private final String name;
    private final ByteBuffer[] segments;
    private final int segmentBytes;
    private final int width;
    private final long size;
    private final int vocabulary;

    private TokenFile(String name, ByteBuffer[] segments, int segmentBytes, int width, long size, int vocabulary) {
        this.name = name;
        this.segments = segments;
        this.segmentBytes = segmentBytes;
        this.width = width;
        this.size = size;
        this.vocabulary = vocabulary;
    }

    /** Bytes of one token id in a vocabulary of this size. */
    static int width(int vocabulary) {
        return vocabulary <= 1 << Character.SIZE ? Character.BYTES : Integer.BYTES;
    }

    static TokenFile of(ByteBuffer ids, int vocabulary) {
        int width = width(vocabulary);
        return new TokenFile("memory", new ByteBuffer[] {ids}, SEGMENT, width, ids.limit() / width, vocabulary);
    }

    static TokenFile map(Path path, int vocabulary) throws IOException {
        return map(path, vocabulary, SEGMENT);
    }

    static TokenFile map(Path path, int vocabulary, int segmentBytes) throws IOException {
        int width = width(vocabulary);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            long bytes = channel.size();
            ByteBuffer[] segments = new ByteBuffer[(int) ((bytes + segmentBytes - 1) / segmentBytes)];
            for (int i = 0; i < segments.length; i++) {
                long start = (long) i * segmentBytes;
                long length = Math.min(segmentBytes, bytes - start);
                segments[i] = channel.map(FileChannel.MapMode.READ_ONLY, start, length)
                        .order(ORDER);
            }
            return new TokenFile(path.toString(), segments, segmentBytes, width, bytes / width, vocabulary);
        }
    }

    long size() {
        return size;
    }

    void read(long from, int[] into, int offset, int count) {
        long place = from * width;
        int done = 0;
        while (done < count) {
            ByteBuffer segment = segments[(int) (place / segmentBytes)];
            int start = (int) (place % segmentBytes);
            int run = Math.min(count - done, (segmentBytes - start) / width);
            if (width == Character.BYTES) {
                for (int i = 0; i < run; i++) {
                    into[offset + done + i] = segment.getChar(start + i * Character.BYTES);
                }
            } else {
                for (int i = 0; i < run; i++) {
                    into[offset + done + i] = segment.getInt(start + i * Integer.BYTES);
                }
            }
            done += run;
            place += (long) run * width;
        }
        // An id outside the vocabulary would read outside the embedding: native code might not survive that.
        for (int i = 0; i < count; i++) {
            int id = into[offset + i];
            if (id < 0 || id >= vocabulary) {
                throw new CorpusException(
                        "token " + (from + i) + " in " + name + " is " + id + " and the vocabulary ends at "
                                + (vocabulary - 1) + ": the file is damaged; remove the corpus and add it again");
            }
        }
    }
}
