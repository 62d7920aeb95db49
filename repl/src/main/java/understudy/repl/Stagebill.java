package understudy.repl;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import understudy.models.Memory;
import understudy.repl.rehearsal.Company;
import understudy.repl.rehearsal.Report;
import understudy.repl.rehearsal.Resident;
import understudy.repl.rehearsal.Run;
import understudy.repl.rehearsal.RunSnapshot;
import understudy.repl.rehearsal.Standing;
import understudy.repl.terminal.PaneSnapshot;

/** What pane and prompt say of the company: read from its latest snapshots, never waiting for anyone. */
final class Stagebill {
    private static final long MEMORY_EVERY = TimeUnit.SECONDS.toNanos(2);
    /** Free memory is told in such portions, so that the pane need not be drawn for every page. */
    private static final long PORTION = 100_000_000;

    private final Session session;
    private final Company company;
    private volatile long memoryFree = -1;
    private volatile long memoryRead = System.nanoTime() - MEMORY_EVERY;

    Stagebill(Session session, Company company) {
        this.session = session;
        this.company = company;
    }

    /** {@code romeo@1,220}, or the program's name while no model is current. */
    String prompt() {
        return session.current()
                .map(name -> company.resident(name)
                        .map(r -> name + "@" + Figures.count(r.standing().step()))
                        .orElse(name))
                .orElse("understudy");
    }

    PaneSnapshot pane() {
        List<Resident> residents = company.residents();
        Optional<Run> run = company.director().run().filter(this::stillTrue);
        if (residents.isEmpty() && run.isEmpty()) {
            return PaneSnapshot.EMPTY;
        }
        Optional<String> current = session.current();
        String precision = run.map(r -> " · " + r.snapshot().precision()).orElse("");
        return new PaneSnapshot(
                residents.stream()
                        .map(r -> new PaneSnapshot.Resident(
                                r.name(), r.bytes(), r.optimizerBytes(), current.equals(Optional.of(r.name()))))
                        .toList(),
                run.map(r -> shown(r.snapshot())),
                residents.isEmpty() ? "" : residents.get(0).device() + precision,
                memoryFree());
    }

    /** A run that is over tells of its model only as long as that stands where it ended. */
    private boolean stillTrue(Run run) {
        RunSnapshot last = run.snapshot();
        return last.active()
                || company.resident(last.model())
                        .map(here -> here.standing().step() == last.step())
                        .orElse(true);
    }

    private static PaneSnapshot.Run shown(RunSnapshot run) {
        Standing standing = run.standing();
        return new PaneSnapshot.Run(
                run.model(),
                run.corpus(),
                state(run.state()),
                run.step(),
                Math.max(run.step(), run.steps().to()),
                new PaneSnapshot.Losses(
                        standing.train(),
                        loss(standing.validation()),
                        loss(standing.best()),
                        standing.best().map(Standing.Evaluated::step).orElse(0L),
                        run.floor(),
                        standing.beside()
                                .filter(text -> text.last().isPresent())
                                .map(Report::beside)
                                .orElse("")),
                new PaneSnapshot.Pace(
                        run.tempo().rate().orElse(0),
                        run.tempo().gradientNorm(),
                        run.tempo().tokensPerSecond(),
                        run.tempo().secondsLeft(),
                        run.steps().untilEvaluation()),
                run.history());
    }

    private static PaneSnapshot.State state(RunSnapshot.State state) {
        return switch (state) {
            case REHEARSING -> PaneSnapshot.State.REHEARSING;
            case EVALUATING -> PaneSnapshot.State.EVALUATING;
            case SAVING -> PaneSnapshot.State.SAVING;
            case PAUSED -> PaneSnapshot.State.PAUSED;
            case STOPPING -> PaneSnapshot.State.STOPPING;
            case DONE -> PaneSnapshot.State.DONE;
            case STOPPED -> PaneSnapshot.State.STOPPED;
            case FAILED -> PaneSnapshot.State.FAILED;
        };
    }

    private static OptionalDouble loss(Optional<Standing.Evaluated> measured) {
        return measured.isPresent() ? OptionalDouble.of(measured.get().loss()) : OptionalDouble.empty();
    }

    private OptionalLong memoryFree() {
        long now = System.nanoTime();
        if (now - memoryRead >= MEMORY_EVERY) {
            memoryRead = now;
            long free = Memory.available();
            memoryFree = free == Long.MAX_VALUE ? -1 : free / PORTION * PORTION;
        }
        return memoryFree < 0 ? OptionalLong.empty() : OptionalLong.of(memoryFree);
    }
}
