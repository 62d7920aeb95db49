package understudy.repl.rehearsal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import understudy.repl.Figures;
import understudy.repl.speech.Lexicon;
import understudy.repl.speech.Milestone;

/** Listens to what a model says while it is trained, and journals what it reaches for the first time. On the run's thread. */
final class Progress {
    private final Player player;
    private final Material material;
    private final Wings wings;
    private final Set<String> reached = new HashSet<>();
    private Lexicon text;

    Progress(Player player, Material material, Wings wings) {
        this.player = player;
        this.material = material;
        this.wings = wings;
    }

    /** The share of a sample's words that the text has. */
    OptionalDouble known(String sample) {
        prepare();
        return text.known(sample);
    }

    void hear(String sample) {
        prepare();
        List<String> fresh = new ArrayList<>();
        for (Milestone milestone : Milestone.values()) {
            Optional<String> words = reached.contains(milestone.word()) ? Optional.empty() : milestone.in(sample, text);
            words.ifPresent(found -> {
                reached.add(milestone.word());
                fresh.add(found);
                wings.scribe().note(player.name(), new Reached(player.step(), milestone.word(), found).event());
            });
        }
        if (!fresh.isEmpty()) {
            wings.tell(Notice.quiet(player.name() + "@" + Figures.count(player.step()) + " for the first time: "
                    + String.join("; ", fresh)));
        }
    }

    /** Done when it is first needed: reading the text takes a moment. */
    private void prepare() {
        if (text == null) {
            text = Lexicon.of(material.lessons().windows(), player.part().tokenizer());
            wings.scribe()
                    .recall(player.name(), journal -> Reached.in(journal).forEach(one -> reached.add(one.milestone())));
        }
    }
}
