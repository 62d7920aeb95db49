package understudy.corpora;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A corpus while it is being written: first the text, which shows its characters, then the tokens, at last the card. */
final class Draft {
    /** Below this, in characters, a text is learnt by heart. */
    private static final long SHORT = 1_000;

    private static final int NAMED_AT_MOST = 8;

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
     */
    record Origin(Map<String, String> generator, List<String> warnings) {}

    void write(Author author, Shares shares) throws IOException {
        String textSum;
        Origin origin;
        long bytes;
        TextWriter text;
        try (HashedFile file = create(CorpusFolder.TEXT)) {
            text = new TextWriter(file);
            origin = author.write(text);
            textSum = text.finish();
            bytes = file.bytes();
        }
        if (text.characters() == 0) {
            throw new CorpusException("there is no text to add: what was read is empty; name a file that is not");
        }
        Tokenizer tokenizer = CharacterTokenizer.of(text.alphabet());
        String tokenizerSum = write(CorpusFolder.TOKENIZER, tokenizer.json());

        TokenWriter tokens;
        String tokenSum;
        try (HashedFile file = create(CorpusFolder.TOKENS)) {
            tokens = new TokenWriter(file, tokenizer.vocabulary());
            encode(tokenizer, tokens);
            tokenSum = tokens.finish();
        }
        long trainEnd = shares.trainEnd(tokens.count());
        long validationEnd = shares.validationEnd(tokens.count());
        CorpusCard.Sizes sizes = new CorpusCard.Sizes(
                shares.toString(), trainEnd, validationEnd - trainEnd, tokens.count() - validationEnd);
        List<String> warnings = new ArrayList<>(origin.warnings());
        warnings.addAll(warnings(text, sizes));
        unseen(tokenizer, tokens.newFrom(trainEnd)).ifPresent(warnings::add);
        CorpusCard card = new CorpusCard(
                folder.name(),
                Format.TEXT.word(),
                tokenizer.name(),
                tokenizer.vocabulary(),
                bytes,
                text.characters(),
                sizes,
                new CorpusCard.Checksums(textSum, tokenizerSum, tokenSum),
                OptionalDouble.empty(),
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
            return file.finish();
        }
    }

    private void encode(Tokenizer tokenizer, TokenWriter tokens) throws IOException {
        try (TextReader reader = new TextReader(folder.file(CorpusFolder.TEXT))) {
            while (reader.next()) {
                tokens.write(tokenizer.encode(reader.piece().toString()));
            }
        }
    }

    /** Characters of the other parts that a model cannot learn, since the training part has none of them. */
    private static Optional<String> unseen(Tokenizer tokenizer, int[] ids) {
        if (ids.length == 0) {
            return Optional.empty();
        }
        String some = Arrays.stream(ids)
                .limit(NAMED_AT_MOST)
                .mapToObj(id -> CharacterTokenizer.describe(tokenizer.piece(id).codePointAt(0)))
                .collect(Collectors.joining(", "));
        return Optional.of("characters that occur only after the training part: " + some
                + (ids.length > NAMED_AT_MOST ? " and " + (ids.length - NAMED_AT_MOST) + " more" : ""));
    }

    private static List<String> warnings(TextWriter text, CorpusCard.Sizes sizes) {
        List<String> warnings = new ArrayList<>();
        BitSet alphabet = text.alphabet();
        if (alphabet.cardinality() == 1) {
            warnings.add("the text has only one distinct character, "
                    + CharacterTokenizer.describe(alphabet.nextSetBit(0)) + ": there is nothing to learn");
        }
        if (text.characters() < SHORT) {
            warnings.add("the text has only " + text.characters() + " characters: a model will learn it by heart");
        }
        if (sizes.train() < 2 || sizes.validation() < 2) {
            warnings.add("the text is too short to be split " + sizes.split() + ": " + sizes.train()
                    + " tokens to train on, " + sizes.validation() + " to validate on");
        }
        if (alphabet.get('\r')) {
            warnings.add(
                    "the text has carriage returns (Windows line ends), which are kept: a model learns to write them");
        }
        return warnings;
    }
}
