package understudy.corpora;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What an author hands in: a text from beginning to end, or entries, which are shuffled and shared out before they become a text; or both,
 * when entries say themselves which part they belong to.
 */
final class Manuscript implements AutoCloseable {
    private static final String SPOOL = "entries.tmp";

    private final CorpusFolder folder;
    private final UnaryOperator<WritableByteChannel> disk;
    private final Repeats repeats = new Repeats();
    private final List<Closeable> open = new ArrayList<>();
    private Optional<TextWriter> text = Optional.empty();
    private Optional<Spool> spool = Optional.empty();
    private Kind kind = Kind.TEXT;
    private byte[] splits = new byte[0];
    private long duplicates;
    private long leaks;

    Manuscript(CorpusFolder folder, UnaryOperator<WritableByteChannel> disk) {
        this.folder = folder;
        this.disk = disk;
    }

    /** Where a text is written that goes on from its first character to its last. */
    TextWriter text() throws IOException {
        if (text.isEmpty()) {
            text = Optional.of(opened(new TextWriter(new HashedFile(folder.file(CorpusFolder.TEXT), disk))));
        }
        return text.get();
    }

    /** Whether anything was handed in. */
    boolean isEmpty() {
        return spool.isEmpty() && text.map(written -> written.characters() == 0).orElse(true);
    }

    /** An entry whose place among the others, and whose part, a fixed seed decides. */
    void add(Entry entry) throws IOException {
        if (spool.isEmpty()) {
            spool = Optional.of(opened(new Spool(folder.file(SPOOL), disk)));
            kind = entry.kind();
        }
        if (entry.kind() != kind) {
            throw new CorpusException("expected more " + kind.word() + ", found "
                    + entry.kind().word() + ": a corpus is of one kind; add the files one by one");
        }
        spool.get().add(entry.json());
    }

    /** An entry of a part. Either all are added like this, or none. */
    void add(Entry entry, Split split) throws IOException {
        add(entry);
        int count = spool.orElseThrow().count();
        if (splits.length < count) {
            splits = Arrays.copyOf(splits, 2 * count);
        }
        splits[count - 1] = (byte) split.ordinal();
    }

    /** What the corpus is made of. */
    Kind kind() {
        return kind;
    }

    /** How many entries stand there already when they come. */
    long duplicates() {
        return duplicates;
    }

    /** How many entries of the other parts stand in the training part too. */
    long leaks() {
        return leaks;
    }

    /**
     * Makes all durable.
     *
     * @return how the entries are shared out; empty if there are none
     */
    Optional<Parts> finish(Shares shares) throws IOException {
        if (spool.isEmpty()) {
            text().finish();
            return Optional.empty();
        }
        Spool entries = spool.get();
        entries.flush();
        Order order =
                splits.length > 0 ? Order.placed(splits, entries.count()) : Order.shuffled(entries.count(), shares);
        boolean written = text.isPresent();
        Map<Split, Long> ends = new EnumMap<>(Split.class);
        Map<String, String> sums = new LinkedHashMap<>();
        try (Ledger ledger = new Ledger()) {
            for (Split split : Split.values()) {
                for (int place = order.from(split); place < order.to(split); place++) {
                    String json = entries.read(order.indices()[place]);
                    note(json, split);
                    ledger.write(json);
                    if (!written) {
                        text().append(
                                        kind == Kind.LINES
                                                ? json + "\n"
                                                : entry(json).plain());
                    }
                }
                ends.put(split, text().position());
            }
            text().finish();
            ledger.finish(sums);
        }
        return Optional.of(new Parts(order, written ? Map.of() : ends, sums));
    }

    /**
     * How entries were shared out.
     *
     * @param ends bytes of the text up to the end of each part; nothing if the text did not come from the entries
     * @param checksums of the files that hold the entries
     */
    record Parts(Order order, Map<Split, Long> ends, Map<String, String> checksums) {}

    private void note(String json, Split split) {
        long hash = Repeats.of(json);
        if (split != Split.TRAIN && repeats.has(hash)) {
            leaks++;
        }
        if (!repeats.add(hash)) {
            duplicates++;
        }
    }

    private Entry entry(String json) {
        return kind == Kind.CONVERSATIONS ? Dialogue.of(Json.parse(json, SPOOL)) : Labelled.of(Json.parse(json, SPOOL));
    }

    private <T extends Closeable> T opened(T resource) {
        open.add(resource);
        return resource;
    }

    @Override
    public void close() throws IOException {
        for (Closeable each : open) {
            each.close();
        }
    }

    /** Writes the entries' own file and where each begins in it; lines have none, since the text is theirs. */
    private final class Ledger implements AutoCloseable {
        private final Optional<HashedFile> file;
        private final Optional<HashedFile> offsets;

        Ledger() throws IOException {
            file = kind == Kind.LINES
                    ? Optional.empty()
                    : Optional.of(new HashedFile(folder.file(CorpusFolder.entries(kind)), disk));
            offsets = file.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new HashedFile(folder.file(CorpusFolder.EXAMPLES), disk));
            if (offsets.isPresent()) {
                place(0);
            }
        }

        void write(String json) throws IOException {
            if (file.isPresent()) {
                file.get().write((json + "\n").getBytes(StandardCharsets.UTF_8));
                place(file.get().position());
            }
        }

        private void place(long place) throws IOException {
            offsets.orElseThrow()
                    .write(ByteBuffer.allocate(Long.BYTES)
                            .order(TokenFile.ORDER)
                            .putLong(place)
                            .array());
        }

        void finish(Map<String, String> sums) throws IOException {
            if (file.isPresent()) {
                file.get().finish();
                offsets.get().finish();
                sums.put(CorpusFolder.entries(kind), file.get().checksum());
                sums.put(CorpusFolder.EXAMPLES, offsets.get().checksum());
            }
        }

        @Override
        public void close() throws IOException {
            if (file.isPresent()) {
                file.get().close();
                offsets.get().close();
            }
        }
    }
}
