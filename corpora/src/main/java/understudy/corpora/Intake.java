package understudy.corpora;

import java.io.IOException;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Hands files in as what they hold. */
final class Intake {
    /** Records that are looked at before it is decided whether texts are lines or documents. */
    private static final int LOOKED_AT = 200;
    /** Characters of conversations in one block of a text, above which each question begins one of its own. */
    private static final int BLOCK = 1 << 20;

    private final AddOptions options;
    private static final String DOING = "reading";

    private final Manuscript manuscript;
    private final Progress progress;
    private final long total;
    private Optional<Format> shape = Optional.empty();
    private Optional<Boolean> documents = Optional.empty();
    private long bad;
    private String firstBad = "";
    private long unbroken;
    private long read;

    /** @param total bytes to read, or 0 if that is not known */
    Intake(AddOptions options, Manuscript manuscript, Progress progress, long total) {
        this.options = options;
        this.manuscript = manuscript;
        this.progress = progress;
        this.total = total;
    }

    /**
     * Reads all files.
     *
     * @param format what each holds
     * @return what they turned out to hold
     */
    Format read(List<Source> sources, Format format) throws IOException {
        for (Source source : sources) {
            switch (format) {
                case TEXT, SCREENPLAY -> text(source);
                case LINES -> lines(source);
                case GUANACO, NANOCHAT -> marked(source, format);
                default -> records(source, format);
            }
            read += source.size();
            progress.at(DOING, read, total);
        }
        return shape.orElse(format);
    }

    /** What a person should know about what was left out, one line each. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (bad > 0) {
            warnings.add(
                    bad == 1
                            ? "left out 1 entry that cannot be used: " + firstBad
                            : String.format(
                                    Locale.ROOT,
                                    "left out %,d entries that cannot be used; the first: %s",
                                    bad,
                                    firstBad));
        }
        if (unbroken > 0) {
            warnings.add(
                    unbroken == 1
                            ? "1 text has several lines and was put on one, with spaces between"
                            : String.format(
                                    Locale.ROOT,
                                    "%,d texts have several lines and were put on one, with spaces between",
                                    unbroken));
        }
        return warnings;
    }

    /** Copies a file without the byte order mark that some editors put first; where the text before does not end its last line, this one begins a line of its own. */
    private void text(Source source) throws IOException {
        TextWriter text = manuscript.text();
        long before = read;
        try (TextReader reader = source.text()) {
            boolean begins = true;
            while (reader.next()) {
                CharBuffer piece = reader.piece();
                if (begins && piece.get(piece.position()) == Source.BYTE_ORDER_MARK) {
                    piece.get();
                }
                if (begins && text.characters() > 0 && text.last() != '\n') {
                    text.write('\n');
                }
                begins = false;
                text.write(piece.array(), piece.position(), piece.remaining());
                progress.at(DOING, before + reader.offset(), total);
            }
        }
    }

    private void lines(Source source) throws IOException {
        try (LineReader reader = source.lines()) {
            for (Optional<String> line = reader.next(); line.isPresent(); line = reader.next()) {
                if (!line.get().isBlank()) {
                    manuscript.add(new Verse(line.get()));
                }
                progress.at(DOING, read + reader.offset(), total);
            }
        }
    }

    /** Conversations in a text: an empty line before a question begins a new one; where there is no empty line, every question does. */
    private void marked(Source source, Format format) throws IOException {
        if (!format.equals(Format.of(source))) {
            records(source, format);
            return;
        }
        Marks marks = format == Format.GUANACO ? Marks.GUANACO : Marks.NANOCHAT;
        manuscript.mark(marks);
        try (LineReader reader = source.lines()) {
            StringBuilder block = new StringBuilder();
            boolean empty = false;
            boolean parted = false;
            long from = 1;
            for (Optional<String> line = reader.next(); line.isPresent(); line = reader.next()) {
                boolean begins = marks.begins(line.get());
                if (begins && block.length() > 0 && (empty || (!parted && block.length() > BLOCK))) {
                    parted |= empty;
                    conversations(block.toString(), marks, parted, "line " + from + " of " + source.name());
                    block.setLength(0);
                    from = reader.number();
                }
                empty = line.get().isBlank();
                block.append(line.get()).append('\n');
            }
            conversations(block.toString(), marks, parted, "line " + from + " of " + source.name());
        }
    }

