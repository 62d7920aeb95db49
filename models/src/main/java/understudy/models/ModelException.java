package understudy.models;

/**
 * Something about a model that a person can put right; the message is one line: what was expected, what was found, what
 * to do.
 */
public final class ModelException extends RuntimeException {
    public ModelException(String message) {
        super(message);
    }

    public ModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
