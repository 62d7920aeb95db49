package understudy.repl.commands;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import understudy.models.Recipe;
import understudy.repl.Figures;
import understudy.repl.Mistake;
import understudy.repl.Naming;
import understudy.repl.Session;
import understudy.repl.rehearsal.Grid;
import understudy.repl.rehearsal.RunSnapshot;
import understudy.repl.rehearsal.Sweeper;
import understudy.repl.rehearsal.Trial;
import understudy.repl.rehearsal.Trials;
import understudy.repl.terminal.Text;

@Command(
        name = "sweep",
        description = {
            "train many small models that differ in some knobs, and set them side by side",
            "Each cell is a model NAME.1, NAME.2, … `sweep NAME` goes on with one that was interrupted or killed. Table, CSV and picture lie in the home under sweeps/NAME."
        })
final class Sweep implements ShellCommand {
    /** From so many trainings on somebody is asked. */
    private static final long MANY = 100;

    /** Behind the name stands the number of a cell. */
    private static final int LONGEST = 41;

    private final Session session;

    @Parameters(
            index = "0",
            paramLabel = "NAME",
            description = "what it is to be called, or one that was begun",
            completionCandidates = Sweeps.class)
    private String name;

    @Option(
            names = "--corpus",
            paramLabel = "C",
            description = "the text all of them learn",
            completionCandidates = CorpusNames.class)
    private String corpus;

