package understudy.corpora;

/**
 * How a text becomes a corpus; what is not said is decided by the text.
 *
 * @param format {@code auto}, or the name of a {@link Format}
 * @param tokenizer {@code characters}
 * @param split whole percents that sum to 100: {@code 90/10}, {@code 80/10/10}
 */
public record AddOptions(String format, String tokenizer, String split) {
    /** The format that leaves the choice to the content. */
    public static final String AUTO = "auto";

    /** @throws CorpusException for a format, tokenizer or split that does not exist */
    public AddOptions {
        if (!format.equals(AUTO)) {
            Format.named(format);
        }
        if (!tokenizer.equals(CharacterTokenizer.NAME)) {
            throw new CorpusException(
                    "there is no tokenizer '" + tokenizer + "'; type --tokenizer " + CharacterTokenizer.NAME);
        }
        split = Shares.of(split).toString();
    }

    /** Format by content, characters as tokens, a tenth for validation. */
    public static AddOptions defaults() {
        return new AddOptions(AUTO, CharacterTokenizer.NAME, "90/10");
    }
}
