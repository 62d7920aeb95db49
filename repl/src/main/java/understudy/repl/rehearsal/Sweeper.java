package understudy.repl.rehearsal;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import understudy.models.Recipe;
import understudy.repl.Mistake;

/**
 * Trains the cells of a sweep, one after the other. A cell is a model like any other, called {@code SWEEP.NUMBER}: one that was begun goes on from its last checkpoint, bit for bit.
 */
public final class Sweeper {
    private static final Duration GLANCE = Duration.ofMillis(100);

    private final Company company;
    private final String name;
    private final Grid grid;
    private final Recipe base;
    private final BooleanSupplier halted;

    /** @param halted whether the person has asked to stop */
    public Sweeper(Company company, String name, Grid grid, Recipe base, BooleanSupplier halted) {
        this.company = company;
        this.name = name;
        this.grid = grid;
        this.base = base;
        this.halted = halted;
    }

    /**
     * @param progress hears how the training gets on, several times a second
     * @return empty if the person asked to stop; a cell that fails says why
     */
    public Optional<Trial> run(Grid.Cell cell, Consumer<RunSnapshot> progress) {
        String model = cell.model(name);
        try {
            Resident resident = resident(cell, model);
            long left = grid.steps() - resident.standing().step();
            double seconds = 0;
            if (left > 0) {
                RunSnapshot last = train(model, left, progress);
                seconds = last.tempo().seconds();
                if (last.ending().equals(Optional.of(Ending.INTERRUPTED))) {
                    return Optional.empty();
                }
                if (last.ending().map(Ending::trouble).orElse(true)) {
                    return Optional.of(Trial.failed(cell.number(), model, last.message()));
                }
            }
            return Optional.of(trial(cell, company.load(model), seconds));
        } catch (RuntimeException fault) {
            if (!Mistake.speaks(fault)) {
                throw fault;
            }
            return Optional.of(Trial.failed(cell.number(), model, fault.getMessage()));
        } finally {
            if (company.resident(model).isPresent()) {
                company.unload(model);
            }
        }
    }

    private Resident resident(Grid.Cell cell, String model) {
        if (company.has(model)) {
            if (company.store().latest(model).isPresent()) {
                return company.load(model);
            }
            company.delete(model); // killed while its first checkpoint was written
        }
        int vocabulary = company.corpora().card(grid.corpus()).vocabulary();
        return company.create(model, grid.corpus(), base, grid.recipe(cell, base, vocabulary), cell.seed());
    }

    private RunSnapshot train(String model, long steps, Consumer<RunSnapshot> progress) {
        Plan.Limits limits = new Plan.Limits(
                OptionalLong.of(steps), Optional.empty(), OptionalDouble.empty(), OptionalDouble.empty());
        // What it says at each evaluation would be in the table's way.
        Run run = company.director()
                .train(model, new Plan(limits, OptionalLong.of(grid.steps()), Map.of()), true, this::hear);
        while (!run.await(GLANCE)) {
            if (halted.getAsBoolean()) {
                run.stop(Ending.INTERRUPTED);
            }
            progress.accept(run.snapshot());
        }
        return run.snapshot();
    }

    private void hear(Notice notice) {
        if (notice.tone() == Notice.Tone.TROUBLE) {
            company.tell(notice);
        }
    }

    private static Trial trial(Grid.Cell cell, Resident resident, double seconds) {
        Standing standing = resident.standing();
        return new Trial(
                cell.number(),
                resident.name(),
                resident.parameters(),
                loss(standing.best()),
                standing.best().map(Standing.Evaluated::step).orElse(0L),
                loss(standing.validation()),
                standing.train(),
                seconds,
                "");
    }

    private static OptionalDouble loss(Optional<Standing.Evaluated> one) {
        return one.map(e -> OptionalDouble.of(e.loss())).orElse(OptionalDouble.empty());
    }
}
