package understudy.corpora.bpe;

import java.util.List;
import understudy.corpora.CorpusException;

/**
 * What a vocabulary is to be like.
 *
 * @param vocabulary how many tokens at most, marks and single bytes included
 * @param coverage the share of the text's characters that may become part of longer tokens, the most frequent first; the rest stays bytes
 * @param longest what no two tokens may become that are as long together, in bytes: Python's {@code max_token_length}
 * @param atLeast how often a pair has to occur to become a token
 * @param marks special tokens, which get the first ids
 */
public record BpeOptions(int vocabulary, double coverage, int longest, long atLeast, List<String> marks) {
    /** Where nothing limits the length of a token. */
    public static final int ANY_LENGTH = Integer.MAX_VALUE;

    public BpeOptions {
        marks = List.copyOf(marks);
        if (vocabulary < 256 + marks.size()) {
            throw new CorpusException("expected a vocabulary of at least " + (256 + marks.size()) + ", the 256 bytes"
                    + (marks.isEmpty() ? "" : " and the special tokens") + "; found " + vocabulary
                    + "; type --vocab 4096");
        }
        if (!(coverage > 0 && coverage <= 1)) {
            throw new CorpusException(
                    "expected a coverage above 0 and at most 1, found " + coverage + "; type --coverage .999995");
        }
        if (longest < 2 || atLeast < 0) {
            throw new CorpusException(
                    "expected a length limit of at least 2 bytes and pairs that occur 0 times or more, found " + longest
                            + " and " + atLeast + "; type --longest 27");
        }
    }
}
