package understudy.corpora.bpe;

import java.util.List;

/**
 * A vocabulary that was learnt.
 *
 * @param marks special tokens, the first ids
 * @param tokens the bytes of the tokens that follow, one Latin-1 character for each byte
 * @param merges pairs of ids that become one token, the first one first
 */
public record Bpe(List<String> marks, List<String> tokens, List<int[]> merges) {
    public Bpe {
        marks = List.copyOf(marks);
        tokens = List.copyOf(tokens);
        merges = List.copyOf(merges);
    }

    /** How many tokens there are. */
    public int vocabulary() {
        return marks.size() + tokens.size();
    }
}
