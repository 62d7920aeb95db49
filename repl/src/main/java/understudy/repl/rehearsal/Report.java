package understudy.repl.rehearsal;

import java.time.Duration;
import understudy.repl.Figures;

/** A run in one line. */
public final class Report {
    private Report() {}

    /** How it went: {@code romeo rehearsed to step 2,500 in 1:42: train 1.742, validation 1.861, best 1.861 @1,000.} */
    public static String of(RunSnapshot run) {
        String words = run.model() + " "
                + (run.active() ? "is at" : run.ending().orElseThrow().asPlanned() ? "has rehearsed to" : "stopped at")
                + " step " + Figures.count(run.step());
        words += " after "
                + Figures.time(Duration.ofMillis((long) (1000 * run.tempo().seconds())));
        return words + ": " + losses(run) + "." + why(run);
    }

    /** Train, validation and best, as far as known. */
    public static String losses(RunSnapshot run) {
        Standing standing = run.standing();
        String words = "train " + Figures.loss(standing.train().orElse(Double.NaN));
        if (standing.validation().isPresent()) {
            Standing.Evaluated last = standing.validation().get();
            words += ", validation " + Figures.loss(last.loss())
                    + (last.step() == run.step() ? "" : " @" + Figures.count(last.step()));
        }
        if (standing.best().isPresent() && !standing.best().equals(standing.validation())) {
            words += ", best " + Figures.loss(standing.best().get().loss()) + " @"
                    + Figures.count(standing.best().get().step());
        }
        return words
                + standing.beside()
                        .filter(text -> text.last().isPresent())
                        .map(text -> ", " + beside(text))
                        .orElse("");
    }

    /** {@code playhouse 1.453 (1.267 @0)}: validation on another text, and where that began. */
    public static String beside(Standing.Beside text) {
        Standing.Evaluated last = text.last().orElseThrow();
        return text.corpus() + " " + Figures.loss(last.loss())
                + text.first()
                        .filter(first -> !first.equals(last))
                        .map(first -> " (" + Figures.loss(first.loss()) + " @" + Figures.count(first.step()) + ")")
                        .orElse("");
    }

    private static String why(RunSnapshot run) {
        if (run.active()) {
            return "";
        }
        return switch (run.ending().orElseThrow()) {
            case STEPS, NOT_FINITE, FAILED -> "";
            case TIME -> " Its time is over.";
            case UNTIL -> " The loss that was wanted is reached.";
            case PATIENCE -> " Validation no longer improved; `rewind " + run.model() + "@best` goes back.";
            case STOPPED, INTERRUPTED ->
                run.steps().to() > run.step()
                        ? " `train " + run.model() + " " + (run.steps().to() - run.step()) + "` goes on."
                        : "";
        };
    }
}
