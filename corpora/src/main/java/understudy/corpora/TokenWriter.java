package understudy.corpora;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Writes {@code tokens.bin}, and notes which ids the training part never shows. */
final class TokenWriter implements AutoCloseable {
    private final HashedFile file;
    private final int width;
    private long count;

    TokenWriter(HashedFile file, int vocabulary) {
        this.file = file;
        this.width = TokenFile.width(vocabulary);
    }

    void write(int[] ids) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(ids.length, width)).order(TokenFile.ORDER);
        for (int id : ids) {
            if (width == Character.BYTES) {
                bytes.putChar((char) id);
            } else {
                bytes.putInt(id);
            }
        }
        file.write(bytes.array(), 0, bytes.position());
        count += ids.length;
    }

    /** Ids written so far. */
    long count() {
        return count;
    }

    /** Makes the tokens durable and tells their checksum. */
    String finish() throws IOException {
        return file.finish();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
