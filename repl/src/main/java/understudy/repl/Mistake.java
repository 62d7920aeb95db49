package understudy.repl;

/**
 * Something a person typed cannot be done. The message is one line: what was expected, what was found, what to type next.
 */
public final class Mistake extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Mistake(String message) {
        super(message);
    }

    public Mistake(String message, Throwable cause) {
        super(message, cause);
    }
}
