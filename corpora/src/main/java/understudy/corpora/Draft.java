package understudy.corpora;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A corpus while it is being written: first the text, which shows its characters, then the tokens, at last the card. */
final class Draft {
    private final CorpusFolder folder;
    /** How often so much of a text is kept. */
    private static final int KEPT = 4;

    private final UnaryOperator<WritableByteChannel> disk;
    private final String wish;
    private final Progress progress;
    private final long large;

    /**
     * @param wish what is wanted of which files, if a large text may be gone on with; else empty
     * @param progress hears how far it has come
     * @param large bytes from which on a text is worth going on with
     */
    Draft(CorpusFolder folder, UnaryOperator<WritableByteChannel> disk, String wish, Progress progress, long large) {
        this.folder = folder;
        this.disk = disk;
        this.wish = wish;
        this.progress = progress;
        this.large = large;
    }

    /** Hands in a corpus. */
    @FunctionalInterface
    interface Author {
        Origin write(Manuscript manuscript) throws IOException;
    }

    /**
     * Where a text comes from.
     *
     * @param format the name of a {@link Format}
     * @param generator what it was generated from, or empty
     * @param warnings about its sources
     * @param floor the least loss of a stretch of it
     */
    record Origin(String format, Map<String, String> generator, List<String> warnings, Floor floor) {
        /** Of a text that somebody else wrote. */
        static Origin unknown(Format format, List<String> warnings) {
            return new Origin(format.word(), Map.of(), warnings, (from, to) -> OptionalDouble.empty());
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
        Optional<Interim> interim = Interim.of(folder.path(), wish).filter(known -> !wish.isEmpty());
        clear(interim.isPresent());
        try (Manuscript manuscript =
                interim.isPresent() ? Manuscript.of(interim.get(), folder, disk) : new Manuscript(folder, disk)) {
            Origin origin = interim.isPresent() ? interim.get().origin() : author.write(manuscript);
            if (manuscript.isEmpty()) {
                throw new CorpusException("there is no text to add: what was read is empty; name a file that is not");
            }
            write(manuscript, origin, manuscript.finish(shares), shares, word, vocabulary, interim);
            Interim.forget(folder.path());
        } catch (IOException | CorpusException fault) {
            Interim.forget(folder.path()); // only a person's wish leaves something to go on with
            throw fault;
        }
    }

    /** Leaves in the folder only what can be gone on with. */
    private void clear(boolean goesOn) throws IOException {
        List<Path> left;
        try (Stream<Path> list = Files.list(folder.path())) {
            left = list.toList();
        }
        Set<String> kept = goesOn ? Set.of(CorpusFolder.TEXT, CorpusFolder.TOKENS, Interim.FILE) : Set.of();
        for (Path file : left) {
            if (!kept.contains(file.getFileName().toString())) {
                Files.delete(file);
            }
        }
    }

    private void write(
            Manuscript manuscript,
            Origin origin,
            Optional<Manuscript.Parts> parts,
            Shares shares,
            String word,
            TokenizerShelf.Choice vocabulary,
            Optional<Interim> interim)
            throws IOException {
        TextWriter text = manuscript.text();
        Tokenizer tokenizer = vocabulary.of(text, Format.named(origin.format()));
        String tokenizerSum = write(CorpusFolder.TOKENIZER, tokenizer.json());
        Map<String, String> entrySums = new LinkedHashMap<>();
        parts.ifPresent(known -> entrySums.putAll(known.checksums()));
        CorpusCard.Sizes sizes;
        boolean whole = parts.isEmpty() || parts.get().ends().isEmpty();
        Interim begun = interim.orElseGet(() -> Interim.begun(wish, origin, text));
        TokenWriter tokens = interim.isPresent() && Files.exists(folder.file(CorpusFolder.TOKENS))
                ? TokenWriter.goingOn(folder.file(CorpusFolder.TOKENS), begun.tokens(), tokenizer.vocabulary(), disk)
                : new TokenWriter(create(CorpusFolder.TOKENS), tokenizer.vocabulary());
        try (tokens) {
            Encoding encoding = new Encoding(tokenizer, folder.file(CorpusFolder.TEXT), tokens, progress, large / KEPT);
            if (whole && !wish.isEmpty() && parts.isEmpty() && text.bytes() >= large) {
                begun.save(folder.path());
                encoding.text(
                        begun.offset(),
                        text.bytes(),
                        (offset, count) -> begun.at(offset, count).save(folder.path()));
                sizes = sizes(shares, tokens.count());
            } else if (whole) {
                encoding.text(0, text.bytes());
                sizes = sizes(shares, tokens.count());
            } else if (manuscript.kind() == Kind.LINES) {
                try (HashedFile places = create(CorpusFolder.EXAMPLES)) {
                    sizes = sizes(shares, parts.get(), (from, to) -> encoding.lines(from, to, places), tokens);
                    places.finish();
                    entrySums.put(CorpusFolder.EXAMPLES, places.checksum());
                }
            } else {
                sizes = sizes(shares, parts.get(), encoding::text, tokens);
            }
            tokens.finish();
        }
        Survey survey = text.tally().survey();
        List<String> warnings = new ArrayList<>(origin.warnings());
        warnings.addAll(Warnings.of(text, sizes, tokenizer, tokens));
        if (origin.generator().isEmpty()) {
            parts.ifPresent(known -> warnings.addAll(Warnings.of(manuscript, known.order())));
        }
        CorpusCard card = new CorpusCard(
                folder.name(),
                origin.format(),
                word,
                tokenizer.vocabulary(),
                text.bytes(),
                text.characters(),
                sizes,
                new CorpusCard.Checksums(text.checksum(), tokenizerSum, tokens.checksum()),
                // where a character is a token, places in tokens are places in characters
                tokens.count() == text.characters()
                        ? origin.floor().between(sizes.train(), sizes.train() + sizes.validation())
                        : OptionalDouble.empty(),
                origin.generator(),
                parts.map(known -> entries(manuscript.kind(), known.order(), entrySums)),
                Optional.of(parts.isEmpty() ? survey : survey.withDuplicates(manuscript.duplicates())),
                warnings);
        write(CorpusFolder.CARD, CardFile.write(card));
    }

    private static CorpusCard.Sizes sizes(Shares shares, long tokens) {
        long trainEnd = shares.trainEnd(tokens);
        long validationEnd = shares.validationEnd(tokens);
        return new CorpusCard.Sizes(shares.toString(), trainEnd, validationEnd - trainEnd, tokens - validationEnd);
    }

    /** Encodes a stretch of the text. */
    @FunctionalInterface
    private interface Stretch {
        void encode(long from, long to) throws IOException;
    }

    /** Encodes part after part, each of which ends where an entry does. */
    private static CorpusCard.Sizes sizes(Shares shares, Manuscript.Parts parts, Stretch stretch, TokenWriter tokens)
            throws IOException {
        long[] counts = new long[Split.values().length];
        long from = 0;
        for (Split split : Split.values()) {
            long before = tokens.count();
            stretch.encode(from, parts.ends().get(split));
            from = parts.ends().get(split);
            counts[split.ordinal()] = tokens.count() - before;
        }
        return new CorpusCard.Sizes(shares.toString(), counts[0], counts[1], counts[2]);
    }

    private static CorpusCard.Entries entries(Kind kind, Order order, Map<String, String> checksums) {
        return new CorpusCard.Entries(
                kind, order.count(Split.TRAIN), order.count(Split.VALIDATION), order.count(Split.TEST), checksums);
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
}
