package understudy.repl.speech;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import understudy.corpora.Corpus;
import understudy.corpora.Examples;
import understudy.corpora.Labelled;
import understudy.corpora.Split;
import understudy.corpora.Tokenizer;
import understudy.repl.Mistake;

/**
 * The labelled texts of one split as a network that sorts reads them: each in the model's own tokens, with the number of its class in the place of what would follow, where alone
 * loss falls.
 *
 * @param examples the texts
 * @param truncated how many lost their beginning because they are longer than the context
 */
public record Sorting(Examples examples, int truncated) {

    /**
     * @param context tokens that the model sees at once; a longer text loses its beginning
     * @param labels the classes, in their order
     * @param balanced whether texts of rarer classes come several times, so that there are as many of each
     * @throws Mistake if a text has another label than these
     * @throws understudy.corpora.CorpusException if there are no labelled texts, or they have what the tokenizer lacks
     */
    public static Sorting of(
            Corpus corpus, Split split, Tokenizer tokenizer, int context, List<String> labels, boolean balanced) {
        String name = split.word() + " split of '" + corpus.card().name() + "'";
        Examples.Gathering gathering = new Examples.Gathering(name, context);
        List<int[]> all = new ArrayList<>();
        Map<Integer, List<int[]>> classes = new TreeMap<>();
        for (Labelled text : corpus.labelled(split)) {
            int label = number(text, labels, corpus.card().name());
            int[] ids = tokenizer.encode(text.text().strip());
            int[] example = Arrays.copyOf(ids, ids.length + 1);
            example[ids.length] = label;
            all.add(example);
            classes.computeIfAbsent(label, key -> new ArrayList<>()).add(example);
        }
        all.forEach(example -> add(gathering, example));
        int truncated = gathering.truncated();
        if (balanced) {
            int most = classes.values().stream().mapToInt(List::size).max().orElse(0);
            for (List<int[]> rare : classes.values()) {
                for (int i = rare.size(); i < most; i++) {
                    add(gathering, rare.get(i % rare.size()));
                }
            }
        }
        return new Sorting(gathering.examples(), truncated);
    }

    private static void add(Examples.Gathering gathering, int[] example) {
        boolean[] loss = new boolean[example.length];
        loss[example.length - 1] = true;
        gathering.add(example, loss);
    }

    private static int number(Labelled text, List<String> labels, String corpus) {
        int label = labels.indexOf(text.label());
        if (label < 0) {
            throw new Mistake("The corpus " + corpus + " has the label \"" + text.label() + "\": expected "
                    + String.join(", ", labels) + ". `fork NEW MODEL --corpus " + corpus
                    + " --head classify` begins with a head for these.");
        }
        return label;
    }

    /** What a person should know of it, one line each. */
    public List<String> notices(Split split, int context) {
        return truncated == 0
                ? List.of()
                : List.of(String.format(
                        Locale.ROOT,
                        "%,d texts of the %s split are longer than the context of %d tokens: their beginning is cut off.",
                        truncated,
                        split.word(),
                        context));
    }
}
