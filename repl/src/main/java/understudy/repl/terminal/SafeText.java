package understudy.repl.terminal;

/** Text that cannot steer a terminal. */
final class SafeText {
    private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
    private static final int ZERO_WIDTH_JOINER = 0x200d;

    private SafeText() {}

    /** The code point to show for one that may be a control character: U+FFFD for those, itself otherwise. Newline and tab are the caller's. */
    static int visible(int codePoint) {
        boolean control = codePoint < 32 || (codePoint >= 0x7f && codePoint < 0xa0);
        boolean reorders = codePoint == 0x2028 || codePoint == 0x2029 || (codePoint >= 0x202a && codePoint <= 0x202e);
        return control || reorders || unseen(codePoint) ? 0xfffd : codePoint;
    }

    /** Joins or parts what stands beside it, as in a family of emoji: left out, for its neighbours are shown one beside the other. */
    static boolean joins(int codePoint) {
        return codePoint == ZERO_WIDTH_NON_JOINER || codePoint == ZERO_WIDTH_JOINER;
    }

    /** Takes no room and changes what stands beside it: zero-width and bidi controls, the byte order mark, tag characters. */
    private static boolean unseen(int codePoint) {
        return (codePoint >= 0x200b && codePoint <= 0x200f)
                || (codePoint >= 0x2060 && codePoint <= 0x206f)
                || codePoint == 0xfeff
                || (codePoint >= 0xe0000 && codePoint <= 0xe007f);
    }

    /** The text without joiners. */
    static String unjoined(String text) {
        return text.codePoints().anyMatch(SafeText::joins)
                ? text.replace("\u200c", "").replace("\u200d", "")
                : text;
    }

    /** Makes control characters visible and leaves joiners out; newlines and tabs stay. */
    static String visible(String text) {
        if (text.codePoints().noneMatch(c -> c != '\n' && c != '\t' && visible(c) != c)) {
            return text;
        }
        StringBuilder safe = new StringBuilder(text.length());
        unjoined(text).codePoints().forEach(c -> safe.appendCodePoint(c == '\n' || c == '\t' ? c : visible(c)));
        return safe.toString();
    }
}
