package understudy.repl.rehearsal;

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
import understudy.checkpoints.JournalEvent;
import understudy.corpora.Corpus;
import understudy.corpora.CorpusLibrary;
import understudy.models.Engine;
import understudy.models.LanguageModel;
import understudy.models.Recipe;
import understudy.repl.Home;
import understudy.repl.Mistake;

/**
 * The models of a session: those in memory, and the way from a word to one. It owns their native memory, not the
 * engine; leaving the shell closes it, which saves what is unsaved.
 *
 * <p>Called from the shell's thread, one call at a time; what says so may be read from any thread.
 */
public final class Company implements AutoCloseable {
    /** Stands between a model's name and the number of its branch. */
    private static final String BRANCH = "~";

    private final Supplier<CompletableFuture<Engine>> engine;
    private final Consumer<Notice> notices;
    private final CheckpointStore store;
    private final CorpusLibrary corpora;
    private final Scribe scribe;
    private final Casting casting;
    private final Director director = new Director(this);
    private volatile Map<String, Player> players = Map.of();
    private Optional<Engine> started = Optional.empty();

    /**
     * @param engine starts the engine when first asked, on another thread
     * @param software name and version of this program, for what it writes
     * @param notices takes what the person should know, from any thread
     */
    public Company(Home home, Supplier<CompletableFuture<Engine>> engine, String software, Consumer<Notice> notices) {
        this.engine = engine;
        this.notices = notices;
        this.store = new CheckpointStore(home.checkpoints());
        this.corpora = new CorpusLibrary(home.corpora());
        this.scribe = new Scribe(store, notices);
        this.casting = new Casting(store, this::engine, software, notices);
        store.recover();
    }

    /** The corpora of this home. */
    public CorpusLibrary corpora() {
        return corpora;
    }

    /** The checkpoints of this home. Listing is always right; a run's own are written on another thread, see {@link #settle()}. */
    public CheckpointStore store() {
        return store;
    }

    /** Who trains them. */
    public Director director() {
        return director;
    }

    /** Returns when every checkpoint and event so far is on disk, for a command that reads them. */
    public void settle() {
        scribe.flush();
    }

