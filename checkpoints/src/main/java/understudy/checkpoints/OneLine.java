package understudy.checkpoints;

import java.util.Locale;

/** Text from a file, made fit to stand in a message: one line, no control characters, not too long. */
final class OneLine {
    private static final int LONGEST = 80;

    private OneLine() {}

    static String of(String text) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < text.length() && line.length() < LONGEST; ) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            if (visible(point)) {
                line.appendCodePoint(point);
            } else {
                line.append(String.format(Locale.ROOT, "\\u%04x", point));
            }
        }
        return line.length() < LONGEST ? line.toString() : line + "…";
    }

    /** Control and format characters could move a terminal's cursor or reverse its text. */
    private static boolean visible(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
