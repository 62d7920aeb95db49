package understudy.corpora;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import understudy.corpora.playhouse.Document;
import understudy.corpora.playhouse.Part;
import understudy.corpora.playhouse.Playhouse;
import understudy.corpora.playhouse.PlayhouseOptions;

/** The corpora of one home: a folder with a folder for each. Several processes may use it; one at a time may add or remove. */
public final class CorpusLibrary {
    private static final Set<String> RESERVED = Set.of(TokenizerShelf.FOLDER);
    private static final long CHECKED_AT_MOST = 200_000_000;
    private static final int NAMED_AT_MOST = 8;
    private static final long LARGE = 1 << 28;

    private final Path folder;
    private final UnaryOperator<WritableByteChannel> disk;
    private final long large;

    /** @param folder where corpora lie; it need not exist yet */
    public CorpusLibrary(Path folder) {
        this(folder, UnaryOperator.identity());
    }

    /** @param disk see {@link HashedFile} */
    CorpusLibrary(Path folder, UnaryOperator<WritableByteChannel> disk) {
        this(folder, disk, LARGE);
    }

    /** @param large bytes from which on a text is worth going on with after an interruption */
    CorpusLibrary(Path folder, UnaryOperator<WritableByteChannel> disk, long large) {
        this.folder = folder;
        this.disk = disk;
        this.large = large;
    }

    /**
     * Reads files and folders, tokenizes and splits them.
     *
     * @param sources text files, or folders whose text files are joined in the order of their names
     * @return the new corpus, open
     * @throws CorpusException if the name is taken, a source is not UTF-8 text or the disk refuses; then nothing is kept
     */
    public Corpus add(String name, List<Path> sources, AddOptions options) {
        return add(name, sources, options, Progress.NONE);
    }

    /**
     * Reads files and folders, tokenizes and splits them; a large text whose tokenizing was ended goes on where it stopped.
     *
     * @param progress hears how far it has come
     */
    public Corpus add(String name, List<Path> sources, AddOptions options, Progress progress) {
        requireFree(name);
        Sources files = Sources.of(sources);
        Format format = files.format(options.format());
        return publish(name, files.wish() + options, options, progress, manuscript -> {
            Intake intake = new Intake(options, manuscript, progress, files.bytes());
            Format found = intake.read(files.sources(), format);
            List<String> warnings = new ArrayList<>(files.warnings());
            warnings.addAll(intake.warnings());
            return Draft.Origin.unknown(found, warnings);
        });
    }

    /** Makes a corpus of a text in memory; see {@link #add}. */
    public Corpus write(String name, CharSequence content, AddOptions options) {
        requireFree(name);
        return publish(name, options, manuscript -> {
            manuscript.text().append(content);
            return Draft.Origin.unknown(Format.TEXT, List.of());
        });
    }

    /**
     * Generates the bundled corpus: equal options make equal files, and its floor on the validation part is known.
     *
     * @param options kept in the card ({@code seed}, {@code size}, {@code parts}), so that the text can be generated again
     */
    public Corpus playhouse(String name, PlayhouseOptions options) {
        return playhouse(name, options, Progress.NONE);
    }

    /** The same, told how far it has come. */
    public Corpus playhouse(String name, PlayhouseOptions options, Progress progress) {
        requireFree(name);
        Playhouse playhouse = Playhouse.of(options);
        Map<String, String> facts = Map.of(
                "generator", "playhouse",
                "seed", Long.toString(options.seed()),
                "size", Long.toString(options.size()),
                "parts", options.parts().stream().map(Part::word).collect(Collectors.joining(",")));
        return publish(name, "", AddOptions.defaults(), progress, manuscript -> {
            long written = 0;
            for (Iterator<Document> all = playhouse.documents().iterator(); all.hasNext(); ) {
                progress.at("writing", written, options.size());
                String text = all.next().text();
                manuscript.text().append(text);
                written += text.length();
            }
            new Lessons(playhouse, options)
                    .hand(manuscript, Shares.of(AddOptions.defaults().split()));
            return new Draft.Origin(
                    Format.TEXT.word(), facts, List.of(), (from, to) -> OptionalDouble.of(playhouse.floor(from, to)));
        });
    }

    private Corpus publish(String name, AddOptions options, Draft.Author author) {
        return publish(name, "", options, Progress.NONE, author);
    }

