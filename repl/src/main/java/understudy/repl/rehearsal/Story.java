package understudy.repl.rehearsal;

import java.util.ArrayList;
import java.util.List;
import understudy.checkpoints.Journal;
import understudy.checkpoints.JournalEvent;

/** What of a journal still counts: what was rewound or lost left no trace in the model, and will perhaps happen again. */
final class Story {
    private final List<JournalEvent> kept = new ArrayList<>();

    private Story() {}

    /** The events that led to the model as it is, oldest first; evaluations and samples are not among them. */
    static List<JournalEvent> of(Journal journal) {
        Story story = new Story();
        journal.forEach(story::read);
        return story.kept;
    }

    private void read(JournalEvent event) {
        switch (event.kind()) {
            case Events.REWOUND, Events.LOST -> backTo(event.step());
            case Events.EVALUATED, Events.SAMPLED -> {
                // Looking at a model does not change it, and there may be very many of these.
            }
            default -> kept.add(event);
        }
    }

    /** What happened since the checkpoint of a step was written is not in it. */
    private void backTo(long step) {
        for (int i = kept.size() - 1; i >= 0; i--) {
            if (kept.get(i).step() == step && kept.get(i).kind().equals(Events.SAVED)) {
                kept.subList(i + 1, kept.size()).clear();
                return;
            }
        }
        // The process died before it could note that checkpoint.
        kept.removeIf(event -> event.step() > step);
    }
}
