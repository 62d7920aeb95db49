package understudy.corpora.playhouse;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The bundled corpus: documents about one small town, each drawn independently of the others given that town, until the size is reached.
 *
 * <p>Everything is a pure function of the options. Nothing is kept in memory: the documents are written again each time they are asked for
 * (about a tenth of a second for a megabyte).
 */
public final class Playhouse {
    private final PlayhouseOptions options;
    private final List<Part> parts;
    private final World world;
    private final Quiz quiz;
    private final Grammar grammar;
    private final Node document;

    private Playhouse(PlayhouseOptions options) {
        this.options = options;
        parts = List.copyOf(options.parts());
        world = World.of(options.seed());
        quiz = new Quiz(world, options.seed());
        grammar = Grammar.bundled(List.of(quiz.rule()));
        document = Node.Choice.of(parts.stream()
                .map(part -> new Node.Option(part.weight(), new Node.Call(part.rule(), List.of())))
                .toList());
    }

    public static Playhouse of(PlayhouseOptions options) {
        return new Playhouse(options);
    }

    /** The documents in order. Their texts, one after the other, are the corpus; it ends with the one that reaches the size. */
    public Stream<Document> documents() {
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(new Writing(), Spliterator.ORDERED | Spliterator.NONNULL), false);
    }

    /** The whole corpus. For sizes that do not fit into one string, use {@link #documents}. */
    public String text() {
        return documents().map(Document::text).collect(Collectors.joining());
    }

    /**
     * The floor of a stretch of the corpus: the loss, in nats per character, that cannot be beaten except by luck.
     *
     * <p>It is {@code -log p(characters from..to | characters before from, world and grammar) / (to - from)}, exactly: a document inside the
     * stretch counts with the sum over the choices that made it; of a document that is cut, every way to go on that agrees with the characters
     * before the cut is summed, so that characters already seen cost nothing and those not yet seen cost what they should. A model that does
     * not know the world, or looks back less far than the document's beginning, can only do worse on average.
     *
     * @param from first character, from 0
     * @param to the character after the last, at most the length of the text
     * @throws IllegalArgumentException for an empty stretch, or one that leaves the text
     */
    public double floor(long from, long to) {
        if (from < 0 || to <= from) {
            throw new IllegalArgumentException("expected a stretch of text, found " + from + " to " + to + ".");
        }
        double before = 0;
        double until = 0;
        long end = 0;
        for (Iterator<Document> all = documents().iterator(); all.hasNext() && end < to; ) {
            Document next = all.next();
            end = next.start() + next.text().length();
            before += cost(next, from);
            until += cost(next, to);
        }
        if (end < to) {
            throw new IllegalArgumentException(
                    "expected a stretch of " + end + " characters, found one to " + to + ".");
        }
        return (until - before) / (to - from);
    }

    /** Every question about every person and relation, in a fixed order, with whether the instructions ask it. */
    public List<Question> questions() {
        return quiz.questions();
    }

    /** The letters of the corpus, in order. */
    public Stream<Letter> letters() {
        return documents().filter(document -> document.part() == Part.LETTERS).map(Letter::of);
    }

    /** What the part of a document before the given place in the corpus costs. */
    private double cost(Document next, long place) {
        long seen = place - next.start();
        if (seen <= 0) {
            return 0;
        }
        return seen >= next.text().length()
                ? next.cost()
                : Reading.beginning(document, next.text().substring(0, (int) seen), grammar, world);
    }

    Node document() {
        return document;
    }

    Grammar grammar() {
        return grammar;
    }

    World world() {
        return world;
    }

    /** Writes on demand. */
    private final class Writing implements Iterator<Document> {
        private final Dice dice = Dice.of(options.seed(), "text");
        private long written;

        @Override
        public boolean hasNext() {
            return written < options.size();
        }

        @Override
        public Document next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Playwright.Draft draft = Playwright.write(document, grammar, world, dice::roll);
            var next = new Document(parts.get(draft.choices().get(0)), written, draft.text(), draft.cost());
            written += draft.text().length();
            return next;
        }
    }
}
