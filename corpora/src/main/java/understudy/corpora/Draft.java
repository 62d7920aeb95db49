package understudy.corpora;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;

/** A corpus while it is being written: first the text, which shows its characters, then the tokens, at last the card. */
final class Draft {
    private final CorpusFolder folder;
    private final UnaryOperator<WritableByteChannel> disk;

    Draft(CorpusFolder folder, UnaryOperator<WritableByteChannel> disk) {
        this.folder = folder;
        this.disk = disk;
    }

    /** Writes the text of a corpus. */
    @FunctionalInterface
    interface Author {
        Origin write(TextWriter text) throws IOException;
    }

    /**
     * Where a text comes from.
     *
     * @param generator what it was generated from, or empty
     * @param warnings about its sources
     * @param floor the least loss of a stretch of it
     */
    record Origin(Map<String, String> generator, List<String> warnings, Floor floor) {
        /** Of a text that somebody else wrote. */
        static Origin unknown(List<String> warnings) {
            return new Origin(Map.of(), warnings, (from, to) -> OptionalDouble.empty());
        }
    }

    /** Nats per character below which no honest loss on the characters {@code from} to {@code to} can fall, where that is known. */
    @FunctionalInterface
    interface Floor {
        OptionalDouble between(long from, long to);
    }

    /**
     * @param word what the person called the tokenizer
     * @param vocabulary makes it, once the text is there
     */
    void write(Author author, Shares shares, String word, TokenizerShelf.Choice vocabulary) throws IOException {
        TextWriter text = new TextWriter(create(CorpusFolder.TEXT));
        Origin origin;
        try (text) {
            origin = author.write(text);
            text.finish();
        }
        if (text.characters() == 0) {
            throw new CorpusException("there is no text to add: what was read is empty; name a file that is not");
        }
        Tokenizer tokenizer = vocabulary.of(text);
        String tokenizerSum = write(CorpusFolder.TOKENIZER, tokenizer.json());
        TokenWriter tokens = new TokenWriter(create(CorpusFolder.TOKENS), tokenizer.vocabulary());
        try (tokens) {
            encode(tokenizer, tokens);
            tokens.finish();
        }
        long trainEnd = shares.trainEnd(tokens.count());
        long validationEnd = shares.validationEnd(tokens.count());
        CorpusCard.Sizes sizes = new CorpusCard.Sizes(
                shares.toString(), trainEnd, validationEnd - trainEnd, tokens.count() - validationEnd);
        List<String> warnings = new ArrayList<>(origin.warnings());
        warnings.addAll(Warnings.of(text, sizes, tokenizer, tokens));
        CorpusCard card = new CorpusCard(
                folder.name(),
                Format.TEXT.word(),
                word,
                tokenizer.vocabulary(),
                text.bytes(),
                text.characters(),
                sizes,
                new CorpusCard.Checksums(text.checksum(), tokenizerSum, tokens.checksum()),
                // where a character is a token, places in tokens are places in characters
                tokens.count() == text.characters()
                        ? origin.floor().between(trainEnd, validationEnd)
                        : OptionalDouble.empty(),
                origin.generator(),
                warnings);
        write(CorpusFolder.CARD, CardFile.write(card));
    }

    private HashedFile create(String file) throws IOException {
        return new HashedFile(folder.file(file), disk);
    }

    private String write(String name, String content) throws IOException {
        try (HashedFile file = create(name)) {
            file.write(content.getBytes(StandardCharsets.UTF_8));
            file.finish();
            return file.checksum();
        }
    }

    private void encode(Tokenizer tokenizer, TokenWriter tokens) throws IOException {
        Encoder encoder = new Encoder(tokenizer);
        try (TextReader reader = new TextReader(folder.file(CorpusFolder.TEXT))) {
            while (reader.next()) {
                tokens.write(encoder.hear(reader.piece()));
            }
        }
        tokens.write(encoder.rest());
    }
}
