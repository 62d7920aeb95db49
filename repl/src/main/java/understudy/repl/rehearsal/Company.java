package understudy.repl.rehearsal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import understudy.checkpoints.Checkpoint;
import understudy.checkpoints.CheckpointStore;
import understudy.corpora.CorpusCard;
import understudy.corpora.CorpusLibrary;
import understudy.corpora.Split;
import understudy.models.Engine;
import understudy.models.Knob;
import understudy.models.Recipe;
import understudy.prompts.PromptBook;
import understudy.repl.Home;
import understudy.repl.Mistake;

/**
 * The models of a session, in memory and on disk, and the way from a word to one. It owns their native memory, not the engine; leaving the shell closes it, which saves what is
 * unsaved.
 *
 * <p>Called from the shell's thread, one call at a time; what says so may be read from any thread.
 */
public final class Company implements AutoCloseable {
    /** Stands between a model's name and the number of its branch. */
    private static final String BRANCH = "~";

    private final Ignition ignition;
    private final Consumer<Notice> notices;
    private final CorpusLibrary corpora;
    private final PromptBook prompts;
    private final Roster roster = new Roster();
    private final Archive archive;
    private final Casting casting;
    private final Debut debut;
    private final Director director;

    /**
     * @param engine starts the engine when first asked, on another thread
     * @param software name and version of this program, for what it writes
     * @param notices takes what the person should know, from any thread
     */
    public Company(Home home, Supplier<CompletableFuture<Engine>> engine, String software, Consumer<Notice> notices) {
        CheckpointStore store = new CheckpointStore(home.checkpoints());
        this.ignition = new Ignition(engine);
        this.notices = notices;
        this.corpora = new CorpusLibrary(home.corpora());
        this.prompts = new PromptBook(home.prompts());
        this.archive = new Archive(store, new Scribe(store, notices), notices);
        this.casting = new Casting(store, prompts, this::engine, software, notices);
        this.debut = new Debut(roster, archive, casting, corpora, prompts);
        this.director = new Director(this);
        store.recover();
    }

    /** The corpora of this home. */
    public CorpusLibrary corpora() {
        return corpora;
    }

    /** The prompt templates, built in and of this home. */
    public PromptBook prompts() {
        return prompts;
    }

    /** The checkpoints of this home. Listing is always right; a run's own are written on another thread, see {@link #settle()}. */
    public CheckpointStore store() {
        return archive.store();
    }

    /** Who trains them. */
    public Director director() {
        return director;
    }

    /** Returns when every checkpoint and event so far is on disk, for a command that reads them. */
    public void settle() {
        scribe().flush();
    }

    /** The engine, waiting until it has started. */
    public Engine engine() {
        return ignition.engine();
    }

    /** Every model there is, in memory or on disk, by name. */
    public List<String> names() {
        TreeSet<String> names = new TreeSet<>(store().models());
        roster.players().forEach(player -> names.add(player.name()));
        return List.copyOf(names);
    }

    /** Whether a word is the name of a model, in memory or on disk. */
    public boolean has(String name) {
        return roster.has(name) || archive.has(name);
    }

    /** Which model comes from which. */
    public FamilyTree family() {
        return FamilyTree.of(this);
    }

    /** What the losses of a model tell. */
    public Coach coach(String name) {
        settle();
        Player player = player(name);
        String corpus = player.part().source().corpus();
        String tokenizer = player.part().tokenizer().name();
        Optional<CorpusCard> card =
                Optional.of(corpus).filter(corpora.names()::contains).map(corpora::card);
        return new Coach(
                name,
                new Chronicler(store().journal(name)).tell().evaluations(),
                new Coach.Facts(
                        player.model().parameters(),
                        card.map(known -> known.tokens(Split.TRAIN)).orElse(0L),
                        player.model().architecture().vocabulary(),
                        card.filter(known -> known.tokenizer().equals(tokenizer))
                                .map(CorpusCard::floor)
                                .orElse(OptionalDouble.empty()),
                        player.standing().recipe().number(Knob.RATE)));
    }

