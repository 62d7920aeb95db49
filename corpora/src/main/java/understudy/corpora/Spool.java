package understudy.corpora;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** Texts on disk that are written one after the other and read in any order; the file is gone when it is closed. */
final class Spool implements Closeable {
    private final FileChannel file;
    private final OutputStream out;
    private long[] ends = new long[1 << 10];
    private int count;

    /** @param disk see {@link HashedFile} */
    Spool(Path path, UnaryOperator<WritableByteChannel> disk) throws IOException {
        this.file = FileChannel.open(
                path,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.DELETE_ON_CLOSE);
        this.out = new BufferedOutputStream(Channels.newOutputStream(disk.apply(file)), 1 << 16);
    }

    void add(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.write(bytes);
        if (++count == ends.length) {
            ends = Arrays.copyOf(ends, 2 * count);
        }
        ends[count] = ends[count - 1] + bytes.length;
    }

    int count() {
        return count;
    }

    /** Makes what was added readable. */
    void flush() throws IOException {
        out.flush();
    }

    String read(int index) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) (ends[index + 1] - ends[index]));
        while (bytes.hasRemaining()) {
            if (file.read(bytes, ends[index] + bytes.position()) < 0) {
                throw new IOException("the file ended early");
            }
        }
        return new String(bytes.array(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
