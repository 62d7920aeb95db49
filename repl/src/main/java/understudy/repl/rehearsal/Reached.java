package understudy.repl.rehearsal;

import java.util.List;
import java.util.Map;
import understudy.checkpoints.Journal;
import understudy.checkpoints.JournalEvent;

/**
 * Something that a model said for the first time.
 *
 * @param step at which it was heard
 * @param milestone the name of a {@link understudy.repl.speech.Milestone}
 * @param words what it was: {@code a real word, "river"}
 */
public record Reached(long step, String milestone, String words) {
    private static final String MILESTONE = "milestone";
    private static final String WORDS = "text";

    /** All that a journal tells of, in order; what was rewound or lost is left out, for the model will reach it again. */
    public static List<Reached> in(Journal journal) {
        return Story.of(journal).stream()
                .filter(event -> event.kind().equals(Events.MILESTONE))
                .map(Reached::of)
                .toList();
    }

    /** What an event of that kind tells. */
    public static Reached of(JournalEvent event) {
        return new Reached(
                event.step(),
                String.valueOf(event.facts().get(MILESTONE)),
                String.valueOf(event.facts().get(WORDS)));
    }

    JournalEvent event() {
        return new JournalEvent(step, Events.MILESTONE, Map.of(MILESTONE, milestone, WORDS, words));
    }
}
