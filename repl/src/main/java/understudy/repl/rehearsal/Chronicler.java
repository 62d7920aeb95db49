package understudy.repl.rehearsal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import understudy.checkpoints.Checkpoint;
import understudy.checkpoints.CheckpointCard;
import understudy.checkpoints.CheckpointStore;
import understudy.checkpoints.Journal;
import understudy.checkpoints.JournalEvent;
import understudy.models.Knob;

/** Reads a journal, and what is added to it later, into a {@link Chronicle}. Used by one thread. */
public final class Chronicler {
    private static final int MOST_POINTS = 4096;
    private static final int MOST_MARKS = 512;
    private static final int SAMPLES = 2;

    private final Journal journal;
    private final List<Chronicle.Measured> evaluations = new ArrayList<>();
    private final List<Chronicle.Mark> marks = new ArrayList<>();
    private final List<Chronicle.Mark> milestones = new ArrayList<>();
    private final List<Chronicle.Sample> samples = new ArrayList<>();
    private Optional<Chronicle.Measured> best = Optional.empty();
    private Chronicle told = Chronicle.EMPTY;
    private long read;
    private long events;
    private long every = 1;
    private long skipped;

    public Chronicler(Journal journal) {
        this.journal = journal;
    }

    /** The validation loss that a model had at a step, by what its journal tells: of the last evaluation that is not later. */
    public static OptionalDouble validation(Journal journal, long step) {
        return new Chronicler(journal)
                .tell().evaluations().stream()
                        .filter(one -> one.step() <= step && Double.isFinite(one.validation()))
                        .mapToDouble(Chronicle.Measured::validation)
                        .reduce((before, last) -> last);
    }

    /** What is known of a model's life: from its journal, or, where that tells of no evaluation, from its checkpoints. */
    public static Chronicle of(CheckpointStore store, String model) {
        Chronicler chronicler = new Chronicler(store.journal(model));
        if (chronicler.tell().evaluations().isEmpty()) {
            for (Checkpoint one : store.list(model).checkpoints()) {
                CheckpointCard.Losses losses = one.card().losses();
                if (losses.validation().isPresent()) {
                    chronicler.evaluated(new Chronicle.Measured(
                            one.step(),
                            losses.train().orElse(Double.NaN),
                            losses.validation().getAsDouble()));
                }
            }
            chronicler.retell();
        }
        return chronicler.told;
    }

    private void retell() {
        told = new Chronicle(evaluations, best, marks, samples, milestones, events);
    }

    /** Everything up to now; the same object as before if nothing was added. */
    public Chronicle tell() {
        long before = read;
        read = journal.follow(read, this::hear);
        if (read != before) {
            retell();
        }
        return told;
    }

    private void hear(JournalEvent event) {
        events++;
        Map<String, Object> facts = event.facts();
        switch (event.kind()) {
            case Events.EVALUATED ->
                evaluated(new Chronicle.Measured(event.step(), number(facts, "train"), number(facts, "validation")));
            case Events.SET ->
                mark(marks, event.step(), facts.get("knob") + " " + shown(facts.get("knob"), facts.get("to")));
            case Events.TRAIN -> {
                if (event.step() > 0 && facts.get("changes") instanceof Map<?, ?> changes) {
                    changes.forEach((knob, value) -> mark(marks, event.step(), knob + " " + shown(knob, value)));
                }
            }
            case Events.SAMPLED -> keep(samples, new Chronicle.Sample(event.step(), text(facts, "text")), SAMPLES);
            case Events.REWOUND, Events.LOST -> backTo(event.step());
            case Events.MILESTONE ->
                mark(milestones, event.step(), Reached.of(event).words());
            default -> {
                // Not to be seen in a curve.
            }
        }
    }

    private void evaluated(Chronicle.Measured measured) {
        if (best.isEmpty() || measured.validation() < best.get().validation()) {
            best = Double.isFinite(measured.validation()) ? Optional.of(measured) : best;
        }
        if (!evaluations.isEmpty() && evaluations.get(evaluations.size() - 1).step() >= measured.step()) {
            evaluations.removeIf(earlier -> earlier.step() >= measured.step());
        }
        if (++skipped < every) {
            return;
        }
        skipped = 0;
        evaluations.add(measured);
        if (evaluations.size() > MOST_POINTS) {
            every *= 2;
            for (int i = 0; 2 * i < evaluations.size(); i++) {
                evaluations.set(i, evaluations.get(2 * i));
            }
            evaluations
                    .subList((evaluations.size() + 1) / 2, evaluations.size())
                    .clear();
        }
    }

    private void backTo(long step) {
        evaluations.removeIf(later -> later.step() > step);
        marks.removeIf(later -> later.step() > step);
        milestones.removeIf(later -> later.step() > step);
        samples.removeIf(later -> later.step() > step);
        if (best.isPresent() && best.get().step() > step) {
            best = evaluations.stream()
                    .filter(one -> Double.isFinite(one.validation()))
                    .min(Comparator.comparingDouble(Chronicle.Measured::validation));
        }
    }

    /** What is set before the first step is how a model begins, not a change. */
    private static void mark(List<Chronicle.Mark> into, long step, String words) {
        if (step == 0) {
            return;
        }
        keep(into, new Chronicle.Mark(step, words), MOST_MARKS);
    }

    private static <T> void keep(List<T> list, T one, int most) {
        list.add(one);
        if (list.size() > most) {
            list.remove(0);
        }
    }

    private static String shown(Object knob, Object value) {
        try {
            return Knob.of(String.valueOf(knob))
                    .map(known -> Change.shown(known, String.valueOf(value)))
                    .orElse(String.valueOf(value));
        } catch (NumberFormatException notANumber) {
            return String.valueOf(value);
        }
    }

    private static double number(Map<String, Object> facts, String name) {
        return facts.get(name) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    private static String text(Map<String, Object> facts, String name) {
        return facts.get(name) instanceof String text ? text : "";
    }
}
