package understudy.repl.rehearsal;

import java.util.logging.Level;
import java.util.logging.Logger;
import understudy.repl.Mistake;

/** What went wrong on a thread that no command waits for. */
final class Mishap {
    private Mishap() {}

    /**
     * A sentence for the person; the whole story of what is no person's mistake goes to the log.
     *
     * @param doing what was being done, such as {@code Training romeo}
     */
    static String line(String doing, Throwable fault) {
        if (Mistake.speaks(fault)) {
            String line = fault.getMessage();
            return line.endsWith(".") ? line : line + ".";
        }
        Logger.getLogger("understudy").log(Level.SEVERE, doing, fault);
        return doing + " failed unexpectedly (" + fault + "); the log in the home tells more.";
    }
}
