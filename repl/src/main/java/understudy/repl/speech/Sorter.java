package understudy.repl.speech;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;
import understudy.corpora.Labelled;
import understudy.corpora.Tokenizer;
import understudy.models.LanguageModel;
import understudy.models.Listening;
import understudy.repl.Mistake;

/**
 * A model that tells the labels of texts.
 *
 * @param model borrowed
 * @param tokenizer its own
 * @param labels its classes, in their order
 */
public record Sorter(LanguageModel model, Tokenizer tokenizer, List<String> labels) {
    public Sorter {
        labels = List.copyOf(labels);
        if (model.architecture().outputs() != labels.size()) {
            throw new Mistake("Expected " + model.architecture().outputs() + " labels, as the head has classes; found "
                    + labels.size() + ".");
        }
    }

    /**
     * How probable it finds each label. Of a text longer than the context it reads the end, as in training.
     *
     * @throws Mistake if there is no text
     */
    public Map<String, Double> probabilities(String text) {
        int[] ids = tokenizer.encode(text.strip());
        if (ids.length == 0) {
            throw new Mistake("Expected a text; found none.");
        }
        int context = model.architecture().context();
        int[] read = ids.length > context ? Arrays.copyOfRange(ids, ids.length - context, ids.length) : ids;
        float[] logits;
        try (Listening listening = new Listening(model, 1)) {
            logits = listening.logits(read);
        }
        double most = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            most = Math.max(most, logit);
        }
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit - most);
        }
        Map<String, Double> probabilities = new LinkedHashMap<>();
        for (int i = 0; i < logits.length; i++) {
            probabilities.put(labels.get(i), Math.exp(logits[i] - most) / sum);
        }
        return probabilities;
    }

    /** The likeliest label. */
    public static String likeliest(Map<String, Double> probabilities) {
        return probabilities.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
    }

    /** How well it does on texts whose labels are known. {@code progress} hears the share done, and may throw to end it. */
    public Confusion examine(List<Labelled> texts, DoubleConsumer progress) {
        Confusion confusion = new Confusion(labels);
        for (Labelled text : texts) {
            progress.accept((double) confusion.texts() / texts.size());
            confusion.add(text.label(), probabilities(text.text()));
        }
        return confusion;
    }
}
