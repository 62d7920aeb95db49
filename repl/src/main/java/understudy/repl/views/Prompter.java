package understudy.repl.views;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import understudy.corpora.Tokenizer;
import understudy.models.Likeliest;
import understudy.models.Memory;
import understudy.repl.Mistake;
import understudy.repl.rehearsal.Speaker;
import understudy.repl.rehearsal.Standing;
import understudy.repl.speech.Microscope;
import understudy.repl.speech.Utterance;
import understudy.repl.speech.Uttering;

/**
 * Has checkpoints speak, on a thread of its own, and keeps what they said. It owns the models it borrows: closing gives them back. They stay in memory where there is room, so that a change is
 * said anew at once; where not, each is read when its turn comes.
 */
public final class Prompter implements AutoCloseable {
    /** Milliseconds between two looks at whether the person asks to stop. */
    private static final int GLANCE = 100;

    private final List<String> labels;
    private final List<String> references;
    private final Function<String, Speaker> lender;
    private final AtomicReferenceArray<Act> acts;
    private final Speaker[] kept;
    private final AtomicReferenceArray<Tokenizer> tokenizers;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread made = new Thread(work, "prompter");
        made.setDaemon(true);
        return made;
    });
    private volatile Scene scene;
    private volatile int wish;
    private volatile int done;
    private volatile String looked = "";
    private volatile Optional<Microscope> microscope = Optional.empty();
    private volatile List<String> microscopePieces = List.of();
    private volatile List<String> everywhere = List.of();

    /**
     * @param references checkpoints
     * @param labels what to call each
     * @param lender lends one out; may be called on another thread
     */
    public Prompter(List<String> references, List<String> labels, Function<String, Speaker> lender) {
        this.references = List.copyOf(references);
        this.labels = List.copyOf(labels);
        this.lender = lender;
        this.acts = new AtomicReferenceArray<>(references.size());
        this.kept = new Speaker[references.size()];
        this.tokenizers = new AtomicReferenceArray<>(references.size());
        for (int i = 0; i < references.size(); i++) {
            acts.set(i, new Act(labels.get(i), 0, OptionalDouble.empty(), Optional.empty(), List.of(), ""));
        }
    }

    Scene scene() {
        return scene;
    }

    /** What is on the stage now. */
    public List<Act> acts() {
        List<Act> all = new ArrayList<>();
        for (int i = 0; i < acts.length(); i++) {
            all.add(acts.get(i));
        }
        return all;
    }

    /** Whether all that was asked for has been said. */
    boolean quiet() {
        return done == wish;
    }

    /** Everything said anew; what is still being said is broken off. Those nearest to the act that is looked at come first. */
    public void say(Scene wanted, int first) {
        scene = wanted;
        int mine = ++wish;
        thread.execute(() -> {
            for (int i : nearest(first)) {
                if (mine != wish) {
                    return;
                }
                perform(i, wanted, mine, Optional.empty(), 0);
            }
            done = mine;
        });
    }

    /** One act said anew from a token on, with another seed. */
    void reroll(int act, int token, long seed) {
        Utterance before = acts.get(act).said().orElseThrow();
        int mine = ++wish;
        Scene now = scene;
        thread.execute(() -> {
            perform(act, now.seed(seed), mine, Optional.of(before), token);
            done = mine;
        });
    }

    private List<Integer> nearest(int first) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < references.size(); i++) {
            order.add(i);
        }
        order.sort((a, b) -> Integer.compare(Math.abs(a - first), Math.abs(b - first)));
        return order;
    }

    private void perform(int i, Scene wanted, int mine, Optional<Utterance> before, int token) {
        with(i, speaker -> {
            Tokenizer tokenizer = speaker.tokenizer();
            tokenizers.set(i, tokenizer);
            int[] prompt =
                    wanted.prompt().isEmpty() ? new int[] {tokenizer.start()} : tokenizer.encode(wanted.prompt());
            int[] read = before.map(u -> u.before(token)).orElse(prompt);
            int left = before.map(u -> u.said().length - token).orElse(wanted.tokens());
            Utterance said = new Uttering(speaker.model(), speaker.tokenizer())
                    .say(read, left, wanted.sampling(), wanted.seed(), () -> mine != wish);
            if (before.isPresent()) {
                said = joined(before.get(), token, said);
            }
            if (mine == wish) {
                acts.set(i, act(i, speaker, Optional.of(said), pieces(tokenizer, said), ""));
            }
        });
    }

    /** What was said before the token stays. */
    private static Utterance joined(Utterance before, int token, Utterance rest) {
        int[] said = Arrays.copyOf(before.said(), token + rest.said().length);
        System.arraycopy(rest.said(), 0, said, token, rest.said().length);
        List<Likeliest> glances = new ArrayList<>(before.glances().subList(0, token));
        glances.addAll(rest.glances());
        return new Utterance(before.prompt(), said, glances);
    }

    private static List<String> pieces(Tokenizer tokenizer, Utterance said) {
        List<String> pieces = new ArrayList<>();
        for (int id : said.prompt()) {
            pieces.add(tokenizer.piece(id));
        }
        for (int id : said.said()) {
            pieces.add(tokenizer.piece(id));
        }
        return pieces;
    }

    private Act act(int i, Speaker speaker, Optional<Utterance> said, List<String> pieces, String trouble) {
        Optional<Double> loss = speaker.standing().validation().map(Standing.Evaluated::loss);
        return new Act(
                labels.get(i),
                speaker.step(),
                loss.map(OptionalDouble::of).orElse(OptionalDouble.empty()),
                said,
                pieces,
                trouble);
    }

    /** What each act thinks stands best where one of them has this token. */
    void askEverywhere(int act, int token) {
        Utterance said = acts.get(act).said().orElseThrow();
        everywhere = List.of();
        int mine = wish;
        thread.execute(() -> {
            List<String> told = new ArrayList<>();
            for (int i = 0; i < references.size(); i++) {
                if (mine != wish) {
                    return; // something else is wanted, or nothing any more
                }
                int at = i;
                with(
                        i,
                        speaker -> told.add(String.format("%-9s", labels.get(at)) + " "
                                + words(
                                        speaker.tokenizer(),
                                        new Uttering(speaker.model(), speaker.tokenizer()).after(said.before(token)),
                                        10)));
            }
            everywhere = List.copyOf(told);
        });
    }

    List<String> everywhere() {
        return everywhere;
    }

    /** Looks at how the token at this place is drawn. */
    void look(int act, int token) {
        Utterance said = acts.get(act).said().orElseThrow();
        microscope = Optional.empty();
        looked = labels.get(act) + ", token " + (token + 1);
        thread.execute(() -> with(act, speaker -> {
            int[] ids = said.before(token);
            Microscope made = Microscope.of(speaker.model(), ids, scene.sampling());
            List<String> pieces = new ArrayList<>();
            for (int id = 0; id < speaker.tokenizer().vocabulary(); id++) {
                pieces.add(shown(speaker.tokenizer().piece(id)));
            }
            microscopePieces = pieces;
            microscope = Optional.of(made);
        }));
    }

    Optional<Microscope> microscope() {
        return microscope;
    }

    String microscopePiece(int id) {
        return microscopePieces.get(id);
    }

    String looked() {
        return looked;
    }

    /** {@code prince .31  lord .22}. */
    static String words(Tokenizer tokenizer, Likeliest glance, int most) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < Math.min(most, glance.ids().length); i++) {
            words.append(i == 0 ? "" : "  ")
                    .append(shown(tokenizer.piece(glance.ids()[i])))
                    .append(' ')
                    .append(share(Math.exp(glance.logs()[i])));
        }
        return words.toString();
    }

    /** {@code .31}. */
    static String share(double probability) {
        return probability > .995
                ? "1.0"
                : String.format(Locale.ROOT, "%.2f", probability).substring(1);
    }

    /** A token's text so that it can be told from what stands around it. */
    static String shown(String piece) {
        return piece.isBlank() || piece.startsWith(" ") || piece.endsWith(" ") || piece.contains("\n")
                ? "\"" + piece.replace("\n", "\\n") + "\""
                : piece;
    }

    /** The texts of the likeliest at a token of an act. */
    String likeliest(int act, int token, int most) {
        Optional<Likeliest> glance = acts.get(act).glance(token);
        return glance.map(g -> words(tokenizers.get(act), g, most)).orElse("");
    }

    private interface Work {
        void with(Speaker speaker);
    }

    /** On the thread: one that is not kept is given back at once. */
    private void with(int i, Work work) {
        try {
            Speaker speaker = kept[i] == null ? lender.apply(references.get(i)) : kept[i];
            try {
                work.with(speaker);
            } finally {
                if (kept[i] == null) {
                    if (roomFor(speaker)) {
                        kept[i] = speaker;
                    } else {
                        speaker.close();
                    }
                }
            }
        } catch (RuntimeException fault) {
            String trouble = Mistake.speaks(fault) ? fault.getMessage() : fault.toString();
            acts.set(i, new Act(labels.get(i), 0, OptionalDouble.empty(), Optional.empty(), List.of(), trouble));
        }
    }

    private static boolean roomFor(Speaker speaker) {
        return !speaker.own() || speaker.model().bytes() < Memory.available() / 8;
    }

    /**
     * Waits until everything is said.
     *
     * @param halted asked now and then; once true, what is being said is broken off
     */
    public void await(BooleanSupplier halted) {
        Future<?> all = thread.submit(() -> {});
        while (!all.isDone()) {
            try {
                all.get(GLANCE, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (halted.getAsBoolean()) {
                    wish++;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** What is being said is broken off; however long that takes, the models are given back only then. */
    @Override
    public void close() {
        wish++;
        thread.execute(this::giveBack);
        thread.shutdown();
        try {
            thread.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void giveBack() {
        for (Speaker speaker : kept) {
            if (speaker != null) {
                speaker.close();
            }
        }
    }
}
