package understudy.checkpoints;

/**
 * A folder that should be a checkpoint and cannot be used.
 *
 * @param reference what it would be called: {@code romeo@1500}
 * @param reason one line
 */
public record DamagedCheckpoint(String reference, String reason) {
    /** What a card says of itself that a later program wrote: it is whole, and only not understood here. */
    static final String NEWER = "written by a newer Understudy";

    /** {@code is damaged}, or what it is instead. */
    public String trouble() {
        return reason.contains(NEWER) ? "is of a newer format" : "is damaged";
    }

    @Override
    public String toString() {
        return reference + " " + trouble() + " and skipped: " + reason;
    }
}
