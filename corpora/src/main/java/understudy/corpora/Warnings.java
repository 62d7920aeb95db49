package understudy.corpora;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is odd about a text, though it can be used: one line each. */
final class Warnings {
    /** Below this, in characters, a text is learnt by heart. */
    private static final long SHORT = 1_000;

    /** The share of a vocabulary above which it is said that it is never seen. */
    private static final double MANY = .5;

    /** What a warning about such a vocabulary says. */
    static final String UNSEEN = "never occur in the training part";

    private static final int NAMED_AT_MOST = 8;

    private Warnings() {}

    static List<String> of(TextWriter text, CorpusCard.Sizes sizes, Tokenizer tokenizer, TokenWriter tokens) {
        List<String> warnings = new ArrayList<>();
        BitSet alphabet = text.tally().alphabet();
        if (alphabet.cardinality() == 1) {
            warnings.add("the text has only one distinct character, "
                    + CharacterTokenizer.describe(alphabet.nextSetBit(0)) + ": there is nothing to learn");
        }
        if (text.characters() < SHORT) {
            warnings.add("the text has only " + text.characters() + " characters: a model will learn it by heart");
        }
        if (sizes.train() < 2 || sizes.validation() < 2) {
            warnings.add("the text is too short to be split " + sizes.split() + ": " + sizes.train()
                    + " tokens to train on, " + sizes.validation()
                    + " to validate on; no model can learn it: add a longer one");
        }
        if (alphabet.get('\r')) {
            warnings.add(
                    "the text has carriage returns (Windows line ends), which are kept: a model learns to write them");
        }
        int[] late = tokens.newFrom(sizes.train());
        if (late.length > 0 && tokenizer instanceof CharacterTokenizer) {
            warnings.add("characters that occur only after the training part: " + named(tokenizer, late));
        }
        int unseen = tokenizer.vocabulary() - tokens.different() + late.length;
        if (unseen > MANY * tokenizer.vocabulary() && tokenizer instanceof SubwordTokenizer) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "%,d of the vocabulary's %,d tokens (%d %%) " + UNSEEN + ": a model would carry them in vain;"
                            + " train a vocabulary of this text: tokenizer train NAME --corpus C --vocab %d",
                    unseen,
                    tokenizer.vocabulary(),
                    100L * unseen / tokenizer.vocabulary(),
                    Math.max(512, Integer.highestOneBit(tokens.different()))));
        }
        return warnings;
    }

    /** What is odd about entries and how they are shared out. */
    static List<String> of(Manuscript manuscript, Order order) {
        List<String> warnings = new ArrayList<>();
        String kind = manuscript.kind().word();
        if (manuscript.duplicates() > 0) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "%,d of %,d %s stand there already (%.1f %%); they are kept",
                    manuscript.duplicates(),
                    order.count(),
                    kind,
                    100.0 * manuscript.duplicates() / order.count()));
        }
        if (manuscript.leaks() > 0) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "the split leaks: %,d of the %,d %s to measure with stand in the training part too, which flatters a model",
                    manuscript.leaks(),
                    order.count() - order.count(Split.TRAIN),
                    kind));
        }
        return warnings;
    }

    private static String named(Tokenizer tokenizer, int[] ids) {
        String some = Arrays.stream(ids)
                .limit(NAMED_AT_MOST)
                .mapToObj(id -> describe(tokenizer.piece(id)))
                .collect(Collectors.joining(", "));
        return some + (ids.length > NAMED_AT_MOST ? " and " + (ids.length - NAMED_AT_MOST) + " more" : "");
    }

    private static String describe(String piece) {
        boolean one = !piece.isEmpty() && piece.length() == Character.charCount(piece.codePointAt(0));
        return one ? CharacterTokenizer.describe(piece.codePointAt(0)) : "'" + piece + "'";
    }
}
