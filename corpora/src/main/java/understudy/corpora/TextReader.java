package understudy.corpora;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.ZipException;

/**
 * Reads a UTF-8 file in pieces, strictly: the first byte that is not UTF-8 ends it, and its place is told. Every fault is a
 * {@link CorpusException}, so that one who copies can tell a file that cannot be read from one that cannot be written.
 */
final class TextReader implements AutoCloseable {
    private static final int PIECE = 1 << 16;

    private final Path path;
    private final ReadableByteChannel channel;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final ByteBuffer bytes = ByteBuffer.allocate(PIECE).flip();
    private final CharBuffer piece = CharBuffer.allocate(PIECE).flip();
    private long left;
    private long offset;
    private boolean end;

    /** Reads a whole file. */
    TextReader(Path path) {
        this(path, 0, Long.MAX_VALUE);
    }

    /** Reads the bytes of a file from one place to another. */
    TextReader(Path path, long from, long to) {
        this.path = path;
        this.left = to - from;
        this.offset = from;
        try {
            this.channel = FileChannel.open(path).position(from);
        } catch (IOException fault) {
            throw unreadable(path, fault);
        }
    }

    /** @param path what messages call it */
    TextReader(Path path, InputStream in) {
        this.path = path;
        this.left = Long.MAX_VALUE;
        this.channel = Channels.newChannel(in);
    }

    static CorpusException unreadable(Path path, IOException fault) {
        if (fault instanceof ZipException || fault instanceof EOFException) { // only what is packed has such an end
            return new CorpusException(
                    "cannot unpack " + path + ": expected what gzip packed, found a file that is damaged or cut short;"
                            + " fetch it anew",
                    fault);
        }
        return CorpusException.of("cannot read " + path, fault, "check who may read it: ls -l");
    }

    /** Reads on; false at the end. */
    boolean next() {
        while (!end) {
            bytes.compact();
            try {
                bytes.limit((int) Math.min(bytes.capacity(), bytes.position() + left));
                int read = left == 0 ? -1 : channel.read(bytes);
                end = read < 0;
                left -= Math.max(0, read);
            } catch (IOException fault) {
                throw unreadable(path, fault);
            }
            bytes.flip();
            piece.clear();
            CoderResult result = decoder.decode(bytes, piece, end);
            if (result.isError()) {
                throw malformed();
            }
            piece.flip();
            offset += bytes.position();
            if (piece.hasRemaining()) {
                return true;
            }
        }
        return false;
    }

    /** Bytes read so far, from the beginning of the file. */
    long offset() {
        return offset;
    }

    /** What {@link #next} read: whole code points, valid until it is called again. */
    CharBuffer piece() {
        return piece;
    }

    private CorpusException malformed() {
        int first = bytes.get(bytes.position()) & 0xFF;
        long place = offset + bytes.position();
        boolean wide = place == 0 && (first == 0xFF || first == 0xFE);
        return new CorpusException(String.format(
                Locale.ROOT,
                "expected UTF-8 text, found byte 0x%02X at offset %d of %s%s; convert it: iconv -f %s -t UTF-8 FILE > NEW",
                first,
                place,
                path,
                wide ? " (it looks like UTF-16)" : "",
                wide ? "UTF-16" : "ISO-8859-1"));
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException fault) {
            throw unreadable(path, fault);
        }
    }
}
