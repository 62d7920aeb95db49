package understudy.repl.speech;

import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import understudy.corpora.Tokenizer;
import understudy.models.Generation;
import understudy.models.LanguageModel;
import understudy.models.Likeliest;
import understudy.models.Sampling;

/** Has a model say something and then asks it, in one more pass over all of it, what else it thought of. It borrows the model. */
public final class Uttering {
    private static final int BURST = 64;

    private final LanguageModel model;
    private final Measure measure;

    public Uttering(LanguageModel model, Tokenizer tokenizer) {
        this.model = model;
        this.measure = new Measure(model, tokenizer);
    }

    /**
     * @param prompt at least one id
     * @param halted asked between bursts; what was said by then is kept
     */
    public Utterance say(int[] prompt, int tokens, Sampling sampling, long seed, BooleanSupplier halted) {
        int[] said = new int[0];
        try (Generation generation = new Generation(model, sampling, 1, seed)) {
            generation.read(prompt);
            while (said.length < tokens && !halted.getAsBoolean()) {
                int count = Math.min(BURST, tokens - said.length);
                int from = said.length;
                said = Arrays.copyOf(said, from + count);
                System.arraycopy(generation.speak(count)[0], 0, said, from, count);
            }
        }
        int[] all = Arrays.copyOf(prompt, prompt.length + said.length);
        System.arraycopy(said, 0, all, prompt.length, said.length);
        List<Likeliest> glances = all.length < 2 ? List.of() : measure.likeliest(all);
        return new Utterance(prompt, said, glances.subList(glances.size() - said.length, glances.size()));
    }

    /** What it thinks comes after these ids. */
    public Likeliest after(int[] ids) {
        int[] all = Arrays.copyOf(ids, ids.length + 1); // what stands at the end is not looked at
        List<Likeliest> glances = measure.likeliest(all);
        return glances.get(glances.size() - 1);
    }
}