    /** @param wish what is wanted of which files, if it may be gone on with; else empty */
    private Corpus publish(String name, String wish, AddOptions options, Progress progress, Draft.Author author) {
        TokenizerShelf.Choice vocabulary = tokenizers().choose(options.tokenizer(), options.coverage());
        try {
            new Shelf(folder).put(name, draft -> {
                requireFree(name);
                new Draft(new CorpusFolder(name, draft), disk, wish, progress, large)
                        .write(author, Shares.of(options.split()), options.tokenizer(), vocabulary);
            });
        } catch (IOException fault) {
            throw CorpusException.of(
                    "cannot write the corpus '" + name + "' in " + folder,
                    fault,
                    "nothing was kept; make room there or choose another --home");
        }
        return open(name);
    }

    /** The tokenizers that a corpus can be given. */
    public TokenizerShelf tokenizers() {
        return new TokenizerShelf(folder.resolve(TokenizerShelf.FOLDER));
    }

    /** The names of all corpora, in alphabetical order; half-written ones are not among them. */
    public List<String> names() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> list = Files.list(folder)) {
            return list.filter(path -> Files.exists(path.resolve(CorpusFolder.CARD)))
                    .map(path -> path.getFileName().toString())
                    .filter(name -> Names.wellFormed(name) && !RESERVED.contains(name))
                    .sorted()
                    .toList();
        } catch (IOException fault) {
            throw TextReader.unreadable(folder, fault);
        }
    }

    /**
     * Opens a corpus; the caller closes it.
     *
     * @throws CorpusException if there is none of that name, or it is damaged
     */
    public Corpus open(String name) {
        return new Corpus(existing(name));
    }

    /**
     * Opens a corpus to learn from or to measure with: every byte is checked, unless the text is so large that this would take seconds.
     *
     * @throws CorpusException if there is none of that name, or it is damaged
     */
    public Corpus whole(String name) {
        Corpus corpus = open(name);
        if (corpus.card().bytes() <= CHECKED_AT_MOST) {
            corpus.verify();
        }
        return corpus;
    }

    /**
     * What is known of a corpus.
     *
     * @throws CorpusException if there is none of that name, or its card is damaged
     */
    public CorpusCard card(String name) {
        return existing(name).card();
    }

    /**
     * What made a corpus's tokens.
     *
     * @throws CorpusException if there is none of that name, or it is damaged
     */
    public Tokenizer tokenizer(String name) {
        CorpusFolder corpus = existing(name);
        return corpus.tokenizer(corpus.card());
    }

    /** Removes a corpus for good. Who has it open may go on reading it, except on Windows, where it cannot be removed then. */
    public void remove(String name) {
        try {
            Shelf shelf = new Shelf(folder);
            if (Names.wellFormed(name) && !Files.exists(folder.resolve(name)) && shelf.interrupted(name)) {
                shelf.giveUp(name);
                return;
            }
            existing(name);
            new Shelf(folder).remove(name);
        } catch (IOException fault) {
            throw CorpusException.of(
                    "cannot remove the corpus '" + name + "'", fault, "check who may write there: ls -ld " + folder);
        }
    }

    /** Up to {@code n} excerpts of the training part as a model will see them, from places spread evenly over it. */
    public List<String> peek(String name, int n) {
        try (Corpus corpus = open(name)) {
            return new Excerpts(corpus).spread(n);
        }
    }

    private CorpusFolder existing(String name) {
        Names.requireWellFormed(name);
        Path path = folder.resolve(name);
        if (RESERVED.contains(name) || !Files.exists(path)) {
            throw new CorpusException("there is no corpus '" + name + "'; " + known());
        }
        if (!Files.exists(path.resolve(CorpusFolder.CARD))) {
            throw new CorpusException(path + " has no " + CorpusFolder.CARD
                    + ": it is no corpus, or one that somebody began to delete; move or delete that folder");
        }
        return new CorpusFolder(name, path);
    }

    private String known() {
        List<String> names = names();
        if (names.isEmpty()) {
            return "make one: corpus playhouse, or corpus add NAME PATH";
        }
        String some = String.join(", ", names.subList(0, Math.min(NAMED_AT_MOST, names.size())));
        return "known: " + some
                + (names.size() > NAMED_AT_MOST ? " and " + (names.size() - NAMED_AT_MOST) + " more" : "");
    }

    private void requireFree(String name) {
        Names.requireWellFormed(name);
        if (RESERVED.contains(name)) {
            throw new CorpusException("the name '" + name + "' is kept for other files; choose another");
        }
        if (Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
            throw new CorpusException(
                    "there is a corpus '" + name + "' already; choose another name or type: corpus remove " + name);
        }
    }
}
