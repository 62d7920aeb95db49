package understudy.corpora;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/** Writes {@code text.txt} and notes which characters the text has, so that a tokenizer can be made before the text is read again. */
final class TextWriter extends Writer {
    private final HashedFile file;
    private final Writer encoder;
    private final BitSet alphabet = new BitSet();
    private long characters;
    private char last;

    TextWriter(HashedFile file) {
        this.file = file;
        this.encoder = new OutputStreamWriter(file, StandardCharsets.UTF_8);
    }

    @Override
    public void write(char[] from, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            char c = from[i];
            if (Character.isHighSurrogate(last) != Character.isLowSurrogate(c)) {
                throw halved();
            }
            if (Character.isLowSurrogate(c)) {
                alphabet.set(Character.toCodePoint(last, c));
            } else if (!Character.isHighSurrogate(c)) {
                alphabet.set(c);
            }
            characters += Character.isHighSurrogate(c) ? 0 : 1;
            last = c;
        }
        encoder.write(from, offset, length);
    }

    private IllegalArgumentException halved() {
        return new IllegalArgumentException("half a surrogate pair after " + characters + " characters");
    }

    /** The code points that were written. */
    BitSet alphabet() {
        return alphabet;
    }

    /** How many code points were written. */
    long characters() {
        return characters;
    }

    /** The last one, or zero. */
    char last() {
        return last;
    }

    /** Makes the text durable. */
    void finish() throws IOException {
        if (Character.isHighSurrogate(last)) {
            throw halved();
        }
        encoder.flush();
        file.finish();
    }

    /** Length of the finished text in UTF-8. */
    long bytes() {
        return file.bytes();
    }

    /** The SHA-256 of the finished text. */
    String checksum() {
        return file.checksum();
    }

    @Override
    public void flush() throws IOException {
        encoder.flush();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
