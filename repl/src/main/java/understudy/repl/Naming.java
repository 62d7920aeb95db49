package understudy.repl;

import java.util.regex.Pattern;

/** What a person may call something new: a name that is a folder on every system, whatever it becomes. */
public final class Naming {
    /** In words, for whoever typed another. */
    public static final String EXPECTED =
            "a name that begins with a letter, a to z, and goes on with such letters, digits, - or _";

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");

    private Naming() {}

    /** No {@code ..}, no {@code .} at its end, no {@code @}, no {@code /}. */
    public static boolean fits(String name) {
        return NAME.matcher(name).matches() && !name.contains("..") && !name.endsWith(".");
    }
}
