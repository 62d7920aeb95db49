package understudy.repl.views;

import understudy.models.Sampling;
import understudy.repl.Escapes;
import understudy.repl.speech.Manner;

/**
 * What every checkpoint in the theatre is asked to say.
 *
 * @param prompt as typed
 * @param tokens how many to say
 */
public record Scene(String prompt, int tokens, Sampling sampling, long seed) {
    /** {@code "ROMEO:" · temperature 0.80 · top-k 40 · seed 7}. */
    String words() {
        return Escapes.quoted(prompt) + " · " + Manner.of(sampling) + " · seed " + seed;
    }

    Scene prompt(String other) {
        return new Scene(other, tokens, sampling, seed);
    }

    Scene temperature(double other) {
        return new Scene(
                prompt,
                tokens,
                new Sampling(other, sampling.topK(), sampling.topP(), sampling.minP(), sampling.repeat()),
                seed);
    }

    Scene topK(int other) {
        return new Scene(
                prompt,
                tokens,
                new Sampling(sampling.temperature(), other, sampling.topP(), sampling.minP(), sampling.repeat()),
                seed);
    }

    Scene seed(long other) {
        return new Scene(prompt, tokens, sampling, other);
    }
}
