package understudy.repl.rehearsal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import understudy.checkpoints.CheckpointCard;
import understudy.corpora.Corpus;
import understudy.corpora.CorpusCard;
import understudy.corpora.CorpusException;
import understudy.corpora.CorpusLibrary;
import understudy.corpora.Split;
import understudy.corpora.Tokenizer;
import understudy.corpora.Windows;
import understudy.models.Architecture;
import understudy.models.Knob;
import understudy.models.Recipe;
import understudy.repl.Mistake;
import understudy.repl.speech.Translation;

/**
 * What a run reads.
 *
 * @param corpus its name
 * @param lessons what to learn from
 * @param validation windows to be measured on
 * @param tokens of the training split
 * @param floor nats per token below which no honest loss can fall, where that is known
 */
record Material(String corpus, Lessons lessons, Windows validation, long tokens, OptionalDouble floor) {
    private static final String TOKENS = "tokens";
    private static final String GENERATED = "playhouse";

    /**
     * A corpus in a model's tokens, cut for its network.
     *
     * @throws understudy.corpora.CorpusException if a split is too short, or has what the tokenizer lacks
     */
    static Material of(Corpus corpus, Tokenizer tokenizer, Architecture architecture) {
        int context = architecture.context();
        Windows train = Translation.windows(corpus, Split.TRAIN, tokenizer, context);
        Lessons lessons = new Lessons(train, architecture.reading());
        lessons.at(1, 0, 0); // says so if the text is not longer than the context
        Windows validation = Translation.windows(corpus, Split.VALIDATION, tokenizer, context);
        CorpusCard card = corpus.card();
        boolean comparable = corpus.tokenizer().name().equals(tokenizer.name());
        return new Material(
                card.name(), lessons, validation, train.tokens(), comparable ? card.floor() : OptionalDouble.empty());
    }

    /**
     * The corpus that a model learns, cut for its context.
     *
     * @throws Mistake if another text has taken its name
     */
    static Material of(CorpusLibrary library, Player player) {
        CheckpointCard.Source source = player.part().source();
        if (source.corpus().isEmpty()) {
            throw new Mistake(player.name() + " was imported without a corpus: `fork NEW " + player.name()
                    + " --corpus C` begins a model that learns one.");
        }
        if (!library.names().contains(source.corpus())) {
            throw new Mistake("The corpus " + source.corpus() + ", which " + player.name()
                    + " learns, is gone: expected it among "
                    + (library.names().isEmpty() ? "the corpora, found none" : String.join(", ", library.names()))
                    + ". `" + again(source) + "` brings it back.");
        }
        try (Corpus corpus = library.whole(source.corpus())) {
            Object known = source.checksums().get(TOKENS);
            String found = corpus.card().checksums().tokens();
            if (known != null && !known.equals(found)) {
                throw new Mistake("The corpus " + source.corpus() + " is not the one that " + player.name()
                        + " learns: expected tokens with SHA-256 " + short8(known) + "…; found " + short8(found)
                        + "…. Put that text back under this name, or build another model: `new NAME --corpus "
                        + source.corpus() + "`.");
            }
            return of(corpus, player.part().tokenizer(), player.model().architecture());
        } catch (CorpusException fault) {
            throw unreadable(source, player, fault);
        }
    }

    /** A text that has what the tokenizer of a forked model lacks. */
    private static RuntimeException unreadable(CheckpointCard.Source source, Player player, CorpusException fault) {
        boolean forked = player.part().origin().parent().isPresent();
        return forked && fault.getMessage().startsWith("the vocabulary")
                ? new Mistake(
                        player.name() + " keeps its parent's tokenizer and cannot read " + source.corpus() + ": "
                                + fault.getMessage().replaceFirst(";.*", "") + ". `new " + player.name() + " --corpus "
                                + source.corpus() + "` builds one with a vocabulary of its own.",
                        fault)
                : fault;
    }

    /** @throws CorpusException if the text is too short for so many sequences at once */
    void requireEnough(Recipe recipe) {
        lessons.at(Math.toIntExact(recipe.count(Knob.BATCH) * recipe.count(Knob.ACCUMULATE)), 0, 0);
    }

    /** The line that makes the corpus anew, as far as that is known. */
    private static String again(CheckpointCard.Source source) {
        Object generated = source.checksums().get(GENERATED);
        return generated == null
                ? "corpus add " + source.corpus() + " PATH --split " + source.split()
                : "corpus playhouse " + source.corpus() + generated;
    }

    /** The options that generate the corpus again. */
    private static Map<String, Object> generated(Map<String, String> facts) {
        return facts.containsKey("seed") && facts.containsKey("size") && facts.containsKey("parts")
                ? Map.of(
                        GENERATED,
                        " --seed " + facts.get("seed") + " --size " + facts.get("size") + " --part "
                                + facts.get("parts"))
                : Map.of();
    }

    private static String short8(Object checksum) {
        String text = checksum.toString();
        return text.substring(0, Math.min(8, text.length()));
    }

    /** What a checkpoint remembers of a corpus whose tokenizer is the model's. */
    static CheckpointCard.Source source(CorpusCard card) {
        return source(card, card.tokenizer());
    }

    /** @param tokenizer what the model's own is called */
    static CheckpointCard.Source source(CorpusCard card, String tokenizer) {
        CorpusCard.Checksums sums = card.checksums();
        Map<String, Object> known =
                new LinkedHashMap<>(Map.of("text", sums.text(), "tokenizer", sums.tokenizer(), TOKENS, sums.tokens()));
        known.putAll(generated(card.generator()));
        return new CheckpointCard.Source(card.name(), known, card.sizes().split(), tokenizer);
    }
}
