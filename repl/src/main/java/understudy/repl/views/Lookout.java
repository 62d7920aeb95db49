package understudy.repl.views;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import understudy.checkpoints.Checkpoint;
import understudy.checkpoints.CheckpointCard;
import understudy.models.Knob;
import understudy.models.Memory;
import understudy.repl.rehearsal.Chronicle;
import understudy.repl.rehearsal.Chronicler;
import understudy.repl.rehearsal.Company;
import understudy.repl.rehearsal.Run;
import understudy.repl.rehearsal.RunSnapshot;
import understudy.repl.rehearsal.Standing;

/** Looks at a model's run, as it goes on or as its journal tells of it, for the dashboard. Used by one thread. */
public final class Lookout implements Supplier<Dashboard> {
    private static final long MEMORY_EVERY = TimeUnit.SECONDS.toNanos(2);

    private final Company company;
    private final String model;
    private final Chronicler chronicler;
    private final Optional<CheckpointCard> card;
    private OptionalLong memory = OptionalLong.empty();
    private long memoryRead = System.nanoTime() - MEMORY_EVERY;

    public Lookout(Company company, String model) {
        this.company = company;
        this.model = model;
        this.chronicler = new Chronicler(company.store().journal(model));
        this.card = company.store().latest(model).map(Checkpoint::card);
    }

    @Override
    public Dashboard get() {
        Optional<RunSnapshot> run = company.director()
                .run()
                .map(Run::snapshot)
                .filter(s -> s.model().equals(model));
        Optional<Standing> standing = company.resident(model).map(r -> r.standing());
        if (standing.isEmpty()) {
            standing = run.map(RunSnapshot::standing);
        }
        Map<String, String> knobs = knobs(standing);
        Chronicle chronicle = chronicler.tell();
        long step = standing.map(Standing::step)
                .orElse(card.map(c -> c.progress().step()).orElse(0L));
        Optional<RunSnapshot> here = run.filter(s -> s.active() || s.step() == step);
        return new Dashboard(
                model,
                network(knobs),
                here.map(RunSnapshot::corpus)
                        .orElse(card.map(c -> c.source().corpus()).orElse("")),
                here.map(s -> s.state().name().toLowerCase(Locale.ROOT)).orElse("no run"),
                here.map(RunSnapshot::message).orElse(""),
                new Dashboard.Progress(
                        step,
                        here.map(s -> s.steps().to()).orElse(step),
                        here.map(s -> s.steps().untilEvaluation()).orElse(OptionalLong.empty())),
                losses(standing, chronicle, here),
                pace(here),
                knobs,
                chronicle,
                here.map(Lookout::recent).orElse(Dashboard.Recent.NONE),
                memory());
    }

    private Dashboard.Losses losses(Optional<Standing> standing, Chronicle chronicle, Optional<RunSnapshot> run) {
        List<Chronicle.Measured> all = chronicle.evaluations();
        OptionalDouble validation = standing.isPresent()
                ? optional(standing.get().validation().map(Standing.Evaluated::loss))
                : all.isEmpty()
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(all.get(all.size() - 1).validation());
        OptionalDouble train = standing.isPresent()
                ? standing.get().train()
                : card.map(c -> c.losses().train()).orElse(OptionalDouble.empty());
        Optional<Chronicle.Measured> best = standing.flatMap(Standing::best)
                .map(b -> new Chronicle.Measured(b.step(), Double.NaN, b.loss()))
                .or(chronicle::best);
        return new Dashboard.Losses(train, validation, best, floor(run));
    }

    private OptionalDouble floor(Optional<RunSnapshot> run) {
        if (run.isPresent()) {
            return run.get().floor();
        }
        return card.map(c -> company.floor(c.source())).orElse(OptionalDouble.empty());
    }

    private static Dashboard.Pace pace(Optional<RunSnapshot> run) {
        if (run.isEmpty()) {
            return new Dashboard.Pace(
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    0,
                    0,
                    OptionalDouble.empty(),
                    OptionalDouble.empty());
        }
        RunSnapshot.Tempo tempo = run.get().tempo();
        return new Dashboard.Pace(
                tempo.rate(),
                tempo.gradientNorm(),
                tempo.clipping().clipped(),
                tempo.clipping().of(),
                tempo.tokensPerSecond(),
                tempo.secondsLeft());
    }

    /** A curve's points stand for a power of two of steps each. */
    private static Dashboard.Recent recent(RunSnapshot run) {
        double[] losses = run.history();
        long each = losses.length == 0
                ? 1
                : Math.max(1, Long.highestOneBit((run.step() - run.steps().from()) / losses.length));
        return new Dashboard.Recent(run.steps().from(), each, losses);
    }

    private Map<String, String> knobs(Optional<Standing> standing) {
        Map<String, String> knobs = new HashMap<>();
        if (standing.isPresent()) {
            for (Knob knob : Knob.values()) {
                knobs.put(knob.word(), standing.get().recipe().text(knob));
            }
        } else {
            card.ifPresent(c -> c.recipe().forEach((knob, value) -> knobs.put(knob, String.valueOf(value))));
        }
        return knobs;
    }

    /** {@code gpt 4x4x128}: layers, heads, width, as far as the network has them. */
    private static String network(Map<String, String> knobs) {
        List<String> sizes = new ArrayList<>();
        for (String knob : List.of("layers", "heads", "width")) {
            if (knobs.containsKey(knob)) {
                sizes.add(knobs.get(knob));
            }
        }
        return knobs.getOrDefault("arch", "") + (sizes.isEmpty() ? "" : " " + String.join("x", sizes));
    }

    private OptionalLong memory() {
        long now = System.nanoTime();
        if (now - memoryRead >= MEMORY_EVERY) {
            memoryRead = now;
            long free = Memory.available();
            memory = free == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(free);
        }
        return memory;
    }

    private static OptionalDouble optional(Optional<Double> number) {
        return number.map(OptionalDouble::of).orElse(OptionalDouble.empty());
    }
}
