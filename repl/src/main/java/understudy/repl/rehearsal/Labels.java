package understudy.repl.rehearsal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import understudy.checkpoints.CheckpointCard;
import understudy.corpora.Corpus;
import understudy.corpora.Kind;
import understudy.corpora.Split;
import understudy.repl.Mistake;

/**
 * What a model that sorts texts tells them apart as. The number of a class is its place here.
 *
 * @param words sorted
 */
record Labels(List<String> words) {
    /** In a card, beside what identifies the texts. */
    private static final String KEY = "labels";
    /** With more than this it is hardly a label that was taken for one. */
    private static final int MOST = 1000;

    Labels {
        words = List.copyOf(words);
    }

    /**
     * Those of a corpus, of all its parts.
     *
     * @throws Mistake if it has no labelled texts, or none to tell apart
     */
    static Labels of(Corpus corpus) {
        String name = corpus.card().name();
        if (corpus.card().kind() != Kind.LABELLED) {
            throw new Mistake("--head classify: expected a corpus of labelled texts; " + name + " is made of "
                    + corpus.card().kind().word() + ". `corpus add NAME PATH` reads CSV or TSV with a label column.");
        }
        TreeSet<String> words = new TreeSet<>();
        for (Split split : Split.values()) {
            if (corpus.card().entries().orElseThrow().count(split) > 0) {
                corpus.labelled(split).forEach(text -> words.add(text.label()));
            }
        }
        if (words.size() < 2 || words.size() > MOST) {
            throw new Mistake("--head classify: expected 2 to " + MOST + " different labels in " + name + "; found "
                    + words.size() + ".");
        }
        return new Labels(List.copyOf(words));
    }

    /** Those that a card tells of; empty for a model that speaks. */
    static Optional<Labels> of(CheckpointCard.Source source) {
        return source.checksums().get(KEY) instanceof List<?> words
                ? Optional.of(new Labels(words.stream().map(String::valueOf).toList()))
                : Optional.empty();
    }

    /** A card's words on the texts, with these labels. */
    CheckpointCard.Source in(CheckpointCard.Source source) {
        Map<String, Object> known = new LinkedHashMap<>(source.checksums());
        known.put(KEY, words);
        return new CheckpointCard.Source(source.corpus(), known, source.split(), source.tokenizer());
    }
}
