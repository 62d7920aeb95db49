package understudy.repl;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import understudy.models.Engine;
import understudy.repl.rehearsal.Company;
import understudy.repl.rehearsal.Notice;
import understudy.repl.terminal.Console;
import understudy.repl.terminal.PaneSnapshot;
import understudy.repl.terminal.Text;

/**
 * What the commands of one process share. Commands run on the shell's thread; everything here may be read from any.
 *
 * <p>The session owns nothing native: whoever holds models or runs hands in what must happen on leaving with {@link #atLeave(Runnable)}.
 */
public final class Session {
    private final Launch launch;
    private final Home home;
    private final Console console;
    private final boolean interactive;
    private final Supplier<CompletableFuture<Engine>> engineStart;
    private final Halt halt = new Halt();
    private final Deque<Runnable> leaving = new ArrayDeque<>();
    private volatile Optional<String> current = Optional.empty();
    private volatile Supplier<String> prompt;
    private volatile Supplier<PaneSnapshot> pane = () -> PaneSnapshot.EMPTY;
    private volatile Predicate<String> asker = question -> false;
    private volatile Ear ear = Ear.DEAF;
    private volatile Optional<UnaryOperator<String>> editor = Optional.empty();
    private volatile boolean over;
    private CompletableFuture<Engine> engine;
    private Company company;

    /**
     * @param interactive whether a person types at the prompt, so that training goes on in the background
     * @param engineStart starts loading the engine's natives on another thread
     */
    public Session(
            Launch launch,
            Home home,
            Console console,
            boolean interactive,
            Supplier<CompletableFuture<Engine>> engineStart) {
        this.launch = Objects.requireNonNull(launch, "launch");
        this.home = Objects.requireNonNull(home, "home");
        this.console = Objects.requireNonNull(console, "console");
        this.interactive = interactive;
        this.engineStart = Objects.requireNonNull(engineStart, "engineStart");
        this.prompt = () -> current.orElse("understudy");
    }

    public Launch launch() {
        return launch;
    }

    public Home home() {
        return home;
    }

    public Console console() {
        return console;
    }

    public Halt halt() {
        return halt;
    }

    public boolean interactive() {
        return interactive;
    }

    /** The model meant where a command names none. */
    public Optional<String> current() {
        return current;
    }

    /** Makes a model the current one. */
    public void use(String model) {
        current = Optional.of(model);
    }

    /** Forgets the current model: it was unloaded or deleted. */
    public void useNone() {
        current = Optional.empty();
    }

    /** The engine's natives, being loaded in the background; the first call starts that. Join it before touching a model. */
    public synchronized CompletableFuture<Engine> engine() {
        if (engine == null) {
            engine = engineStart.get();
        }
        return engine;
    }

    /** The models of this session; made when first asked for, and closed on leaving, which saves what is unsaved. */
    public synchronized Company company() {
        if (company == null) {
            company = new Company(home, this::engine, "understudy " + Version.NUMBER, this::notice);
            atLeave(company::close);
            Stagebill bill = new Stagebill(this, company);
            pane(bill::pane);
            prompt(bill::prompt);
        }
        return company;
    }

    private void notice(Notice notice) {
        switch (notice.tone()) {
            case PLAIN -> console.log(notice.line());
            case QUIET -> console.log(Text.empty().quiet(notice.line()));
            case TROUBLE -> console.log(Text.empty().trouble(notice.line()));
        }
    }

    /** What the prompt says before {@code "> "}: {@code romeo@1,220}. */
    public String prompt() {
        return prompt.get();
    }

    /** Replaces what the prompt says. Called at each prompt; must be quick. */
    public void prompt(Supplier<String> label) {
        prompt = label;
    }

    /** The second line of the welcome: what was made here last, or what to type first. */
    public Text greeting() {
        return Welcome.back(home, Instant.now());
    }

    /** What the pane shows now. */
    public PaneSnapshot pane() {
        return pane.get();
    }

    /** Replaces where the pane's snapshot comes from. Called five times a second from another thread; must be quick, and equal snapshots cost no drawing. */
    public void pane(Supplier<PaneSnapshot> source) {
        pane = source;
    }

    /** Adds something to do once when the shell is left: by quit, at the end of a script, or when the terminal goes away. Last added runs first. */
    public void atLeave(Runnable action) {
        synchronized (leaving) {
            leaving.push(action);
        }
    }

    /**
     * Whether the person agrees to something that cannot be undone. Only at a prompt is anybody asked, and where that cannot be, the answer is no; a script means what it
     * says.
     */
    public boolean agrees(String question) {
        return !interactive || asker.test(question);
    }

    /** Hears what the person says to a command that talks with them. */
    public Ear ear() {
        return ear;
    }

    /** Says where the person is heard. */
    public void ear(Ear way) {
        ear = way;
    }

    /** Lets the person change a text in an editor of their own; empty where nobody sits at a terminal. */
    public Optional<UnaryOperator<String>> editor() {
        return editor;
    }

    /** Says how a text is edited; called on the shell's thread. */
    public void editor(UnaryOperator<String> way) {
        editor = Optional.of(way);
    }

    /** Says how a question is put at the prompt; true is yes. Called on the shell's thread. */
    void asker(Predicate<String> way) {
        asker = way;
    }

    /** Asks the shell to end after this command. */
    public void end() {
        over = true;
    }

    public boolean over() {
        return over;
    }

    /**
     * Runs what was handed to {@link #atLeave(Runnable)}, each once; a second caller waits for the first.
     *
     * @return whether all of it could be done
     */
    boolean leave() {
        boolean well = true;
        synchronized (leaving) {
            while (!leaving.isEmpty()) {
                Runnable action = leaving.pop();
                try {
                    action.run();
                } catch (RuntimeException | Error e) { // the rest is to be saved all the same
                    well = false;
                    Log.trouble("while leaving", e);
                    console.trouble(e.getMessage() == null ? e.toString() : e.getMessage());
                }
            }
        }
        return well;
    }
}
