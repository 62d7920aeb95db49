package understudy.corpora;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import understudy.corpora.bpe.BpeOptions;
import understudy.corpora.bpe.BpeTrainer;

/** The tokenizers of one home, {@code corpora/tokenizers/NAME/tokenizer.json}, and those that are always there. */
public final class TokenizerShelf {
    static final String FOLDER = "tokenizers";

    /** Tokens read at once. */
    private static final int PIECE = 1 << 16;

    private final Path folder;

    /** @param folder where each has a folder of its own; it need not exist yet */
    TokenizerShelf(Path folder) {
        this.folder = folder;
    }

    /** A vocabulary that may depend on the text it is for. */
    @FunctionalInterface
    interface Choice {
        /** @param format what the text was */
        Tokenizer of(TextWriter text, Format format);
    }

    /** The names of those that somebody put here. */
    public List<String> names() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> list = Files.list(folder)) {
            return list.filter(path -> Files.exists(path.resolve(CorpusFolder.TOKENIZER)))
                    .map(path -> path.getFileName().toString())
                    .filter(Names::wellFormed)
                    .sorted()
                    .toList();
        } catch (IOException fault) {
            throw TextReader.unreadable(folder, fault);
        }
    }

    /** The names of those that are always there. */
    public static List<String> builtIn() {
        List<String> words = new ArrayList<>(List.of(CharacterTokenizer.NAME, ByteTokenizer.NAME));
        words.addAll(OpenAiVocabulary.words());
        return words;
    }

    /**
     * The tokenizer that a person means: the name of one on the shelf, of one that is always there except {@code characters}, or the path of a {@code tokenizer.json}.
     *
     * @throws CorpusException if there is none, or it cannot be used
     */
    public Tokenizer open(String word) {
        if (word.equals(ByteTokenizer.NAME)) {
            return ByteTokenizer.BYTES;
        }
        if (names().contains(word)) {
            return Tokenizer.read(file(word));
        }
        return OpenAiVocabulary.named(word)
                .map(vocabulary -> Tokenizer.of(vocabulary.json()))
                .orElseGet(() -> Tokenizer.read(path(word)));
    }

    /**
     * How text becomes tokens by a person's wish.
     *
     * @throws CorpusException if there is no such tokenizer
     */
    Choice choose(AddOptions options) {
        Choice choice = vocabulary(options.tokenizer(), options.coverage());
        return options.special().isEmpty()
                ? choice
                : (text, format) -> TokenizerParts.with(choice.of(text, format), special(options, format));
    }

    private static List<String> special(AddOptions options, Format format) {
        if (!options.special().equals(List.of(AddOptions.TAGS))) {
            return options.special();
        }
        List<String> tags = Marks.tags(format);
        if (tags.isEmpty()) {
            throw new CorpusException("expected conversations with tags, as guanaco or nanochat have them, found "
                    + format.word() + "; name what is to be a token of its own: --special '<human>,<bot>'");
        }
        return tags;
    }

    private Choice vocabulary(String word, double coverage) {
        if (word.equals(CharacterTokenizer.NAME)) {
            return (text, format) -> coverage < 1
                    ? CharacterTokenizer.withBytes(text.alphabet(coverage))
                    : CharacterTokenizer.of(text.alphabet());
        }
        if (coverage < 1) {
            throw new CorpusException("--coverage is for characters; the tokenizer '" + word
                    + "' has its vocabulary already; leave --coverage out");
        }
        Tokenizer tokenizer = open(word);
        return (text, format) -> tokenizer;
    }

    private Path path(String word) {
        Path path = Path.of(word);
        if (Files.isDirectory(path)) {
            path = path.resolve(CorpusFolder.TOKENIZER);
        }
        if (!Files.isRegularFile(path)) {
            List<String> all = new ArrayList<>(builtIn());
            all.addAll(names());
            throw new CorpusException(
                    "there is no tokenizer '" + word + "' and no such file; known: " + String.join(", ", all)
                            + "; or name a tokenizer.json, or make one: tokenizer train NAME --corpus C --vocab 4096");
        }
        return path;
    }

    /**
     * Puts a tokenizer here under a name.
     *
     * @param word what {@link #open} takes
     * @return the tokenizer
     * @throws CorpusException if the name is taken, or there is no such tokenizer
     */
    public Tokenizer add(String name, String word) {
        requireFree(name);
        Tokenizer tokenizer = open(word);
        put(name, tokenizer);
        return tokenizer;
    }

    /** What a person hears while a vocabulary is learnt; each may throw to end it. */
    public interface Progress {
        /** The share of the text that was read. */
        void reading(double share);

        /** The share of the vocabulary that was found. */
        void merging(double share);
    }

    /**
     * Learns a vocabulary from the training part of a corpus and puts it here; smaller than asked for where the text has no more pairs that occur often enough.
     *
     * @throws CorpusException if the name is taken or the text can teach nothing
     */
    public Tokenizer train(String name, Corpus corpus, BpeOptions options, Progress progress) {
        requireFree(name);
        Tokens text = corpus.tokens(Split.TRAIN);
        Decoder decoder = corpus.tokenizer().decoder();
        int[] ids = new int[PIECE];
        try (BpeTrainer trainer = new BpeTrainer(ByteAlphabet.bytes())) {
            for (long from = 0; from < text.size(); from += PIECE) {
                progress.reading((double) from / text.size());
                int count = (int) Math.min(PIECE, text.size() - from);
                text.read(from, ids, 0, count);
                trainer.feed(decoder.hear(count == PIECE ? ids : Arrays.copyOf(ids, count)));
            }
            trainer.feed(decoder.rest());
            Tokenizer tokenizer = Tokenizer.of(TrainedVocabulary.json(trainer.train(options, progress::merging)));
            put(name, tokenizer);
            return tokenizer;
        }
    }

    private void put(String name, Tokenizer tokenizer) {
        requireFree(name);
        try {
            new Shelf(folder)
                    .put(
                            name,
                            draft -> Files.writeString(
                                    draft.resolve(CorpusFolder.TOKENIZER), tokenizer.json(), StandardCharsets.UTF_8));
        } catch (IOException fault) {
            throw CorpusException.of(
                    "cannot write the tokenizer '" + name + "'", fault, "check space and permissions of " + folder);
        }
    }

    /** @throws CorpusException if a tokenizer cannot be called so */
    public void requireFree(String name) {
        Names.requireWellFormed(name);
        if (builtIn().contains(name)) {
            throw new CorpusException("the tokenizer '" + name + "' is always there; choose another name");
        }
        if (Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
            throw new CorpusException("there is a tokenizer '" + name + "' already; choose another name, or delete "
                    + folder.resolve(name));
        }
    }

    /** Where a tokenizer of this name lies. */
    public Path file(String name) {
        return folder.resolve(name).resolve(CorpusFolder.TOKENIZER);
    }
}
