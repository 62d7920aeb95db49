package understudy.repl.rehearsal;

import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import understudy.corpora.Windows;
import understudy.models.Architecture;
import understudy.models.LanguageModel;
import understudy.models.Loss;
import understudy.repl.speech.Passages;

/** The loss on a fixed part of a split, spread evenly: the same at every step, so that losses can be compared. */
final class Evaluation {
    private final Passages passages;

    Evaluation(Windows windows, long wanted, Architecture architecture) {
        this.passages = Passages.some(windows, architecture, wanted);
    }

    /**
     * Nats per token, dropout off.
     *
     * @param abandon asked between native calls
     * @return empty if it was abandoned
     */
    OptionalDouble loss(LanguageModel model, BooleanSupplier abandon) {
        return passages.loss(model, share -> !abandon.getAsBoolean(), targets -> {})
                .map(Loss::mean)
                .map(OptionalDouble::of)
                .orElse(OptionalDouble.empty());
    }
}
