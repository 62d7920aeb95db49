package understudy.checkpoints;

/** A fault on disk or in what a person asked for, told in one line: what was expected, what was found, what to do. */
public final class CheckpointException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CheckpointException(String message) {
        super(message);
    }

    public CheckpointException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The sentence for a fault of the file system: what was being done, what the system said, in words. */
    static CheckpointException disk(String doing, java.io.IOException fault) {
        return new CheckpointException(doing + ": " + DiskFault.of(fault).words(fault), fault);
    }
}