    /** The engine, waiting until it has started. */
    public synchronized Engine engine() {
        if (started.isEmpty()) {
            try {
                started = Optional.of(engine.get().join());
            } catch (CompletionException fault) {
                if (fault.getCause() instanceof RuntimeException known) {
                    throw known;
                }
                throw fault;
            }
        }
        return started.get();
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

    /** The models that learn from a corpus, in memory or on disk, by name. */
    public List<String> learners(String corpus) {
        return names().stream()
                .filter(name -> Optional.ofNullable(players.get(name))
                        .map(player -> player.part().source())
                        .or(() -> store.latest(name).map(latest -> latest.card().source()))
                        .filter(source -> source.corpus().equals(corpus))
                        .isPresent())
                .toList();
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
    public synchronized Speaker speaker(String reference) {
        if (!reference.contains("@")) {
            return player(reference).lend();
        }
        scribe.flush();
        Checkpoint checkpoint = store.resolve(reference);
        Player known = players.get(checkpoint.model());
        if (known != null
                && known.step() == checkpoint.step()
                && !known.unsaved()
                && !known.taken()
                && !known.spoiled()) {
            return known.speaker(checkpoint.reference(), known.model(), false, false);
        }
        Player copy = casting.read(checkpoint);
        return copy.speaker(checkpoint.reference(), copy.model(), false, true);
    }

    /** The model of that name, loaded if it is not in memory. */
    synchronized Player player(String name) {
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
        Player loaded = casting.latest(name);
        add(loaded);
        Lost.since(store.journal(name), loaded.standing()).ifPresent(lost -> {
            scribe.note(name, lost.event());
            tell(Notice.of(lost.line(name)));
        });
        return loaded;
    }

    /** Reads a checkpoint that is to become the model in memory, see {@link #replace}; what is unsaved of the one there is saved first. */
    synchronized Player read(String reference) {
        String name = reference.substring(0, reference.indexOf('@'));
        Player known = players.get(name);
        if (known != null) {
            requireFree(known);
            if (known.unsaved()) {
                scribe.saveNow(known.copy());
            }
        }
        scribe.flush();
        return casting.read(store.resolve(reference));
    }

    /** Puts a model that was read in the place of the one in memory. */
    synchronized Player replace(Player loaded) {
        Player known = players.get(loaded.name());
        if (known != null) {
            drop(known);
        }
        add(loaded);
        return loaded;
    }

    /**
     * Makes a model, or one of its checkpoints, the one in memory.
     *
     * @return the model as it is in memory now
     */
    public synchronized Resident load(String reference) {
        return seen(reference.contains("@") ? replace(read(reference)) : player(reference));
    }

    /**
     * Frees a model's memory; what is unsaved is saved first.
     *
     * @return what was in memory; empty if it was not
     */
    public synchronized Optional<Resident> unload(String name) {
        if (!has(name)) {
            throw new Mistake(unknown(name));
        }
        Player player = players.get(name);
        if (player == null) {
            return Optional.empty();
        }
        requireFree(player);
        if (player.unsaved()) {
            scribe.saveNow(player.copy());
        }
        Resident gone = seen(player);
        drop(player);
        return Optional.of(gone);
    }

    /**
     * Builds a model for a corpus, keeps it in memory, and saves it as step 0.
     *
     * @param base the recipe that was named
     * @param recipe that one with knobs turned
     * @param seed decides first weights, order of texts and dropout
     */
    public synchronized Resident create(String name, String corpus, Recipe base, Recipe recipe, long seed) {
        if (has(name)) {
            if (!players.containsKey(name) && store.latest(name).isEmpty()) {
                throw new Mistake("A model " + name + " was begun here and has no checkpoint that can be read; `delete "
                        + name + "` removes what is left of it.");
            }
            throw new Mistake("A model " + name + " exists already; choose another name, or `delete " + name + "`.");
        }
        store.list(name); // says so if that cannot be a name
        Player player;
        try (Corpus text = corpora.whole(corpus)) {
            requireChoice(text);
            player = casting.build(name, text, recipe, seed);
        }
        add(player);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("corpus", corpus);
        facts.put("recipe", base.name());
        facts.put("seed", seed);
        facts.put("changes", Change.between(base, recipe));
        player.stands(player.standing());
        try {
            scribe.saveNow(player.copy(), Optional.of(new JournalEvent(0, Events.NEW, facts)));
        } catch (RuntimeException fault) {
            drop(player);
            store.delete(name);
            throw fault;
        }
        return seen(player);
    }

    /** Where one symbol is all there is, the next one is never in doubt. */
    private static void requireChoice(Corpus text) {
        if (text.tokenizer().vocabulary() == 1) {
            throw new Mistake("The corpus " + text.card().name() + " has one distinct symbol, "
                    + "\"" + text.tokenizer().piece(0).replace("\n", "\\n").replaceAll("\\p{Cntrl}", "?") + "\""
                    + ": nothing can be learned from it. `corpus add NAME PATH` reads another text.");
        }
    }

    /** Forgets a model and deletes its checkpoints and journal; of what there was, {@link #store()} tells before. */
    public synchronized void delete(String name) {
        if (!has(name)) {
            throw new Mistake(unknown(name));
        }
        Player player = players.get(name);
        if (player != null) {
            requireFree(player);
            drop(player);
        }
        director.forget(name);
        scribe.flush();
        store.delete(name);
    }

    /** Gives a model and its branches another name, in memory and on disk; nothing is renamed if one of the names is taken. */
    public synchronized void rename(String name, String other) {
        if (!has(name)) {
            throw new Mistake(unknown(name));
        }
        Map<String, String> names = new LinkedHashMap<>(Map.of(name, other));
        names().stream()
                .filter(each -> each.startsWith(name + BRANCH))
                .forEach(each -> names.put(each, other + each.substring(name.length())));
        names.values().stream().filter(this::has).findFirst().ifPresent(taken -> {
            throw new Mistake("A model " + taken + " exists already; choose another name.");
        });
        names.keySet().stream().filter(players::containsKey).map(players::get).forEach(this::requireFree);
        names.forEach(this::move);
    }

    private void move(String name, String other) {
        Player player = players.get(name);
        scribe.flush();
        if (store.models().contains(name)) {
            store.rename(name, other);
        }
        director.forget(name);
        if (player != null) {
            player.rename(other, store.list(other).at(player.step()));
            Map<String, Player> same = new LinkedHashMap<>();
            players.values().forEach(each -> same.put(each.name(), each));
            players = same;
        }
    }

    /**
     * Writes a checkpoint of the model as it is now, or takes the one meant, and gives it a name if one is wanted.
     *
     * @param reference a model, or one of its checkpoints
     */
    public synchronized Checkpoint save(String reference, Optional<String> name) {
        Checkpoint saved;
        if (reference.contains("@")) {
            scribe.flush();
            saved = store.resolve(reference);
        } else {
            Player player = player(reference);
            saved = scribe.saveNow(player.touch(player::copy));
        }
        name.ifPresent(given -> {
            store.name(saved.model(), saved.step(), given);
            scribe.note(saved.model(), new JournalEvent(saved.step(), Events.NAMED, Map.of("name", given)));
        });
        return store.list(saved.model()).at(saved.step()).orElse(saved);
    }

    /** Moves checkpoints that are later than a model's step out of its way: before anything changes in a model that was rewound, so that no save can mix the two. */
    void branch(Player player) {
        scribe.flush();
        store.branch(player.name(), player.step()).ifPresent(branch -> {
            scribe.note(player.name(), new JournalEvent(player.step(), Events.REWOUND, Map.of("branch", branch)));
            tell(Notice.of("The later checkpoints of " + player.name() + " are now called " + branch + "."));
        });
    }

    private void requireFree(Player player) {
        if (player.taken()) {
            throw new Mistake(player.name() + " is being trained; `stop` ends that first.");
        }
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

    Scribe scribe() {
        return scribe;
    }

    Consumer<Notice> notices() {
        return notices;
    }

    void tell(Notice notice) {
        notices.accept(notice);
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

    /**
     * Ends the run and saves what is unsaved.
     *
     * @return what could not be saved, each in words: {@code steps 11 to 20 of romeo}
     */
    public synchronized List<String> saveAll() {
        director.end(Ending.INTERRUPTED);
        scribe.flush();
        return players.values().stream()
                .filter(Player::unsaved)
                .filter(player -> !saved(player))
                .map(Player::unsavedWords)
                .toList();
    }

    /**
     * Ends the run, saves what is unsaved, then frees everything.
     *
     * @throws Mistake naming what could not be saved, when all is freed
     */
    @Override
    public synchronized void close() {
        List<String> lost = saveAll();
        scribe.close();
        players.values().forEach(Player::close);
        players = Map.of();
        if (!lost.isEmpty()) {
            throw new Mistake("Lost, for they could not be saved: " + String.join(", ", lost) + ".");
        }
    }

    private boolean saved(Player player) {
        try {
            scribe.saveNow(player.copy());
            return true;
        } catch (RuntimeException fault) {
            tell(Notice.trouble(Mishap.line("Saving " + player.name(), fault)));
            return false;
        }
    }
}
