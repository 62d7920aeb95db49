package understudy.prompts;

/** A template, a conversation or a stop text that cannot be used; the message is one line: what was expected, what was found, what to do. */
public final class TemplateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TemplateException(String message) {
        super(message);
    }

    TemplateException(String message, Throwable cause) {
        super(message, cause);
    }
}
