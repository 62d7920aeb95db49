package understudy.repl.speech;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import understudy.corpora.Tokenizer;
import understudy.models.Generation;
import understudy.models.LanguageModel;
import understudy.models.Seeds;
import understudy.prompts.StopMatcher;

/**
 * A model speaking a scene in which only a cast has lines.
 *
 * <p>The model says each line freely. As soon as a line turns out to be the cue of somebody else, the name is taken back and one of the cast's is put in its place, drawn with the probabilities
 * that the model gives to these names there; then it goes on from that. So headings, directions and speeches stay its own, it always comes to an end, however little the model knows of the cast, and as
 * names are found in the text, not in tokens, any tokenizer will do. (Masking tokens would need to know which tokens may begin, go on with and end a name; drawing lines anew until one fits might never end.)
 *
 * <p>Tokens are said one by one, so that what is said depends on model, cue and cast alone, not on how fast the machine is. A line is shown when it can no longer become a cue.
 */
public final class Staging {
    private final LanguageModel model;
    private final Tokenizer tokenizer;
    private final Cast cast;
    private final BooleanSupplier halted;
    private final LongSupplier clock;

    /**
     * @param halted whether the person has asked to stop; looked at after each token
     * @param clock nanoseconds, as {@link System#nanoTime()}
     */
    public Staging(LanguageModel model, Tokenizer tokenizer, Cast cast, BooleanSupplier halted, LongSupplier clock) {
        this.model = model;
        this.tokenizer = tokenizer;
        this.cast = cast;
        this.halted = halted;
        this.clock = clock;
    }

    /**
     * Speaks one row, to the end of the cue, a stop text, the token that ends a text, or until the person asks to stop.
     *
     * @param listener takes the text in pieces, not the prompt
     * @throws understudy.corpora.CorpusException naming characters of the prompt or of a name that the tokenizer does not know
     */
    public Recital of(Cue cue, Consumer<String> listener) {
        int[] prompt = cue.prompt().isEmpty() ? new int[] {tokenizer.start()} : tokenizer.encode(cue.prompt());
        cast.names().forEach(tokenizer::encode);
        try (Take take = new Take(cue, prompt, listener)) {
            return take.perform();
        }
    }

    /** One performance as it goes on. */
    private final class Take implements AutoCloseable {
        private final Cue cue;
        private final int[] prompt;
        private final Consumer<String> listener;
        private final StopMatcher stop;
        private final StringBuilder shown = new StringBuilder();
        private Generation generation;
        private List<Integer> said = new ArrayList<>();
        private String text = "";
        private int released;

        Take(Cue cue, int[] prompt, Consumer<String> listener) {
            this.cue = cue;
            this.prompt = prompt;
            this.listener = listener;
            this.stop = new StopMatcher(cue.stops());
            this.generation = fresh(cue.seed());
            generation.read(prompt);
        }

        private Generation fresh(long seed) {
            return new Generation(model, cue.sampling(), 1, seed);
        }

        Recital perform() {
            long begun = clock.getAsLong();
            boolean ended = false;
            boolean cut = false;
            while (said.size() < cue.tokens() && !ended && !cut) {
                int id = generation.speak(1)[0][0];
                ended = tokenizer.end().isPresent() && tokenizer.end().getAsInt() == id;
                if (!ended) {
                    said.add(id);
                    text = tokenizer.decode(ids());
                    keepToTheCast();
                    release(settled());
                    ended = stop.stopped();
                }
                cut = halted.getAsBoolean();
            }
            if (!stop.stopped()) {
                int at = lineStart();
                boolean stray = atLineStart(at) && apart(at) && cast.stray(text.substring(at));
                release(stray ? at : text.length());
                show(stop.rest());
            }
            Ending ending = ended || stop.stopped() ? Ending.STOP : cut ? Ending.INTERRUPTED : Ending.LENGTH;
            double seconds = (clock.getAsLong() - begun) / 1e9;
            return new Recital(
                    List.of(new Speech(shown.toString(), said.size(), ending)),
                    said.size() > 1 && seconds > 0 ? OptionalDouble.of(said.size() / seconds) : OptionalDouble.empty());
        }

        private int[] ids() {
            return said.stream().mapToInt(Integer::intValue).toArray();
        }

