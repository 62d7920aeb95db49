package understudy.corpora;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;
import understudy.corpora.bpe.Coverage;

/** Writes {@code text.txt} and notes which characters the text has, so that a tokenizer can be made before the text is read again. */
final class TextWriter extends Writer {
    private final HashedFile file;
    private final Writer encoder;
    /** How often each code point was written; as long as the greatest one needs. */
    private long[] counts = new long[0x80];

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
                count(Character.toCodePoint(last, c));
            } else if (!Character.isHighSurrogate(c)) {
                count(c);
            }
            characters += Character.isHighSurrogate(c) ? 0 : 1;
            last = c;
        }
        encoder.write(from, offset, length);
    }

    private void count(int codePoint) {
        if (codePoint >= counts.length) {
            counts = Arrays.copyOf(counts, Math.max(codePoint + 1, 2 * counts.length));
        }
        counts[codePoint]++;
    }

    private IllegalArgumentException halved() {
        return new IllegalArgumentException("half a surrogate pair after " + characters + " characters");
    }

    /** The code points that were written. */
    BitSet alphabet() {
        BitSet alphabet = new BitSet();
        IntStream.range(0, counts.length).filter(c -> counts[c] > 0).forEach(alphabet::set);
        return alphabet;
    }

    /** The most frequent code points that together make up this share of what was written; of equally frequent ones those that come first. */
    BitSet alphabet(double coverage) {
        return Coverage.of(counts, coverage);
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
