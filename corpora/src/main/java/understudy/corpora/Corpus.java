package understudy.corpora;

import java.io.IOException;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * A text that was tokenized and split, opened for reading. Its tokens are memory-mapped: the operating system brings in what is read and
 * takes it back when memory is short. Safe for use by several threads; whoever opened it closes it.
 */
public final class Corpus implements AutoCloseable {
    private final CorpusFolder folder;
    private final CorpusCard card;
    private final Tokenizer tokenizer;
    private final TokenFile tokens;
    private final Optional<LongBuffer> places;
    private volatile boolean closed;

    /** @throws CorpusException if the files are not those that the card describes */
    Corpus(CorpusFolder folder) {
        this.folder = folder;
        this.card = folder.card();
        this.tokenizer = folder.tokenizer(card);
        folder.checkSizes(card);
        this.places = card.entries().map(folder::examples);
        try {
            this.tokens = TokenFile.map(folder.file(CorpusFolder.TOKENS), card.vocabulary());
        } catch (IOException fault) {
            throw TextReader.unreadable(folder.file(CorpusFolder.TOKENS), fault);
        }
    }

    /** What is known of it. */
    public CorpusCard card() {
        return card;
    }

    /** What made its tokens from text. */
    public Tokenizer tokenizer() {
        return tokenizer;
    }

    /** One part of it; of no tokens if the split has none. */
    public Tokens tokens(Split split) {
        if (closed) {
            throw new IllegalStateException("the corpus '" + card.name() + "' is closed");
        }
        long trainEnd = card.tokens(Split.TRAIN);
        long validationEnd = trainEnd + card.tokens(Split.VALIDATION);
        String name = split.word() + " split of '" + card.name() + "'";
        return switch (split) {
            case TRAIN -> new Tokens(name, tokens, 0, trainEnd);
            case VALIDATION -> new Tokens(name, tokens, trainEnd, validationEnd);
            case TEST -> new Tokens(name, tokens, validationEnd, card.tokens());
        };
    }

    /**
     * One part cut into windows: of a text, stretches of it; of lines, a line each. Of conversations and labelled texts, stretches of their
     * plain text: a template writes them out for a model.
     *
     * @param context tokens a model sees at once
     * @throws CorpusException if the part is empty
     */
    public Windows windows(Split split, int context) {
        return card.kind() == Kind.LINES ? new Windows(lines(split), context) : new Windows(tokens(split), context);
    }

    /** The lines of one part as another tokenizer has them, in memory; see {@link #windows}. */
    public Examples lines(Split split, Tokenizer wanted) {
        Examples own = lines(split);
        int boundary = Encoding.boundary(wanted);
        int[] ids = new int[0];
        long[] places = new long[own.count() + 1];
        for (int i = 0; i < own.count(); i++) {
            int[] line = own.ids(i);
            int[] encoded = wanted.encode(tokenizer.decode(Arrays.copyOfRange(line, 1, line.length - 1)));
            int start = (int) places[i];
            int end = Math.addExact(start, encoded.length);
            if (end >= ids.length) {
                ids = Arrays.copyOf(ids, Math.max(end + 1, 2 * ids.length));
            }
            System.arraycopy(encoded, 0, ids, start, encoded.length);
            ids[end] = boundary;
            places[i + 1] = end + 1L;
        }
        int size = (int) places[own.count()];
        return Examples.lines(Tokens.of(own.name(), Arrays.copyOf(ids, size)), Offsets.of(places), boundary);
    }

    Examples lines(Split split) {
        CorpusCard.Entries entries = card.entries().orElseThrow();
        return Examples.lines(
                tokens(split),
                new Offsets(places.orElseThrow(), entries.before(split), entries.count(split)),
                Encoding.boundary(tokenizer));
    }

    /**
     * Reads all files and compares their checksums: opening compares only what costs nothing.
     *
     * @throws CorpusException naming the file that differs
     */
    public void verify() {
        folder.verify(card);
    }

    /** Gives no more views; those that were given stay valid. */
    @Override
    public void close() {
        closed = true;
    }
}
