package understudy.repl.speech;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import understudy.repl.Mistake;

/** What was said of texts whose labels are known. */
public final class Confusion {
    private final List<String> labels;
    private final Map<String, Map<String, Integer>> counts = new LinkedHashMap<>();
    private int texts;
    private int right;
    private double nats;

    Confusion(List<String> labels) {
        this.labels = labels;
        for (String label : labels) {
            Map<String, Integer> row = new LinkedHashMap<>();
            labels.forEach(said -> row.put(said, 0));
            counts.put(label, row);
        }
    }

    void add(String label, Map<String, Double> probabilities) {
        Map<String, Integer> row = counts.get(label);
        if (row == null) {
            throw new Mistake("Expected a text labelled " + String.join(", ", labels) + "; found \"" + label + "\".");
        }
        String said = Sorter.likeliest(probabilities);
        row.merge(said, 1, Integer::sum);
        texts++;
        right += said.equals(label) ? 1 : 0;
        nats -= Math.log(probabilities.get(label));
    }

    /** How many were read. */
    public int texts() {
        return texts;
    }

    /** The share that was told rightly. */
    public double accuracy() {
        return (double) right / texts;
    }

    /** Nats per text. */
    public double loss() {
        return nats / texts;
    }

    /** How often texts of each label were told as which. */
    public Map<String, Map<String, Integer>> counts() {
        return counts;
    }
}
