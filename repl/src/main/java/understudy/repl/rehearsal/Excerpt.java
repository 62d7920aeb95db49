package understudy.repl.rehearsal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import understudy.checkpoints.JournalEvent;
import understudy.corpora.Decoder;
import understudy.corpora.Tokenizer;
import understudy.models.Generation;
import understudy.models.Knob;
import understudy.models.Sampling;
import understudy.models.Seeds;
import understudy.repl.Figures;

/**
 * What a model says of its own accord while it is trained: always from the same random numbers, so that two excerpts differ by what was learnt between them. The person hears
 * it as often as {@code sample-every} says. It also speaks to itself at evaluations, as far as that costs little, so that its milestones are found. On the run's thread.
 */
final class Excerpt {
    private static final long SEED = 3;
    private static final int BURST = 16;
    /** Most characters that a person is told; the journal has all. */
    private static final int TOLD = 160;
    /** Tokens of one character each say less than those of a few. */
    private static final int SMALL_VOCABULARY = 1024;

    private static final int MANY = 240;
    private static final int FEW = 96;
    /** Speaking unasked takes at most this share of a run's time. */
    private static final double SHARE = 0.05;

    private final Player player;
    private final Timing timing;
    private final Wings wings;
    private final Progress progress;
    private double cost;
    private double last;

    Excerpt(Player player, Material material, Timing timing, Wings wings) {
        this.player = player;
        this.timing = timing;
        this.wings = wings;
        this.progress = new Progress(player, material, wings);
    }

    /**
     * Speaks, if that is due behind the present step.
     *
     * @param evaluated whether that was evaluated
     */
    void behind(boolean evaluated) {
        long every = player.standing().recipe().count(Knob.SAMPLE_EVERY);
        if (!player.model().architecture().speaks()) {
            return;
        }
        boolean asked = every > 0 && player.step() % every == 0;
        if (asked || (evaluated && affordable())) {
            speak(asked);
        }
    }

    private boolean affordable() {
        return cost <= SHARE * (timing.seconds() - last);
    }

    private void speak(boolean asked) {
        long begun = timing.now();
        Sampling sampling = new Sampling(player.standing().recipe().number(Knob.TEMPERATURE), 0, 1, 0, 1);
        String text = spoken(sampling);
        cost = (timing.now() - begun) / 1e9;
        last = timing.seconds();
        if (wings.cues().wish().isPresent() && !asked) {
            return; // cut short
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("temperature", sampling.temperature());
        progress.known(text).ifPresent(share -> facts.put("known_words", share));
        facts.put("text", text);
        wings.scribe().note(player.name(), new JournalEvent(player.step(), Events.SAMPLED, facts));
        if (asked) {
            wings.tell(Notice.quiet(player.name() + "@" + Figures.count(player.step()) + " says: "
                    + wholeWords(text.substring(0, Math.min(TOLD, text.length())))
                            .replaceAll("\\s*\\n\\s*", " / ")));
        }
        progress.hear(text);
    }

    private String spoken(Sampling sampling) {
        Tokenizer tokenizer = player.part().tokenizer();
        Decoder decoder = tokenizer.decoder();
        int wanted = tokenizer.vocabulary() <= SMALL_VOCABULARY ? MANY : FEW;
        StringBuilder text = new StringBuilder();
        try (Generation generation = new Generation(
                player.model(), sampling, 1, Seeds.mix(player.part().origin().seed(), SEED))) {
            generation.read(tokenizer.start());
            for (int said = 0; said < wanted && wings.cues().wish().isEmpty(); said += BURST) {
                for (int id : generation.speak(BURST)[0]) {
                    text.append(tokenizer.end().equals(OptionalInt.of(id)) ? "\n" : decoder.hear(id));
                }
                wings.cues().work();
            }
        }
        return text.toString();
    }

    /** Without the word in which the sample happens to end. */
    private static String wholeWords(String text) {
        String words = text.replaceFirst("(?s)\\s\\S*$", "");
        return (words.isBlank() ? text : words).strip();
    }
}
