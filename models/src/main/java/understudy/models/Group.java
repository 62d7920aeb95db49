package understudy.models;

import java.util.Locale;

/**
 * What kind of parameter this is; decides the optimizer's treatment. Parameters of one group lie in one flat buffer.
 */
enum Group {
    /** Weights of hidden linear maps: decayed, and Muon's where Muon is used. */
    MATRICES,
    /** Embeddings and output heads: decayed, never Muon's. */
    TABLES,
    /** Gains and biases: never decayed. */
    VECTORS,
    /** What a run leaves as it is, of whatever kind; see {@link Learners}. */
    FROZEN,
    /** What no gradient reaches and no optimizer changes: what batch norm keeps of its batches. */
    STATISTICS;

    /** Whether a run trains it. */
    boolean learns() {
        return this != FROZEN && this != STATISTICS;
    }

    /** Whether there are gradients of it for whoever asks. */
    boolean differentiable() {
        return this != STATISTICS;
    }

    /** The program argument that is the list of this group's parameters. */
    String argument() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The program argument that carries one of the optimizer's buffers for this group. */
    String argument(String slot) {
        return slot + "_" + argument();
    }
}
