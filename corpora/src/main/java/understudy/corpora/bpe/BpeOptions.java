package understudy.corpora.bpe;

import java.util.List;

/**
 * What a vocabulary is to be like.
 *
 * @param vocabulary how many tokens at most, marks and single bytes included
 * @param coverage the share of the text's characters that may become part of longer tokens, the most frequent first; the rest stays bytes
 * @param longest bytes of a token at most
 * @param atLeast how often a pair has to occur to become a token
 * @param marks special tokens, which get the first ids
 */
public record BpeOptions(int vocabulary, double coverage, int longest, long atLeast, List<String> marks) {
    /** Where nothing limits the length of a token. */
    public static final int ANY_LENGTH = Integer.MAX_VALUE;

    public BpeOptions {
        marks = List.copyOf(marks);
        if (vocabulary < 256 + marks.size()) {
            throw new IllegalArgumentException("expected a vocabulary of at least " + (256 + marks.size())
                    + ", the 256 bytes" + (marks.isEmpty() ? "" : " and the special tokens") + "; found " + vocabulary);
        }
        if (!(coverage > 0 && coverage <= 1)) {
            throw new IllegalArgumentException("expected a coverage above 0 and at most 1, found " + coverage);
        }
        if (longest < 1 || atLeast < 0) {
            throw new IllegalArgumentException("expected tokens of at least 1 byte that occur 0 times or more, found "
                    + longest + " and " + atLeast);
        }
    }
}
