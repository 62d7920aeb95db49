package understudy.corpora;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The corpora of one home: a folder with a folder for each. Several processes may use it; one at a time may add or remove. */
public final class CorpusLibrary {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,99}");
    private static final Set<String> RESERVED = Set.of("tokenizers");
    private static final String LOCK = ".lock";
    private static final String DRAFT = ".draft";
    private static final String REMOVED = ".removed";
    private static final int NAMED_AT_MOST = 8;

    private final Path folder;
    private final UnaryOperator<WritableByteChannel> disk;

    /** @param folder where corpora lie; it need not exist yet */
    public CorpusLibrary(Path folder) {
        this(folder, UnaryOperator.identity());
    }

    CorpusLibrary(Path folder, UnaryOperator<WritableByteChannel> disk) {
        this.folder = folder;
        this.disk = disk;
    }

    /**
     * Reads files and folders, tokenizes and splits them.
     *
     * @param sources text files, or folders whose text files are joined in the order of their names
     * @return the new corpus, open
     * @throws CorpusException if the name is taken or a source is not UTF-8 text; then nothing is kept
     */
    public Corpus add(String name, List<Path> sources, AddOptions options) {
        free(name);
        Sources files = Sources.of(sources);
        return publish(name, options, text -> {
            files.copy(text);
            return new Draft.Origin(Map.of(), files.warnings());
        });
    }

    /** Makes a corpus of a text in memory. */
    public Corpus write(String name, CharSequence content, AddOptions options) {
        free(name);
        return publish(name, options, text -> {
            text.append(content);
            return new Draft.Origin(Map.of(), List.of());
        });
    }

    /** The names of all corpora, in alphabetical order; half-written ones are not among them. */
    public List<String> names() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> list = Files.list(folder)) {
            return list.filter(path -> Files.exists(path.resolve(CorpusFolder.CARD)))
                    .map(path -> path.getFileName().toString())
                    .filter(name -> NAME.matcher(name).matches() && !RESERVED.contains(name))
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

    /** What is known of a corpus. */
    public CorpusCard card(String name) {
        return existing(name).card();
    }

    /** Removes a corpus for good. Who has it open may go on reading it, except on Windows, where it cannot be removed. */
    public void remove(String name) {
        CorpusFolder corpus = existing(name);
        try {
            alone(() -> {
                Path away = folder.resolve("." + name + REMOVED);
                delete(away);
                Files.move(corpus.path(), away, StandardCopyOption.ATOMIC_MOVE);
                delete(away);
            });
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

    private Corpus publish(String name, AddOptions options, Draft.Author author) {
        try {
            Files.createDirectories(folder);
            alone(() -> {
                free(name);
                Path draft = folder.resolve("." + name + DRAFT);
                try {
                    delete(draft);
                    Files.createDirectory(draft);
                    new Draft(new CorpusFolder(name, draft), disk).write(author, Shares.of(options.split()));
                    Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
                } finally {
                    delete(draft);
                }
                sync(folder);
            });
        } catch (IOException fault) {
            throw CorpusException.of(
                    "cannot write the corpus '" + name + "' in " + folder,
                    fault,
                    "nothing was kept; make room there or choose another --home");
        }
        return open(name);
    }

    private void free(String name) {
        checkName(name);
        if (RESERVED.contains(name)) {
            throw new CorpusException("the name '" + name + "' is kept for other files; choose another");
        }
        if (Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
            throw new CorpusException(
                    "there is a corpus '" + name + "' already; choose another name or type: corpus remove " + name);
        }
    }

    private CorpusFolder existing(String name) {
        checkName(name);
        Path path = folder.resolve(name);
        if (RESERVED.contains(name) || !Files.exists(path)) {
            List<String> names = names();
            throw new CorpusException("there is no corpus '" + name + "'; "
                    + (names.isEmpty()
                            ? "type: corpus playhouse, or corpus add " + name + " PATH"
                            : "there are " + String.join(", ", names.subList(0, Math.min(NAMED_AT_MOST, names.size())))
                                    + (names.size() > NAMED_AT_MOST ? ", …" : "")));
        }
        if (!Files.exists(path.resolve(CorpusFolder.CARD))) {
            throw new CorpusException(path + " has no " + CorpusFolder.CARD
                    + ": it is no corpus, or one that was half removed; delete the folder");
        }
        return new CorpusFolder(name, path);
    }

    private static void checkName(String name) {
        if (!NAME.matcher(name).matches() || name.contains("..")) {
            throw new CorpusException(
                    "a name begins with a letter and has at most 100 letters, digits, '_', '-' and single '.', not '"
                            + name + "'; choose another");
        }
    }

    private static void delete(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> all = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(path)) {
            walk.sorted(Comparator.reverseOrder()).forEach(all::add);
        }
        for (Path each : all) {
            Files.deleteIfExists(each);
        }
    }

    /** Makes a rename durable, where the system lets a folder be opened. */
    private static void sync(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException windows) {
            // A folder cannot be opened there; the rename is then as durable as the system makes it.
        }
    }

    /** What is done to the folder while no other process, and no other thread, does anything to it. */
    @FunctionalInterface
    private interface Change {
        void make() throws IOException;
    }

    private void alone(Change change) throws IOException {
        Path lock = folder.resolve(LOCK);
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
            if (!locked(channel)) {
                throw new CorpusException("another understudy is adding or removing a corpus in " + folder
                        + "; type the line again when it is done");
            }
            change.make();
        }
    }

    /** Locks until the channel is closed. */
    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException thisProcess) {
            return false;
        }
    }
}
