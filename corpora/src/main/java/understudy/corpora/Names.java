package understudy.corpora;

import java.util.regex.Pattern;

/** What corpora and tokenizers may be called. */
final class Names {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,99}");

    private Names() {}

    static boolean wellFormed(String name) {
        return NAME.matcher(name).matches() && !name.contains("..");
    }

    static void requireWellFormed(String name) {
        if (!wellFormed(name)) {
            throw new CorpusException(
                    "a name begins with a letter, then has letters, digits, '_', '-' or single '.', 100 at most;"
                            + " found '" + name + "'; choose another");
        }
    }
}