    /** The models that learn from a corpus, in memory or on disk, by name. */
    public List<String> learners(String corpus) {
        return names().stream()
                .filter(name -> roster.find(name)
                        .map(player -> player.part().source())
                        .or(() ->
                                store().latest(name).map(latest -> latest.card().source()))
                        .filter(source -> source.corpus().equals(corpus))
                        .isPresent())
                .toList();
    }

    /** The models in memory, in the order in which they came. From any thread. */
    public List<Resident> residents() {
        return roster.players().stream().map(Resident::of).toList();
    }

    /** A model in memory; empty if it is not. From any thread. */
    public Optional<Resident> resident(String name) {
        return roster.find(name).map(Resident::of);
    }

    /**
     * The model that a word means, to be read; whoever asks closes it. A model is loaded, and stays, if it is not in memory; of a checkpoint a copy is read.
     *
     * @param reference {@code romeo} as it is now, or {@code romeo@1500}, {@code romeo@best}, {@code romeo@NAME}
     * @throws Mistake if there is none, or some of its weights are no numbers
     */
    public Speaker speaker(String reference) {
        return specimen(reference).requireSound();
    }

    /** The same for looking at, whatever its weights are worth. */
    public synchronized Speaker specimen(String reference) {
        if (!reference.contains("@")) {
            return player(reference).lend();
        }
        Checkpoint checkpoint = archive.resolve(reference);
        Optional<Player> known = roster.find(checkpoint.model()).filter(player -> player.is(checkpoint));
        if (known.isPresent()) {
            return known.get().speaker(checkpoint.reference(), known.get().model(), false, false);
        }
        Player copy = casting.read(checkpoint);
        return copy.speaker(checkpoint.reference(), copy.model(), false, true);
    }

    /** The model of that name, loaded if it is not in memory. */
    synchronized Player player(String name) {
        Optional<Player> known = roster.find(name);
        if (known.isPresent() && !known.get().spoiled()) {
            return known.get();
        }
        known.ifPresent(roster::drop);
        settle();
        if (!archive.has(name)) {
            throw new Mistake(unknown(name));
        }
        Player loaded = casting.latest(name);
        roster.add(loaded);
        archive.mourn(loaded);
        return loaded;
    }

    /** Reads a checkpoint that is to become the model in memory, see {@link #replace}; what is unsaved of the one there is saved first. */
    synchronized Player read(String reference) {
        roster.find(reference.substring(0, reference.indexOf('@'))).ifPresent(known -> {
            requireFree(known);
            archive.saveIfNeeded(known);
        });
        return casting.read(archive.resolve(reference));
    }

    /** Puts a model that was read in the place of the one in memory. */
    synchronized Player replace(Player loaded) {
        roster.find(loaded.name()).ifPresent(roster::drop);
        roster.add(loaded);
        return loaded;
    }

    /**
     * Makes a model, or one of its checkpoints, the one in memory.
     *
     * @return the model as it is in memory now
     */
    public synchronized Resident load(String reference) {
        Player player = reference.contains("@") ? replace(read(reference)) : player(reference);
        if (player.broken() > 0) {
            tell(Notice.trouble(
                    NotFinite.mistake(reference, player.name(), player.broken()).getMessage()));
        }
        return Resident.of(player);
    }

    /**
     * Frees a model's memory; what is unsaved is saved first.
     *
     * @return what was in memory; empty if it was not
     */
    public synchronized Optional<Resident> unload(String name) {
        requireKnown(name);
        Optional<Player> player = roster.find(name);
        player.ifPresent(this::requireFree);
        player.ifPresent(archive::saveIfNeeded);
        Optional<Resident> gone = player.map(Resident::of);
        player.ifPresent(roster::drop);
        return gone;
    }

    /**
     * Builds a model for a corpus, keeps it in memory, and saves it as step 0.
     *
     * @param base the recipe that was named
     * @param recipe that one with knobs turned
     * @param seed decides first weights, order of texts and dropout
     */
    public synchronized Resident create(String name, String corpus, Recipe base, Recipe recipe, long seed) {
        return Resident.of(debut.create(name, corpus, base, recipe, seed));
    }

