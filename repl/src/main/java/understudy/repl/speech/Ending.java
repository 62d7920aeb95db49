package understudy.repl.speech;

import java.util.Locale;

/** Why a text ended. */
public enum Ending {
    /** It has as many tokens as were asked for. */
    LENGTH,
    /** A stop text came. */
    STOP,
    /** The person asked. */
    INTERRUPTED;

    /** The word in JSON. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
