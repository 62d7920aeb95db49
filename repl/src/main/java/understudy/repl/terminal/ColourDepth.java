package understudy.repl.terminal;

import java.util.Map;

/** How many colours a terminal shows, or is allowed to show. */
public enum ColourDepth {
    NONE,
    SIXTEEN,
    INDEXED,
    TRUE;

    /**
     * The depth for a terminal.
     *
     * @param environment NO_COLOR, if set to anything, means none; COLORTERM may promise 24 bits
     * @param colours how many the terminal's description admits, 0 if it says nothing
     */
    static ColourDepth of(Map<String, String> environment, int colours) {
        if (!environment.getOrDefault("NO_COLOR", "").isEmpty() || colours < 8) {
            return NONE;
        }
        String promise = environment.getOrDefault("COLORTERM", "");
        if (colours > 256 || promise.equals("truecolor") || promise.equals("24bit")) {
            return TRUE;
        }
        return colours >= 256 ? INDEXED : SIXTEEN;
    }
}
