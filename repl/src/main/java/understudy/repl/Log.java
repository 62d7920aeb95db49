package understudy.repl;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.logging.ConsoleHandler;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Where everything goes that is not for the screen: libraries' logging, stray prints, full stories of what went wrong. One file in the home, a few old ones kept.
 */
final class Log {
    private static final Logger OURS = Logger.getLogger("understudy");
    private static final int LIMIT = 2_000_000;

    private Log() {}

    /** Sends all of java.util.logging, System.out and System.err to a file of the folder. */
    static void open(Path folder) {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            if (handler instanceof ConsoleHandler) {
                root.removeHandler(handler);
            }
        }
        try {
            FileHandler file = new FileHandler(pattern(folder), LIMIT, 3, true);
            file.setEncoding(StandardCharsets.UTF_8.name());
            file.setFormatter(new SimpleFormatter());
            root.addHandler(file);
            root.setLevel(Level.INFO);
        } catch (IOException e) {
            throw new Mistake(
                    "The folder " + folder + " cannot be written: found " + Faults.words(e)
                            + ". Make it writable, or choose another home with --home DIR.",
                    e);
        }
        System.setOut(stray("out"));
        System.setErr(stray("err"));
    }

    static void trouble(String where, Throwable what) {
        OURS.log(Level.SEVERE, where, what);
    }

    private static String pattern(Path folder) {
        return folder.toString().replace("%", "%%") + "/understudy.%g.log";
    }

    private static PrintStream stray(String name) {
        return new PrintStream(new Lines(Logger.getLogger("stray." + name)), true, StandardCharsets.UTF_8);
    }

    /** Collects bytes to whole lines and logs them. */
    private static final class Lines extends OutputStream {
        private final Logger logger;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        Lines(Logger logger) {
            this.logger = logger;
        }

        @Override
        public synchronized void write(int b) {
            if (b != '\n') {
                line.write(b);
                return;
            }
            logger.info(line.toString(StandardCharsets.UTF_8));
            line.reset();
        }
    }
}
