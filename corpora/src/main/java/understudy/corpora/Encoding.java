package understudy.corpora;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/** Turns stretches of a text on disk into tokens on disk. */
final class Encoding {
    private final Tokenizer tokenizer;
    private final Path text;
    private final TokenWriter tokens;

    Encoding(Tokenizer tokenizer, Path text, TokenWriter tokens) {
        this.tokenizer = tokenizer;
        this.text = text;
        this.tokens = tokens;
    }

    /** Encodes the bytes from one place to another. */
    void text(long from, long to) throws IOException {
        Encoder encoder = new Encoder(tokenizer);
        try (TextReader reader = new TextReader(text, from, to)) {
            while (reader.next()) {
                tokens.write(encoder.hear(reader.piece()));
            }
        }
        tokens.write(encoder.rest());
    }

    /** Encodes the lines from one place to another, each with the id that ends it, and notes where each begins and the last one ends. */
    void lines(long from, long to, HashedFile places) throws IOException {
        int[] end = {boundary(tokenizer)};
        if (from == 0) {
            note(places);
        }
        try (LineReader reader = new LineReader(new TextReader(text, from, to))) {
            for (Optional<String> line = reader.next(); line.isPresent(); line = reader.next()) {
                tokens.write(tokenizer.encode(line.get()));
                tokens.write(end);
                note(places);
            }
        }
    }

    private void note(HashedFile places) throws IOException {
        places.write(ByteBuffer.allocate(Long.BYTES)
                .order(TokenFile.ORDER)
                .putLong(tokens.count())
                .array());
    }

    /** The id that ends a line, and stands for the start of one: that which ends a text if the vocabulary has one, else that of a new line. */
    static int boundary(Tokenizer tokenizer) {
        return tokenizer.end().orElseGet(tokenizer::start);
    }
}
