package understudy.corpora;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/** Turns stretches of a text on disk into tokens on disk. */
final class Encoding {
    private final Tokenizer tokenizer;
    private final Path text;
    private static final String DOING = "tokenizing";

    private final TokenWriter tokens;
    private final Progress progress;
    private final long apart;

    /** Keeps how far a text has come. */
    @FunctionalInterface
    interface Keeping {
        void keep(long offset, long tokens) throws IOException;
    }

    /** @param apart bytes of text between one keeping and the next */
    Encoding(Tokenizer tokenizer, Path text, TokenWriter tokens, Progress progress, long apart) {
        this.tokenizer = tokenizer;
        this.text = text;
        this.tokens = tokens;
        this.progress = progress;
        this.apart = apart;
    }

    /** Encodes the bytes from one place to another. */
    void text(long from, long to) throws IOException {
        text(from, to, (offset, count) -> {});
    }

    /** @param keeping hears now and then how many bytes are tokens on disk, in how many of them */
    void text(long from, long to, Keeping keeping) throws IOException {
        long kept = from;
        Encoder encoder = new Encoder(tokenizer);
        try (TextReader reader = new TextReader(text, from, to)) {
            while (reader.next()) {
                tokens.write(encoder.hear(reader.piece()));
                progress.at(DOING, reader.offset(), to);
                if (encoder.restartable() && reader.offset() - kept >= apart) {
                    kept = reader.offset();
                    tokens.keep();
                    keeping.keep(kept - encoder.held(), tokens.count());
                }
            }
        }
        tokens.write(encoder.rest());
    }

    /** Encodes the lines from one place to another, each with the id that ends it, and notes where each begins and the last one ends. */
    void lines(long from, long to, HashedFile places) throws IOException {
        int[] end = {boundary(tokenizer)};
        if (places.position() == 0) { // not from == 0: a part before may be empty
            note(places);
        }
        try (LineReader reader = new LineReader(new TextReader(text, from, to))) {
            for (Optional<String> line = reader.next(); line.isPresent(); line = reader.next()) {
                tokens.write(tokenizer.encode(line.get()));
                tokens.write(end);
                note(places);
                progress.at(DOING, reader.offset(), to);
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
