package understudy.corpora;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import understudy.corpora.bpe.Coverage;

/** Writes {@code text.txt} and counts what is in it, so that a tokenizer can be made before the text is read again. */
final class TextWriter extends Writer {
    private final HashedFile file;
    private final Writer encoder;
    private final Tally tally = new Tally();
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
                tally.add(Character.toCodePoint(last, c));
            } else if (!Character.isHighSurrogate(c)) {
                tally.add(c);
            }
            last = c;
        }
        encoder.write(from, offset, length);
    }

    private IllegalArgumentException halved() {
        return new IllegalArgumentException("half a surrogate pair after " + tally.characters() + " characters");
    }

    /** What was written, counted. */
    Tally tally() {
        return tally;
    }

    /** The code points that were written. */
    BitSet alphabet() {
        return tally.alphabet();
    }

    /** The most frequent code points that together make up this share of what was written; of equally frequent ones those that come first. */
    BitSet alphabet(double coverage) {
        return Coverage.of(tally.counts(), coverage);
    }

    /** How many code points were written. */
    long characters() {
        return tally.characters();
    }

    /** The last one, or zero. */
    char last() {
        return last;
    }

    /** UTF-8 bytes of what was written so far. */
    long position() throws IOException {
        encoder.flush();
        return file.position();
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
