package understudy.repl.bench;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import understudy.corpora.CharacterTokenizer;
import understudy.corpora.Tokenizer;
import understudy.corpora.Tokens;

/** A text without a meaning: 65 symbols, as many as tiny Shakespeare has, in random order. */
final class Symbols {
    static final int COUNT = 65;

    private Symbols() {}

    static Tokenizer tokenizer() {
        StringBuilder characters = new StringBuilder("\n");
        IntStream.range(1, COUNT).forEach(i -> characters.append((char) ('0' + i)));
        return CharacterTokenizer.of(characters);
    }

    /** Enough tokens for steps of so many to differ. */
    static Tokens tokens(int step) {
        SplittableRandom random = new SplittableRandom(1);
        int[] ids = random.ints(Math.max(100_000, 4 * step), 0, COUNT).toArray();
        return Tokens.of("random symbols", ids);
    }
}
