package understudy.checkpoints;

/**
 * A folder that should be a checkpoint and cannot be used.
 *
 * @param reference what it would be called: {@code romeo@1500}
 * @param reason one line
 */
public record DamagedCheckpoint(String reference, String reason) {
    @Override
    public String toString() {
        return reference + " is damaged and skipped: " + reason;
    }
}
