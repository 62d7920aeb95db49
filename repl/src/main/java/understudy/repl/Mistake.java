package understudy.repl;

/**
 * Something a person typed cannot be done. The message is one line: what was expected, what was found, what to type next.
 */
public final class Mistake extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Mistake(String message) {
        super(message);
    }

    /** Whether an exception's message is written for the person: this one, and those of the rooms. Anything else is a fault of ours. */
    public static boolean speaks(Throwable exception) {
        return exception instanceof RuntimeException
                && exception.getClass().getPackageName().startsWith("understudy.");
    }

    public Mistake(String message, Throwable cause) {
        super(message, cause);
    }
}
