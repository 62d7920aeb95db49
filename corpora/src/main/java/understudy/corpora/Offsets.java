package understudy.corpora;

import java.io.IOException;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Where the examples of one split begin among its tokens, and where the last one ends: count + 1 places, ascending from 0.
 *
 * @param places of a whole corpus
 * @param from which of the places is this split's first
 * @param count how many examples the split has
 */
record Offsets(LongBuffer places, int from, int count) {
    Offsets {
        if (from < 0 || count < 0 || from + count >= places.limit()) {
            throw new IllegalArgumentException("expected " + (from + count + 1L) + " places, found " + places.limit());
        }
    }

    static Offsets of(long... places) {
        return new Offsets(LongBuffer.wrap(places), 0, places.length - 1);
    }

    /** The places of a file, {@code examples.bin}: 64 bits each, little endian. */
    static LongBuffer map(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size())
                    .order(TokenFile.ORDER)
                    .asLongBuffer();
        }
    }

    long at(int example) {
        return places.get(from + example) - places.get(from);
    }

    /** The example that a place is in. */
    int find(long place) {
        int low = 0;
        int high = count - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (at(middle) <= place) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