    @Option(
            names = "--vary",
            paramLabel = "TEXT",
            description = "a knob and its values, such as dropout=0,.1 or size=127k,846k; may be given several times")
    private List<String> vary;

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "how long each is trained",
            converter = Values.Count.class)
    private Integer steps;

    @Option(
            names = "--seeds",
            paramLabel = "K",
            description = "repeat each setting from so many seeds",
            defaultValue = "1",
            converter = Values.Count.class)
    private int seeds;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "the first seed",
            defaultValue = "1337",
            converter = Values.Seed.class)
    private long seed;

    @Option(
            names = "--recipe",
            paramLabel = "NAME",
            description = "network and training to begin with",
            defaultValue = "modern",
            completionCandidates = RecipeNames.class)
    private String recipe;

    @Option(names = "--again", description = "try cells that failed once more")
    private boolean again;

    Sweep(Session session) {
        this.session = session;
    }

    @Override
    public List<String> examples() {
        return List.of("sweep dry --corpus playhouse --vary size=20k --vary dropout=0,.1 --steps 10");
    }

    @Override
    public Reply call() {
        if (!Naming.fits(name) || name.contains(".") || name.length() > LONGEST) {
            throw new Mistake(
                    "sweep: expected " + Naming.EXPECTED + ", at most " + LONGEST + "; found \"" + name + "\".");
        }
        Trials trials = new Trials(session.home().sweeps().resolve(name));
        Grid grid = grid(trials);
        Recipe base = Recipe.named(grid.recipe(), session.home().recipes());
        List<Grid.Cell> cells = grid.cells();
        List<Grid.Cell> open = cells.stream().filter(cell -> open(trials, cell)).toList();
        if (open.size() > MANY
                && !session.agrees("These are " + Figures.count(open.size()) + " trainings of "
                        + Figures.count(grid.steps()) + " steps. Begin?")) {
            session.console().println("Nothing was begun.");
            return Reply.ok()
                    .with("name", name)
                    .with("cells", cells.size())
                    .with("done", trials.done().size());
        }
        if (trials.grid().isEmpty()) {
            trials.begin(grid);
        }
        boolean whole = perform(grid, base, trials, cells, open);
        SweepReport report = new SweepReport(name, grid, trials);
        report.print(session.console());
        List<Path> files = trials.done().isEmpty() ? List.of() : report.write(trials.folder());
        files.forEach(file -> session.console().println(Text.empty().quiet("  " + file)));
        Reply reply = Reply.ok()
                .with("name", name)
                .with("cells", cells.size())
                .with("done", trials.done().size())
                .with(
                        "failed",
                        trials.done().values().stream()
                                .filter(Trial::failed)
                                .map(Trial::model)
                                .toList())
                .with(
                        "results",
                        cells.stream()
                                .filter(c -> trials.done().containsKey(c.number()))
                                .map(c -> fields(c, trials.done().get(c.number())))
                                .toList())
                .with("files", files);
        if (!whole) {
            session.console().println("`sweep " + name + "` goes on.");
            return reply.interrupted();
        }
        return reply;
    }

    private boolean open(Trials trials, Grid.Cell cell) {
        Trial trial = trials.done().get(cell.number());
        return trial == null || (again && trial.failed());
    }

    /** The one that was begun, or the one asked for. */
    private Grid grid(Trials trials) {
        Optional<Grid> begun = trials.grid();
        if (corpus == null && vary == null && steps == null) {
            return begun.orElseThrow(() -> new Mistake("No sweep \"" + name + "\" was begun; `sweep " + name
                    + " --corpus C --vary dropout=0,.1 --steps 200` begins one."));
        }
        if (corpus == null || vary == null || steps == null) {
            throw new Mistake("sweep: expected --corpus, --vary and --steps; found no "
                    + (corpus == null ? "--corpus" : vary == null ? "--vary" : "--steps") + ".");
        }
        Grid asked = new Grid(
                corpus,
                recipe,
                steps,
                seeds,
                seed,
                vary.stream().map(Grid.Axis::of).toList());
        if (begun.isPresent() && !begun.get().equals(asked)) {
            throw new Mistake("A sweep " + name + " was begun with other values; `sweep " + name
                    + "` goes on with it, another name begins another.");
        }
        if (begun.isEmpty()) {
            session.company().corpora().card(corpus); // says so if there is none
            Recipe.named(recipe, session.home().recipes());
            List<String> taken = session.company().names().stream()
                    .filter(one -> one.startsWith(name + "."))
                    .toList();
            if (!taken.isEmpty()) {
                throw new Mistake("A model " + taken.get(0)
                        + " exists already, as one of this sweep's would be called; choose another name.");
            }
        }
        return asked;
    }

    /** @return whether all cells are done */
    private boolean perform(Grid grid, Recipe base, Trials trials, List<Grid.Cell> cells, List<Grid.Cell> open) {
        session.console()
                .println(Text.empty()
                        .strong(name)
                        .plain(": " + Figures.count(cells.size()) + (cells.size() == 1 ? " training" : " trainings")
                                + " of "
                                + Figures.count(grid.steps()) + " steps on " + grid.corpus()
                                + (open.size() < cells.size()
                                        ? "; " + Figures.count(cells.size() - open.size()) + " are done."
                                        : ".")));
        Sweeper sweeper = new Sweeper(
                session.company(), name, grid, base, () -> session.halt().asked());
        long begun = System.nanoTime();
        for (int i = 0; i < open.size(); i++) {
            Grid.Cell cell = open.get(i);
            int before = i;
            Optional<Trial> trial = session.halt().asked()
                    ? Optional.empty()
                    : sweeper.run(
                            cell,
                            run -> session.console()
                                    .progress(progress(cell, run, cells.size(), before, open.size(), begun)));
            session.console().progress("");
            if (trial.isEmpty()) {
                return false;
            }
            trials.add(trial.get());
            session.console().println(row(cell, trial.get(), cells.size()));
        }
        return true;
    }

    private static String progress(Grid.Cell cell, RunSnapshot run, int all, int done, int open, long begun) {
        double share = (run.step() - run.steps().from())
                / (double) Math.max(1, run.steps().to() - run.steps().from());
        double seconds = (System.nanoTime() - begun) / 1e9;
        double part = (done + share) / open;
        String left = part > .01
                ? " · all in " + Figures.time(Duration.ofMillis((long) (1000 * seconds * (1 - part) / part)))
                : "";
        return cell.number() + " of " + all + " · " + cell.words() + " · step " + Figures.count(run.step()) + " / "
                + Figures.count(run.steps().to()) + " · train "
                + Figures.loss(run.standing().train().orElse(Double.NaN)) + left;
    }

    private static Text row(Grid.Cell cell, Trial trial, int all) {
        int width = Integer.toString(all).length();
        Text row = Text.empty()
                .quiet(String.format("%" + (width + 2) + "d  ", cell.number()))
                .plain(cell.words());
        return trial.failed()
                ? row.plain("  ").trouble("failed: " + trial.trouble())
                : row.quiet("  validation ")
                        .plain(Figures.loss(trial.last().orElse(Double.NaN)))
                        .quiet("  best ")
                        .plain(Figures.loss(trial.best().orElse(Double.NaN)))
                        .quiet(" @" + Figures.count(trial.bestStep()) + "  " + Figures.parameters(trial.parameters())
                                + "  " + Figures.time(Duration.ofMillis((long) (1000 * trial.seconds()))));
    }

    private static Map<String, Object> fields(Grid.Cell cell, Trial trial) {
        Map<String, Object> fields = new LinkedHashMap<>(trial.facts());
        fields.put("seed", cell.seed());
        fields.put("values", new LinkedHashMap<>(cell.values()));
        return fields;
    }

    /** The sweeps of this home. */
    static final class Sweeps implements Iterable<String> {
        private final Session session;

        Sweeps(Session session) {
            this.session = session;
        }

        @Override
        public java.util.Iterator<String> iterator() {
            List<String> names = new ArrayList<>();
            String[] found = session.home().sweeps().toFile().list();
            if (found != null) {
                names.addAll(List.of(found));
            }
            names.sort(null);
            return names.iterator();
        }
    }
}
