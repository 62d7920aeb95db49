package understudy.corpora;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.UnaryOperator;

/** A new file whose length and checksum are known, and which is safe on the disk, once it is finished; closing only lets go of it. */
final class HashedFile extends OutputStream {
    private final FileChannel file;
    private final WritableByteChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    private final MessageDigest digest = sha256();
    private long bytes;
    private String checksum = "";

    /** @param disk what stands between us and the file: the identity, or a disk that fills up in a test */
    HashedFile(Path path, UnaryOperator<WritableByteChannel> disk) throws IOException {
        this.file = FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        this.channel = disk.apply(file);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java has SHA-256", impossible);
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
        for (int done = 0; done < length; ) {
            int run = Math.min(length - done, buffer.remaining());
            buffer.put(from, offset + done, run);
            done += run;
            if (!buffer.hasRemaining()) {
                drain();
            }
        }
    }

    private void drain() throws IOException {
        buffer.flip();
        digest.update(buffer.array(), 0, buffer.limit());
        bytes += buffer.limit();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        buffer.clear();
    }

    /** Writes what is left and waits until the disk has it; only then are length and checksum known. */
    void finish() throws IOException {
        drain();
        file.force(true);
        checksum = HexFormat.of().formatHex(digest.digest());
    }

    /** Bytes written so far. */
    long position() {
        return bytes + buffer.position();
    }

    /** How long the finished file is. */
    long bytes() {
        return bytes;
    }

    /** The SHA-256 of the finished file. */
    String checksum() {
        return checksum;
    }

    @Override
    public void close() throws IOException {
        channel.close();
        file.close();
    }
}