    /**
     * Makes a model that begins where another stands, keeps it in memory, and saves it as step 0.
     *
     * @param parent see {@link #stored}
     */
    public synchronized Resident fork(Fork wish, Checkpoint parent) {
        return Resident.of(debut.fork(wish, parent));
    }

    /**
     * Takes in a model that another program wrote, keeps it in memory, and saves it as step 0.
     *
     * @param corpus what it is to learn; empty if it is only to be read, or forked
     */
    public synchronized Resident adopt(String name, Guest guest, Optional<String> corpus, long seed) {
        return Resident.of(debut.adopt(name, guest, corpus, seed));
    }

    /** The checkpoint that holds what a word means: a model in memory is saved for that, also between two steps of its run; one that is not stays on disk. */
    public synchronized Checkpoint stored(String reference) {
        if (!reference.contains("@")) {
            requireKnown(reference);
        }
        return roster.find(reference).filter(player -> !player.spoiled()).isPresent()
                ? save(reference, Optional.empty())
                : archive.resolve(reference);
    }

    /** Forgets a model and deletes its checkpoints and journal; of what there was, {@link #store()} tells before. */
    public synchronized void delete(String name) {
        requireKnown(name);
        roster.find(name).ifPresent(player -> {
            requireFree(player);
            roster.drop(player);
        });
        director.forget(name);
        archive.delete(name);
    }

    /** Gives a model and its branches another name, in memory and on disk; nothing is renamed if one of the names is taken. */
    public synchronized void rename(String name, String other) {
        requireKnown(name);
        Map<String, String> names = new LinkedHashMap<>(Map.of(name, other));
        names().stream()
                .filter(each -> each.startsWith(name + BRANCH))
                .forEach(each -> names.put(each, other + each.substring(name.length())));
        names.values().stream().filter(this::has).findFirst().ifPresent(taken -> {
            throw new Mistake("A model " + taken + " exists already; choose another name.");
        });
        names.keySet().forEach(each -> roster.find(each).ifPresent(this::requireFree));
        names.forEach(this::move);
    }

    private void move(String name, String other) {
        Optional<Player> player = roster.find(name);
        archive.rename(name, other);
        director.forget(name);
        player.ifPresent(moved -> moved.rename(other, store().list(other).at(moved.step())));
        roster.reorder();
    }

    /**
     * Writes a checkpoint of the model as it is now, or takes the one meant, and gives it a name if one is wanted.
     *
     * @param reference a model, or one of its checkpoints
     */
    public synchronized Checkpoint save(String reference, Optional<String> name) {
        Checkpoint saved;
        if (reference.contains("@")) {
            saved = archive.resolve(reference);
        } else {
            Player player = player(reference);
            saved = player.touch(() -> scribe().saveNow(player.copy())); // a large one is read while it is written
        }
        name.ifPresent(given -> archive.name(saved, given));
        return store().list(saved.model()).at(saved.step()).orElse(saved);
    }

    /** Moves checkpoints that are later than a model's step out of its way, see {@link Archive#branch}. */
    void branch(Player player) {
        archive.branch(player);
    }

    private void requireKnown(String name) {
        if (!has(name)) {
            throw new Mistake(unknown(name));
        }
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
        return archive.scribe();
    }

    Consumer<Notice> notices() {
        return notices;
    }

    void tell(Notice notice) {
        notices.accept(notice);
    }

    /**
     * Ends the run and saves what is unsaved.
     *
     * @return what could not be saved, each in words: {@code steps 11 to 20 of romeo}
     */
    public synchronized List<String> saveAll() {
        director.end(Ending.INTERRUPTED);
        settle();
        return roster.players().stream()
                .filter(Player::unsaved)
                .filter(player -> !archive.saved(player))
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
        archive.close();
        roster.close();
        if (!lost.isEmpty()) {
            throw new Mistake("Lost, for they could not be saved: " + String.join(", ", lost) + ".");
        }
    }
}
