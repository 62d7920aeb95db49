package understudy.corpora;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/** The files of one corpus, and whether they are what the card says. */
record CorpusFolder(String name, Path path) {
    static final String CARD = "corpus.json";
    static final String TOKENIZER = "tokenizer.json";
    static final String TEXT = "text.txt";
    static final String TOKENS = "tokens.bin";
    static final String EXAMPLES = "examples.bin";
    private static final long CARD_LIMIT = 1 << 20;
    private static final long TOKENIZER_LIMIT = 1 << 28;

    /** The file of a corpus's entries, one a line. */
    static String entries(Kind kind) {
        return kind == Kind.LINES ? TEXT : kind.word() + ".jsonl";
    }

    /** The files that only a corpus of examples has. */
    static List<String> files(Kind kind) {
        return switch (kind) {
            case TEXT -> List.of();
            case LINES -> List.of(EXAMPLES);
            case CONVERSATIONS, LABELLED -> List.of(EXAMPLES, entries(kind));
        };
    }

    Path file(String file) {
        return path.resolve(file);
    }

    CorpusCard card() {
        return CardFile.read(Json.read(file(CARD), CARD_LIMIT), name, file(CARD).toString());
    }

    /** The tokenizer, once it is the one that the card means. */
    Tokenizer tokenizer(CorpusCard card) {
        String json = Json.read(file(TOKENIZER), TOKENIZER_LIMIT);
        MessageDigest digest = HashedFile.sha256();
        String sum = HexFormat.of().formatHex(digest.digest(json.getBytes(StandardCharsets.UTF_8)));
        if (!sum.equals(card.checksums().tokenizer())) {
            throw changed(TOKENIZER, "its checksum differs");
        }
        Tokenizer tokenizer = Tokenizer.of(json);
        if (tokenizer.vocabulary() != card.vocabulary()) {
            throw changed(
                    TOKENIZER, "it has " + tokenizer.vocabulary() + " tokens and the card says " + card.vocabulary());
        }
        return tokenizer;
    }

    /** Compares what costs nothing: the lengths of the files. */
    void checkSizes(CorpusCard card) {
        checkSize(TEXT, card.bytes());
        checkSize(TOKENS, Math.multiplyExact(card.tokens(), TokenFile.width(card.vocabulary())));
    }

    /** Where the examples begin; of lines among the tokens, else among the bytes of the entries. */
    LongBuffer examples(CorpusCard.Entries entries) {
        checkSize(EXAMPLES, (entries.count() + 1L) * Long.BYTES);
        try {
            return Offsets.map(file(EXAMPLES));
        } catch (IOException fault) {
            throw TextReader.unreadable(file(EXAMPLES), fault);
        }
    }

    private void checkSize(String file, long expected) {
        try {
            long found = Files.size(file(file));
            if (found != expected) {
                throw changed(file, "it has " + found + " bytes and the card says " + expected);
            }
        } catch (IOException fault) {
            throw changed(file, "it cannot be read");
        }
    }

    /** Reads every byte and compares the checksums. */
    void verify(CorpusCard card) {
        verify(TEXT, card.checksums().text());
        verify(TOKENIZER, card.checksums().tokenizer());
        verify(TOKENS, card.checksums().tokens());
        card.entries().ifPresent(entries -> entries.checksums().forEach(this::verify));
    }

    private void verify(String file, String expected) {
        MessageDigest digest = HashedFile.sha256();
        try (InputStream in = Files.newInputStream(file(file));
                OutputStream sum = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            in.transferTo(sum);
        } catch (IOException fault) {
            throw changed(file, "it cannot be read");
        }
        if (!HexFormat.of().formatHex(digest.digest()).equals(expected)) {
            throw changed(file, "its checksum differs");
        }
    }

    private CorpusException changed(String file, String how) {
        return new CorpusException(file + " of corpus '" + name + "' is not what was written (" + how
                + "); type: corpus remove " + name + ", then add it again (" + file(file) + ")");
    }
}
