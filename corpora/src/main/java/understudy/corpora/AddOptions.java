package understudy.corpora;

import java.util.List;
import java.util.Optional;

/**
 * How a text becomes a corpus; what is not said is decided by the text.
 *
 * @param format {@code auto}, or the name of a {@link Format}
 * @param tokenizer what {@link TokenizerShelf#open} takes, or {@code characters}
 * @param coverage for characters, the share of the text that the vocabulary has to spell (.999995); rarer characters become bytes
 * @param field the field or column that holds the text, if a person says it
 * @param label the field or column that holds the label, if a person says it
 * @param skipBad whether entries that cannot be used are left out and counted
 * @param special what in the text is to be a token of its own besides: {@link #TAGS} for those of the conversations that were found, or the words themselves
 * @param split whole percents that sum to 100: {@code 90/10}, {@code 80/10/10}
 */
public record AddOptions(
        String format,
        String tokenizer,
        double coverage,
        Optional<String> field,
        Optional<String> label,
        boolean skipBad,
        List<String> special,
        String split) {
    /** The tags of conversations, whichever those are. */
    public static final String TAGS = "tags";

    /** The format that leaves the choice to the content. */
    public static final String AUTO = "auto";

    /** @throws CorpusException for a format or split that does not exist, or a coverage that is no share */
    public AddOptions {
        if (!format.equals(AUTO)) {
            Format.named(format);
        }
        if (!(coverage > 0 && coverage <= 1)) {
            throw new CorpusException(
                    "expected a coverage above 0 and at most 1, found " + coverage + "; type --coverage .999995");
        }
        if (special.stream().anyMatch(String::isBlank)) {
            throw new CorpusException("expected words to be tokens of their own, found an empty one; type --special "
                    + TAGS + ", or --special '<human>,<bot>'");
        }
        special = special.stream().distinct().toList();
        split = Shares.of(split).toString();
    }

    /** A text in whatever field it is. */
    public AddOptions(String format, String tokenizer, double coverage, String split) {
        this(format, tokenizer, coverage, Optional.empty(), Optional.empty(), false, List.of(), split);
    }

    /** All characters of the text. */
    public AddOptions(String format, String tokenizer, String split) {
        this(format, tokenizer, 1, split);
    }

    /** The same, for a text in a field of each record. */
    public AddOptions withField(String name) {
        return new AddOptions(format, tokenizer, coverage, Optional.of(name), label, skipBad, special, split);
    }

    /** The same, leaving out what cannot be used. */
    public AddOptions skippingBad() {
        return new AddOptions(format, tokenizer, coverage, field, label, true, special, split);
    }

    /** The same, with these as tokens of their own. */
    public AddOptions withSpecial(List<String> words) {
        return new AddOptions(format, tokenizer, coverage, field, label, skipBad, words, split);
    }

    /** Format by content, characters as tokens, a tenth for validation. */
    public static AddOptions defaults() {
        return new AddOptions(AUTO, CharacterTokenizer.NAME, "90/10");
    }
}