        /** Where the line begins that is being said, as far as it was not shown yet. */
        private int lineStart() {
            return Math.max(released, text.lastIndexOf('\n') + 1);
        }

        private boolean atLineStart(int at) {
            String before = cue.prompt() + text.substring(0, at);
            return before.isEmpty() || before.endsWith("\n");
        }

        private boolean apart(int at) {
            String before = cue.prompt() + text.substring(0, at);
            return before.isBlank() || before.endsWith("\n\n");
        }

        /** Looks at every line that may still be taken back; a token may hold the ends of several. */
        private void keepToTheCast() {
            int at = released;
            while (at < text.length()) {
                String line = line(at);
                Optional<Cast.Found> found =
                        atLineStart(at) && !line.isBlank() ? cast.cue(line, apart(at)) : Optional.empty();
                if (found.isPresent() && !found.get().ours()) {
                    replace(at + line.indexOf(found.get().name()), found.get().name());
                }
                at += line(at).length();
            }
        }

        private String line(int at) {
            int end = text.indexOf('\n', at);
            return text.substring(at, end < 0 ? text.length() : end + 1);
        }

        /** Puts one of the cast in somebody else's place; what the model said behind the name, at least a colon or the line's end, stays. */
        private void replace(int at, String stranger) {
            String before = text.substring(0, at);
            String behind = text.substring(at + stranger.length());
            boolean capitals = stranger.equals(stranger.toUpperCase(Locale.ROOT));
            List<String> lines = cast.names().stream()
                    .map(name -> before + (capitals ? name.toUpperCase(Locale.ROOT) : name) + behind)
                    .toList();
            long seed = Seeds.mix(cue.seed(), said.size());
            text = lines.get(draw(weights(lines, before), seed));
            said = new ArrayList<>(Arrays.stream(tokenizer.encode(text)).boxed().toList());
            int[] whole = whole(text);
            if (generation.become(whole).orElse(0) > 0) {
                generation.direct(cue.sampling(), seed);
            } else {
                generation.close();
                generation = fresh(seed);
                generation.read(whole);
            }
        }

        private int[] whole(String continuation) {
            int[] more = tokenizer.encode(continuation);
            int[] all = Arrays.copyOf(prompt, prompt.length + more.length);
            System.arraycopy(more, 0, all, prompt.length, more.length);
            return all;
        }

        /** How likely each line is after what was said before it. */
        private double[] weights(List<String> lines, String before) {
            int known = whole(before).length;
            int context = model.architecture().context();
            Measure measure = new Measure(model, tokenizer);
            return lines.stream()
                    .mapToDouble(line -> {
                        int[] all = whole(line);
                        int from = Math.max(0, all.length - context);
                        float[] scores = measure.logProbabilities(Arrays.copyOfRange(all, from, all.length));
                        double sum = 0;
                        for (int i = Math.max(0, known - from - 1); i < scores.length; i++) {
                            sum += scores[i];
                        }
                        return sum;
                    })
                    .toArray();
        }

        /** Draws as the model would, at its temperature. */
        private int draw(double[] logarithms, long seed) {
            double temperature = cue.sampling().temperature();
            double most = Arrays.stream(logarithms).max().orElseThrow();
            double[] weights = Arrays.stream(logarithms)
                    .map(l -> temperature == 0 ? (l == most ? 1 : 0) : Math.exp((l - most) / temperature))
                    .toArray();
            double left = new SplittableRandom(seed).nextDouble()
                    * Arrays.stream(weights).sum();
            int chosen = 0;
            while (chosen < weights.length - 1 && left >= weights[chosen]) {
                left -= weights[chosen++];
            }
            return chosen;
        }

        /** Up to where nothing will be taken back any more. */
        private int settled() {
            int at = lineStart();
            String line = text.substring(at);
            boolean undecided = atLineStart(at) && cast.open(line);
            boolean torn = text.endsWith("\uFFFD"); // half a character
            return torn ? released : undecided ? at : text.length();
        }

        private void release(int to) {
            if (to > released && !stop.stopped()) {
                String piece = text.substring(released, to);
                released = to;
                show(stop.feed(piece));
            }
        }

        private void show(String piece) {
            if (!piece.isEmpty()) {
                shown.append(piece);
                listener.accept(piece);
            }
        }

        @Override
        public void close() {
            generation.close();
        }
    }
}
