package understudy.corpora;

import java.nio.CharBuffer;
import java.util.Optional;

/** A text line by line: a line ends with a new line, perhaps after a carriage return; a byte order mark before the first is left out. */
final class LineReader implements AutoCloseable {
    private final TextReader reader;
    private CharBuffer piece = CharBuffer.allocate(0);
    private long number;
    private boolean end;

    LineReader(TextReader reader) {
        this.reader = reader;
    }

    /** The next line without its end; empty after the last. */
    Optional<String> next() {
        StringBuilder line = new StringBuilder();
        while (true) {
            while (piece.hasRemaining()) {
                char c = piece.get();
                if (c == '\n') {
                    return Optional.of(line(line));
                }
                line.append(c);
            }
            if (!reader.next()) {
                boolean last = !end && line.length() > 0;
                end = true;
                return last ? Optional.of(line(line)) : Optional.empty();
            }
            piece = reader.piece();
        }
    }

    private String line(StringBuilder line) {
        int length = line.length();
        if (length > 0 && line.charAt(length - 1) == '\r') {
            line.setLength(length - 1);
        }
        if (number++ == 0 && line.length() > 0 && line.charAt(0) == Source.BYTE_ORDER_MARK) {
            line.deleteCharAt(0);
        }
        return line.toString();
    }

    /** The number of the line that was read last, from 1. */
    long number() {
        return number;
    }

    /** Bytes read so far. */
    long offset() {
        return reader.offset();
    }

    @Override
    public void close() {
        reader.close();
    }
}
