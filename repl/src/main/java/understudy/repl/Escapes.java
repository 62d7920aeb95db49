package understudy.repl;

/** What cannot be typed inside a line, typed with a backslash: {@code \n}, {@code \t}, and {@code \\} for the backslash itself. */
public final class Escapes {
    private Escapes() {}

    /** The text that is meant; a backslash before anything else stands for itself. */
    public static String read(String typed) {
        StringBuilder meant = new StringBuilder();
        for (int i = 0; i < typed.length(); i++) {
            char c = typed.charAt(i);
            char next = c == '\\' && i + 1 < typed.length() ? typed.charAt(i + 1) : 0;
            int known = "nt\\".indexOf(next);
            if (next == 0 || known < 0) {
                meant.append(c);
            } else {
                meant.append("\n\t\\".charAt(known));
                i++;
            }
        }
        return meant.toString();
    }

    /** A text as it would be typed, in quotes. */
    public static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t") + '"';
    }
}
