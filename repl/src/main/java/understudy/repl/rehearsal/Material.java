package understudy.repl.rehearsal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import understudy.checkpoints.CheckpointCard;
import understudy.corpora.Corpus;
import understudy.corpora.CorpusCard;
import understudy.corpora.CorpusException;
import understudy.corpora.CorpusLibrary;
import understudy.corpora.Kind;
import understudy.corpora.Split;
import understudy.corpora.Tokenizer;
import understudy.corpora.Windows;
import understudy.models.Architecture;
import understudy.models.Knob;
import understudy.models.Recipe;
import understudy.prompts.PromptBook;
import understudy.repl.Mistake;
import understudy.repl.speech.Rendition;
import understudy.repl.speech.Translation;
import understudy.repl.speech.Wording;

/**
 * What a run reads.
 *
 * @param corpus its name
 * @param lessons what to learn from
 * @param validation windows to be measured on
 * @param tokens of the training split
 * @param notices what a person should know of them, one line each
 * @param floor nats per token below which no honest loss can fall, where that is known
 */
record Material(
        String corpus, Lessons lessons, Windows validation, long tokens, List<String> notices, OptionalDouble floor) {
    private static final String TOKENS = "tokens";
    private static final String GENERATED = "playhouse";
    private static final String TEMPLATE = "template";
    private static final String CHAT_TEMPLATE = "chat_template";

    /**
     * A corpus in a model's tokens, cut for its network.
     *
     * @throws understudy.corpora.CorpusException if a split is too short, or has what the tokenizer lacks
     */
    static Material of(Corpus corpus, Tokenizer tokenizer, Architecture architecture, Optional<Wording> wording) {
        int context = architecture.context();
        List<String> notices = new ArrayList<>();
        Windows train;
        if (corpus.card().kind() == Kind.CONVERSATIONS && wording.isPresent()) {
            Rendition rendition = Rendition.of(corpus, Split.TRAIN, tokenizer, context, wording.get());
            notices.addAll(rendition.notices(Split.TRAIN, context));
            train = new Windows(rendition.examples(), context);
        } else {
            train = Translation.windows(corpus, Split.TRAIN, tokenizer, context, wording);
        }
        Lessons lessons = new Lessons(train, architecture.reading());
        lessons.at(1, 0, 0); // says so if the text is not longer than the context
        Windows validation = Translation.windows(corpus, Split.VALIDATION, tokenizer, context, wording);
        CorpusCard card = corpus.card();
        boolean comparable = corpus.tokenizer().name().equals(tokenizer.name()) && card.kind() == Kind.TEXT;
        return new Material(
                card.name(),
                lessons,
                validation,
                train.tokens(),
                notices,
                comparable ? card.floor() : OptionalDouble.empty());
    }

    /** The template that writes out the conversations of a model's corpus, if it has any. */
    static Optional<String> template(CheckpointCard.Source source) {
        return Optional.ofNullable(source.checksums().get(TEMPLATE)).map(Object::toString);
    }

    /** The Jinja program that came with a model, if one did and the model still goes by it. */
    static Optional<String> chatTemplate(CheckpointCard.Source source) {
        return Optional.ofNullable(source.checksums().get(CHAT_TEMPLATE)).map(Object::toString);
    }

    /** A source that also knows how to talk: by which template, and the Jinja program that came with the model. */
    static CheckpointCard.Source talking(
            CheckpointCard.Source source, Optional<String> template, Optional<String> program) {
        Map<String, Object> known = new LinkedHashMap<>(source.checksums());
        template.ifPresent(name -> known.putIfAbsent(TEMPLATE, name));
        program.filter(text -> template.equals(Optional.ofNullable(known.get(TEMPLATE))))
                .ifPresent(text -> known.put(CHAT_TEMPLATE, text));
        return new CheckpointCard.Source(source.corpus(), known, source.split(), source.tokenizer());
    }

    /** How a corpus's conversations are written out, if it has any: by the template named, or as they came. */
    static Optional<Wording> wording(CorpusCard card, Optional<String> template, Recipe recipe, PromptBook book) {
        return card.kind() == Kind.CONVERSATIONS
                ? Optional.of(new Wording(
                        book.open(template.orElseGet(() -> Wording.usual(card))), recipe.truth(Knob.TRAIN_ON_PROMPT)))
                : Optional.empty();
    }

    /**
     * The corpus that a model learns, cut for its context.
     *
     * @param recipe the knobs as they are turned
     * @throws Mistake if another text has taken its name
     */
    static Material of(CorpusLibrary library, PromptBook book, Player player, Recipe recipe) {
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
            Optional<Wording> wording = wording(corpus.card(), template(source), recipe, book);
            return of(corpus, player.part().tokenizer(), player.model().architecture(), wording);
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
        return source(card, card.tokenizer(), Optional.empty());
    }

    /**
     * @param tokenizer what the model's own is called
     * @param template that writes out conversations, if a person named one
     * @throws Mistake if there are none for it to write
     */
    static CheckpointCard.Source source(CorpusCard card, String tokenizer, Optional<String> template) {
        CorpusCard.Checksums sums = card.checksums();
        Map<String, Object> known =
                new LinkedHashMap<>(Map.of("text", sums.text(), "tokenizer", sums.tokenizer(), TOKENS, sums.tokens()));
        known.putAll(generated(card.generator()));
        if (card.kind() == Kind.CONVERSATIONS) {
            known.put(TEMPLATE, template.orElseGet(() -> Wording.usual(card)));
        } else if (template.isPresent()) {
            throw new Mistake(
                    "The corpus " + card.name() + " has no conversations for a template to write: expected some, found "
                            + card.kind().word() + ". Leave --template out.");
        }
        return new CheckpointCard.Source(card.name(), known, card.sizes().split(), tokenizer);
    }
}
