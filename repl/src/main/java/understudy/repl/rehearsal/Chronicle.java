package understudy.repl.rehearsal;

import java.util.List;
import java.util.Optional;

/**
 * What a model's journal tells of its life, in a form to be looked at: curves, changes of knobs, samples. What was rewound or lost is left out. Of any length of journal it
 * takes little memory: of a very long curve every second point is dropped, again and again.
 *
 * @param evaluations by step
 * @param best the lowest validation loss, whether or not it is still among the evaluations
 * @param marks knobs that were turned, and other moments worth a word, by step
 * @param samples the latest ones, oldest first
 * @param milestones what was reached for the first time, by step
 * @param events how many lines the journal has
 */
public record Chronicle(
        List<Measured> evaluations,
        Optional<Measured> best,
        List<Mark> marks,
        List<Sample> samples,
        List<Mark> milestones,
        long events) {

    /** Nothing has happened yet. */
    public static final Chronicle EMPTY =
            new Chronicle(List.of(), Optional.empty(), List.of(), List.of(), List.of(), 0);

    public Chronicle {
        evaluations = List.copyOf(evaluations);
        marks = List.copyOf(marks);
        samples = List.copyOf(samples);
        milestones = List.copyOf(milestones);
    }

    /**
     * An evaluation.
     *
     * @param train the running mean of the training loss; NaN where it is not known or was no number
     * @param validation the validation loss; likewise
     */
    public record Measured(long step, double train, double validation) {}

    /** A moment: {@code rate 1.0e-3}. */
    public record Mark(long step, String words) {}

    /** What the model said. */
    public record Sample(long step, String text) {}
}
