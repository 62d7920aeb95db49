package understudy.corpora;

import java.util.ArrayList;
import java.util.List;

/** Short passages of a corpus, decoded from its tokens: what a model will see, not what the file says. */
final class Excerpts {
    private static final int LENGTH = 240;

    private final Tokenizer tokenizer;
    private final Tokens tokens;

    Excerpts(Corpus corpus) {
        this.tokenizer = corpus.tokenizer();
        this.tokens = corpus.tokens(Split.TRAIN);
    }

    /** At most {@code n} passages from places spread evenly over the training part. */
    List<String> spread(int n) {
        if (n < 1) {
            throw new CorpusException("expected at least one example, not " + n + "; type: -n 3");
        }
        long passages = Math.max(1, Math.min(n, tokens.size() / LENGTH));
        List<String> spread = new ArrayList<>();
        for (long i = 0; i < passages; i++) {
            spread.add(at(tokens.size() / passages * i));
        }
        return spread;
    }

    /** A passage that begins with a whole line if one begins near. */
    private String at(long place) {
        int[] ids = new int[(int) Math.min(2 * LENGTH, tokens.size() - place)];
        tokens.read(place, ids, 0, ids.length);
        String passage = tokenizer.decode(ids);
        int line = place == 0 ? -1 : passage.indexOf('\n');
        int begin = line < 0 || line > passage.length() / 2 ? 0 : line + 1;
        int end = Math.min(passage.length(), begin + LENGTH);
        if (end < passage.length() && Character.isLowSurrogate(passage.charAt(end))) {
            end--;
        }
        return passage.substring(begin, end);
    }
}
