package understudy.corpora;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Short passages of a corpus, decoded from its tokens: what a model will see, not what the file says. */
final class Excerpts {
    private static final int LENGTH = 240;

    private final Corpus corpus;
    private final Tokenizer tokenizer;
    private final Tokens tokens;

    Excerpts(Corpus corpus) {
        this.corpus = corpus;
        this.tokenizer = corpus.tokenizer();
        this.tokens = corpus.tokens(Split.TRAIN);
    }

    /** At most {@code n} passages from places spread evenly over the training part. */
    List<String> spread(int n) {
        if (n < 1) {
            throw new CorpusException("expected at least one example, not " + n + "; type: -n 3");
        }
        if (corpus.card().kind() == Kind.LINES) {
            return lines(corpus.lines(Split.TRAIN), n);
        }
        long passages = Math.max(1, Math.min(n, tokens.size() / LENGTH));
        List<String> spread = new ArrayList<>();
        for (long i = 0; i < passages; i++) {
            spread.add(at(tokens.size() / passages * i));
        }
        return spread;
    }

    /** Whole examples, from the id that starts each to the one that ends it. */
    private List<String> lines(Examples lines, int n) {
        int shown = Math.min(n, lines.count());
        return IntStream.range(0, shown)
                .map(i -> (int) ((long) lines.count() * i / shown))
                .mapToObj(i -> tokenizer.decode(lines.ids(i)))
                .toList();
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
