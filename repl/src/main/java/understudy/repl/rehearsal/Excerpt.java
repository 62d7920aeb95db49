package understudy.repl.rehearsal;

import java.util.Map;
import java.util.OptionalInt;
import understudy.checkpoints.JournalEvent;
import understudy.corpora.Decoder;
import understudy.corpora.Tokenizer;
import understudy.models.Generation;
import understudy.models.Knob;
import understudy.models.Recipe;
import understudy.models.Sampling;
import understudy.models.Seeds;
import understudy.repl.Figures;

/** What a model says of its own accord while it is trained: always from the same random numbers, so that two excerpts differ by what was learnt between them. On the run's thread. */
final class Excerpt {
    private static final long SEED = 3;
    private static final int TOKENS = 120;
    private static final int BURST = 16;

    private final Player player;
    private final Wings wings;

    Excerpt(Player player, Wings wings) {
        this.player = player;
        this.wings = wings;
    }

    /** Whether one is due at the present step. */
    boolean due() {
        long every = player.standing().recipe().count(Knob.SAMPLE_EVERY);
        return every > 0 && player.step() % every == 0;
    }

    void perform() {
        Recipe recipe = player.standing().recipe();
        Sampling sampling = new Sampling(recipe.number(Knob.TEMPERATURE), 0, 1, 0, 1);
        String text = spoken(sampling);
        wings.scribe()
                .note(
                        player.name(),
                        new JournalEvent(
                                player.step(),
                                Events.SAMPLED,
                                Map.of("temperature", sampling.temperature(), "text", text)));
        wings.tell(Notice.quiet(player.name() + "@" + Figures.count(player.step()) + " says: "
                + wholeWords(text).replaceAll("\\s*\\n\\s*", " / ")));
    }

    private String spoken(Sampling sampling) {
        long seed = Seeds.mix(player.part().origin().seed(), SEED);
        StringBuilder text = new StringBuilder();
        Tokenizer tokenizer = player.part().tokenizer();
        Decoder decoder = tokenizer.decoder();
        try (Generation generation = new Generation(player.model(), sampling, 1, seed)) {
            generation.read(tokenizer.start());
            for (int said = 0; said < TOKENS && wings.cues().wish().isEmpty(); said += BURST) {
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
