package understudy.repl.rehearsal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import understudy.checkpoints.Checkpoint;
import understudy.checkpoints.CheckpointStore;
import understudy.corpora.CorpusLibrary;
import understudy.corpora.Tokenizer;
import understudy.models.Engine;
import understudy.models.LanguageModel;
import understudy.repl.Home;
import understudy.repl.Mistake;

/**
 * The models of a session: those in memory, and the way from a word to one. It owns their native memory; leaving the shell closes it, which saves what is unsaved.
 *
 * <p>Called from the shell's thread, one call at a time; what says so may be read from any thread.
 */
public final class Company implements AutoCloseable {
    private final Home home;
    private final Supplier<CompletableFuture<Engine>> engine;
    private final Consumer<Notice> notices;
    private final CheckpointStore store;
    private final CorpusLibrary corpora;
    private final Scribe scribe;
    private volatile Map<String, Player> players = Map.of();

    /**
     * @param engine starts the engine when first asked, on another thread
     * @param notices takes what the person should know, from any thread
     */
    public Company(Home home, Supplier<CompletableFuture<Engine>> engine, Consumer<Notice> notices) {
        this.home = home;
        this.engine = engine;
        this.notices = notices;
        this.store = new CheckpointStore(home.checkpoints());
        this.corpora = new CorpusLibrary(home.corpora());
        this.scribe = new Scribe(store, notices);
    }

    /** The corpora of this home. */
    public CorpusLibrary corpora() {
        return corpora;
    }

    /** The checkpoints of this home. Listing is always right; a run's own are written on another thread, see {@link #settle()}. */
    public CheckpointStore store() {
        return store;
    }

    /** Returns when every checkpoint and event so far is on disk, for a command that reads them. */
    public void settle() {
        scribe.flush();
    }

    /** The engine, waiting until it has started. */
    public Engine engine() {
        try {
            return engine.get().join();
        } catch (CompletionException fault) {
            if (fault.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw fault;
        }
    }

    /** Every model there is, in memory or on disk, by name. */
    public List<String> names() {
        TreeSet<String> names = new TreeSet<>(store.models());
        names.addAll(players.keySet());
        return List.copyOf(names);
    }

    /** Whether a word is the name of a model, in memory or on disk. */
    public boolean has(String name) {
        return players.containsKey(name) || store.models().contains(name);
    }

    /** The models in memory, in the order in which they came. From any thread. */
    public List<Resident> residents() {
        return players.values().stream().map(Company::seen).toList();
    }

    /** A model in memory; empty if it is not. From any thread. */
    public Optional<Resident> resident(String name) {
        return Optional.ofNullable(players.get(name)).map(Company::seen);
    }

    private static Resident seen(Player player) {
        LanguageModel model = player.model();
        return new Resident(
                player.name(),
                model.architecture().arch(),
                model.parameters(),
                model.device().toString(),
                model.bytes(),
                player.optimizerBytes(),
                player.standing(),
                player.unsaved());
    }

    /**
     * The model that a word means, to be read; whoever asks closes it. A model is loaded, and stays, if it is not in memory; of a checkpoint a copy is read.
     *
     * @param reference {@code romeo} as it is now, or {@code romeo@1500}, {@code romeo@best}, {@code romeo@NAME}
     */
    public Speaker speaker(String reference) {
        if (reference.contains("@")) {
            scribe.flush();
            Checkpoint checkpoint = store.resolve(reference);
            Player copy = read(checkpoint);
            return lent(copy, checkpoint.reference(), false, true);
        }
        return lent(player(reference), reference, false, false);
    }

    private static Speaker lent(Player player, String label, boolean training, boolean own) {
        return new Speaker(
                label,
                player.name(),
                player.model(),
                player.part().tokenizer(),
                player.part().source().corpus(),
                player.standing(),
                training,
                own);
    }

    /** The model of that name, loaded if it is not in memory. */
    private Player player(String name) {
        Player known = players.get(name);
        if (known != null && !known.spoiled()) {
            return known;
        }
        if (known != null) {
            drop(known);
        }
        scribe.flush();
        if (!store.models().contains(name)) {
            throw new Mistake(unknown(name));
        }
        Player loaded = read(store.resolve(name));
        add(loaded);
        return loaded;
    }

    /** The line for a name that is no model's. */
    public String unknown(String name) {
        List<String> names = names();
        return "No model \"" + name + "\"; "
                + (names.isEmpty()
                        ? "`new " + (name.matches("\\p{L}[\\p{L}\\p{N}_.-]*") ? name : "romeo")
                                + " --corpus C` builds one."
                        : "there " + (names.size() == 1 ? "is " : "are ") + String.join(", ", names) + ".");
    }

    private Player read(Checkpoint checkpoint) {
        Tokenizer tokenizer = Tokenizer.of(checkpoint.tokenizer());
        Part part = new Part(
                tokenizer, checkpoint.card().source(), checkpoint.card().origin());
        LanguageModel model =
                LanguageModel.load(engine(), Stored.architecture(checkpoint), Stored.tensors(checkpoint.parameters()));
        return new Player(checkpoint.model(), model, part, Stored.standing(checkpoint), Optional.of(checkpoint));
    }

    private void add(Player player) {
        Map<String, Player> more = new LinkedHashMap<>(players);
        more.put(player.name(), player);
        players = more;
    }

    private void drop(Player player) {
        Map<String, Player> fewer = new LinkedHashMap<>(players);
        fewer.remove(player.name());
        players = fewer;
        player.close();
    }

    /** Saves what is unsaved, then frees everything. */
    @Override
    public void close() {
        for (Player player : new ArrayList<>(players.values())) {
            if (player.unsaved()) {
                scribe.save(player.copy());
            }
        }
        scribe.close();
        players.values().forEach(Player::close);
        players = Map.of();
    }
}
