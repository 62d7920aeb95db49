package understudy.repl.speech;

import java.util.Arrays;
import understudy.corpora.Corpus;
import understudy.corpora.Decoder;
import understudy.corpora.Kind;
import understudy.corpora.Split;
import understudy.corpora.Tokenizer;
import understudy.corpora.Tokens;
import understudy.corpora.Windows;

/** A corpus in the token ids of a model that may have learned from another one. */
public final class Translation {
    private static final int PIECE = 1 << 16;

    private Translation() {}

    /**
     * The windows of a split in a tokenizer's ids.
     *
     * @param context tokens that the model sees at once
     * @throws understudy.corpora.CorpusException naming characters that the tokenizer does not know
     */
    public static Windows windows(Corpus corpus, Split split, Tokenizer wanted, int context) {
        if (corpus.tokenizer().equals(wanted)) {
            return corpus.windows(split, context);
        }
        return corpus.card().kind() == Kind.LINES
                ? new Windows(corpus.lines(split, wanted), context)
                : new Windows(tokens(corpus, split, wanted), context);
    }

    /**
     * A split in a tokenizer's ids: the corpus's own tokens where both have the same tokenizer, else its text encoded anew, in memory.
     *
     * @throws understudy.corpora.CorpusException naming characters that the tokenizer does not know
     */
    public static Tokens tokens(Corpus corpus, Split split, Tokenizer wanted) {
        Tokens own = corpus.tokens(split);
        if (corpus.tokenizer().equals(wanted)) {
            return own;
        }
        StringBuilder text = new StringBuilder();
        Decoder decoder = corpus.tokenizer().decoder();
        int[] piece = new int[PIECE];
        for (long from = 0; from < own.size(); from += PIECE) {
            int count = (int) Math.min(PIECE, own.size() - from);
            own.read(from, piece, 0, count);
            text.append(decoder.hear(Arrays.copyOf(piece, count)));
        }
        text.append(decoder.rest());
        return Tokens.of(own.name(), wanted.encode(text.toString()));
    }
}
