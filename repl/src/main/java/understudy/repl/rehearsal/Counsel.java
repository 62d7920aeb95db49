package understudy.repl.rehearsal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import understudy.checkpoints.Journal;
import understudy.checkpoints.JournalEvent;
import understudy.models.Knob;

/** Has the coach look at a run after each evaluation: one sentence at most, and each finding once. On the run's thread. */
final class Counsel {
    private static final String FINDING = "finding";

    private final Player player;
    private final Material material;
    private final Wings wings;
    private final Set<String> told = new HashSet<>();
    private List<Chronicle.Measured> evaluations;

    Counsel(Player player, Material material, Wings wings) {
        this.player = player;
        this.material = material;
        this.wings = wings;
    }

    /** The present step was evaluated. */
    void evaluated() {
        Standing standing = player.standing();
        prepare();
        evaluations.removeIf(one -> one.step() >= standing.step());
        evaluations.add(new Chronicle.Measured(
                standing.step(),
                standing.train().orElse(Double.NaN),
                standing.validation().orElseThrow().loss()));
        Optional<Coach.Judgement> advice = new Coach(player.name(), evaluations, facts()).advice();
        advice.filter(one -> told.add(one.finding().toString())).ifPresent(one -> {
            wings.scribe()
                    .note(
                            player.name(),
                            new JournalEvent(
                                    standing.step(),
                                    Events.COACHED,
                                    Map.of(FINDING, one.finding().toString(), "text", one.sentence())));
            wings.tell(Notice.of(one.sentence()));
        });
    }

    private Coach.Facts facts() {
        return new Coach.Facts(
                player.model().parameters(),
                material.tokens(),
                player.model().architecture().outputs(),
                material.floor(),
                player.standing().recipe().number(Knob.RATE));
    }

    private void prepare() {
        if (evaluations == null) {
            evaluations = new ArrayList<>();
            wings.scribe().recall(player.name(), this::read);
        }
    }

    private void read(Journal journal) {
        evaluations.addAll(new Chronicler(journal).tell().evaluations());
        journal.forEach(event -> {
            if (event.kind().equals(Events.COACHED)) {
                told.add(String.valueOf(event.facts().get(FINDING)));
            }
        });
    }
}