    private void conversations(String block, Marks marks, boolean parted, String where) throws IOException {
        List<Dialogue.Line> lines = marks.lines(block);
        if (parted || lines.size() <= 2) {
            add(() -> new Dialogue(lines, Map.of()), where);
            return;
        }
        for (int i = 0; i < lines.size(); i++) {
            int begin = i;
            while (i + 1 < lines.size() && !lines.get(i + 1).role().equals(Dialogue.USER)) {
                i++;
            }
            List<Dialogue.Line> one = lines.subList(begin, i + 1);
            add(() -> new Dialogue(one, Map.of()), where);
        }
    }

    @FunctionalInterface
    private interface Making {
        Entry make();
    }

    private void add(Making making, String where) throws IOException {
        Entry entry;
        try {
            entry = making.make();
        } catch (CorpusException refused) {
            leave(new BadEntry(where, refused.getMessage()));
            return;
        }
        manuscript.add(entry);
    }

    private void leave(BadEntry entry) {
        if (!options.skipBad()) {
            throw new CorpusException(
                    entry.getMessage() + "; correct it, or type --skip-bad to leave out what cannot be used");
        }
        if (bad++ == 0) {
            firstBad = entry.getMessage();
        }
    }

    private void records(Source source, Format format) throws IOException {
        try (Records records = Records.of(source, format)) {
            Optional<Shape> shape = Optional.empty();
            List<Entry> first = new ArrayList<>();
            while (true) {
                try {
                    progress.at(DOING, read, total);
                    Optional<Row> row = records.next();
                    if (row.isEmpty()) {
                        break;
                    }
                    if (shape.isEmpty()) {
                        shape = Optional.of(shape(row.get(), source, format));
                    }
                    Entry entry = shape.get().entry(row.get());
                    if (documents.isEmpty() && entry instanceof Verse && first.size() < LOOKED_AT) {
                        first.add(entry);
                    } else {
                        settle(first);
                        hand(entry);
                    }
                } catch (BadEntry fault) {
                    leave(fault);
                }
            }
            settle(first);
        }
    }

    private Shape shape(Row first, Source source, Format format) {
        Shape found = Shape.of(first, format.container(source), options);
        if (shape.isPresent() && shape.get() != found.format()) {
            throw new CorpusException("expected " + shape.get().word() + " as in the files before, found "
                    + found.format().word() + " in " + source.path() + "; add it as a corpus of its own");
        }
        shape = Optional.of(found.format());
        if (found instanceof Shape.Marked marked) {
            manuscript.mark(marked.marks());
        }
        return found;
    }

    /** Decides by the first texts whether all are lines, one an example, or documents, which make one text. */
    private void settle(List<Entry> first) throws IOException {
        if (first.isEmpty()) {
            return;
        }
        if (documents.isEmpty()) {
            documents = Optional.of(
                    first.stream().anyMatch(entry -> ((Verse) entry).line().contains("\n")));
        }
        for (Entry entry : first) {
            hand(entry);
        }
        first.clear();
    }

    private void hand(Entry entry) throws IOException {
        if (!(entry instanceof Verse verse)) {
            manuscript.add(entry);
        } else if (documents.orElse(false)) {
            manuscript.text().append(verse.line()).append("\n\n");
        } else {
            String line = verse.line().replaceAll("\\s*[\\r\\n]+\\s*", " ");
            unbroken += line.equals(verse.line()) ? 0 : 1;
            manuscript.add(new Verse(line));
        }
    }
}
