package understudy.repl.rehearsal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import understudy.checkpoints.Journal;
import understudy.checkpoints.JournalEvent;
import understudy.models.Knob;
import understudy.models.Recipe;
import understudy.repl.Figures;

/**
 * What a journal knows that the latest checkpoint does not: steps of a run that never ended, because its process was killed, or that ended without a checkpoint, because its numbers or
 * the disk gave way; and knobs turned since. The steps are simply done again; the knobs are back where the checkpoint has them, and the person should know.
 *
 * @param step of the checkpoint that is gone on from
 * @param unfinished whether steps of a run are gone
 * @param changes knobs turned since, such as {@code rate 1e-3 (at 512)}
 */
record Lost(long step, boolean unfinished, List<String> changes) {
    Lost {
        changes = List.copyOf(changes);
    }

    /**
     * Reads the journal of a model that was loaded from its latest checkpoint; empty if nothing is lost. A process may die between writing a checkpoint and noting it: what the
     * checkpoint has is not lost, whatever the journal says.
     */
    static Optional<Lost> since(Journal journal, Standing loaded) {
        long step = loaded.step();
        boolean[] unfinished = {false};
        List<String> changes = new ArrayList<>();
        journal.forEach(event -> {
            switch (event.kind()) {
                case Events.TRAIN -> unfinished[0] = true;
                case Events.ENDED -> unfinished[0] = event.step() > step;
                case Events.SAVED -> changes.clear();
                case Events.REWOUND, Events.LOST -> {
                    unfinished[0] = false;
                    changes.clear();
                }
                case Events.SET -> {
                    if (event.step() > step || !has(loaded.recipe(), event)) {
                        changes.add(event.facts().get("knob") + " "
                                + event.facts().get("to") + " (at " + Figures.count(event.step()) + ")");
                    }
                }
                default -> {
                    // Says nothing about what is in force.
                }
            }
        });
        return unfinished[0] || !changes.isEmpty()
                ? Optional.of(new Lost(step, unfinished[0], changes))
                : Optional.empty();
    }

    private static boolean has(Recipe recipe, JournalEvent set) {
        return Knob.of(String.valueOf(set.facts().get("knob")))
                .map(knob -> recipe.text(knob).equals(set.facts().get("to")))
                .orElse(false);
    }

    JournalEvent event() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("unfinished", unfinished);
        facts.put("changes", changes);
        return new JournalEvent(step, Events.LOST, facts);
    }

    String line(String model) {
        String words = unfinished
                ? "The last run of " + model
                        + " was cut off before it was saved: it goes on from its last checkpoint, step "
                        + Figures.count(step) + "."
                : model + " is as its last checkpoint has it, step " + Figures.count(step) + ".";
        return changes.isEmpty()
                ? words
                : words
                        + changes.stream()
                                .collect(Collectors.joining(
                                        ", ", " Lost with what came after: ", "; `set` turns a knob again."));
    }
}
