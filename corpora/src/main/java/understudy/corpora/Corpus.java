package understudy.corpora;

import java.io.IOException;

/**
 * A text that was tokenized and split, opened for reading. Its tokens are memory-mapped: the operating system brings in what is read and
 * takes it back when memory is short. Safe for use by several threads; whoever opened it closes it.
 */
public final class Corpus implements AutoCloseable {
    private final CorpusFolder folder;
    private final CorpusCard card;
    private final Tokenizer tokenizer;
    private final TokenFile tokens;
    private volatile boolean closed;

    /** @throws CorpusException if the files are not those that the card describes */
    Corpus(CorpusFolder folder) {
        this.folder = folder;
        this.card = folder.card();
        this.tokenizer = folder.tokenizer(card);
        folder.checkSizes(card);
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
