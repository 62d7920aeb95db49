package understudy.corpora.bpe;

/**
 * Cuts a text into words as GPT-2 does (its {@code encoder.py}: {@code 's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+}), by hand because a regular
 * expression takes ten times as long. Words cover the text.
 */
public final class Words {
    private static final byte OTHER = 0;
    private static final byte LETTER = 1;
    private static final byte NUMBER = 2;
    private static final byte SPACE = 3;
    private static final byte[] CLASSES = new byte[1 << Character.SIZE];

    static {
        for (int c = 0; c < CLASSES.length; c++) {
            CLASSES[c] = classOf(c);
        }
    }

    private Words() {}

    private static byte classOf(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.UPPERCASE_LETTER,
                    Character.LOWERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.OTHER_LETTER -> LETTER;
            case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> NUMBER;
            case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> SPACE;
            default -> codePoint >= '\t' && codePoint <= '\r' || codePoint == 0x85 ? SPACE : OTHER;
        };
    }

    /** Whether all characters are known to this Java, so that everybody else splits words alike. */
    public static boolean known(char[] text) {
        for (int i = 0; i < text.length; i++) {
            char c = text[i];
            if (c >= 0x80
                    && Character.getType(Character.isSurrogate(c) ? Character.codePointAt(text, i) : c)
                            == Character.UNASSIGNED) {
                return false;
            }
        }
        return true;
    }

    private static byte classAt(char[] text, int at, int to) {
        char c = text[at];
        return Character.isHighSurrogate(c) && at + 1 < to && Character.isLowSurrogate(text[at + 1])
                ? classOf(Character.toCodePoint(c, text[at + 1]))
                : CLASSES[c];
    }

    /** Where the word that begins at {@code from} ends; the text ends at {@code to}. */
    public static int end(char[] text, int from, int to) {
        char c = text[from];
        if (c == '\'') {
            int contraction = contraction(text, from + 1, to);
            return contraction > 0 ? contraction : run(text, from, to, OTHER);
        }
        byte first = classAt(text, from, to);
        if (first != SPACE) {
            return run(text, from, to, first);
        }
        int blanks = run(text, from, to, SPACE);
        if (c == ' ' && blanks == from + 1 && blanks < to) {
            return run(text, blanks, to, classAt(text, blanks, to));
        }
        // the last blank before a word is not of this run
        return blanks == to || blanks == from + 1 ? blanks : blanks - 1;
    }

    private static int run(char[] text, int from, int to, byte kind) {
        int at = from;
        while (at < to && classAt(text, at, to) == kind) {
            at += Character.isHighSurrogate(text[at]) && at + 1 < to && Character.isLowSurrogate(text[at + 1]) ? 2 : 1;
        }
        return at;
    }

    /** The end of what may follow an apostrophe, or 0. */
    private static int contraction(char[] text, int at, int to) {
        if (at >= to) {
            return 0;
        }
        char next = text[at];
        if (next == 's' || next == 't' || next == 'm' || next == 'd') {
            return at + 1;
        }
        boolean two = at + 1 < to
                && (next == 'r' && text[at + 1] == 'e'
                        || next == 'v' && text[at + 1] == 'e'
                        || next == 'l' && text[at + 1] == 'l');
        return two ? at + 2 : 0;
    }

    /** The last place up to {@code to} where a text can be cut without changing its words, or 0: where blanks begin. */
    static int cut(char[] text, int to) {
        for (int at = to - 1; at > 0; at--) {
            if (CLASSES[text[at]] == SPACE && CLASSES[text[at - 1]] != SPACE) {
                return at;
            }
        }
        return 0;
    }
}
