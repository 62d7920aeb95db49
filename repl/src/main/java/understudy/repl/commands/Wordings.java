package understudy.repl.commands;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import understudy.checkpoints.Checkpoint;
import understudy.checkpoints.CheckpointStore;
import understudy.corpora.Tokenizer;
import understudy.repl.Figures;
import understudy.repl.Session;
import understudy.repl.speech.Speech;

/** What commands say alike: losses in words, a spoken text in JSON's fields. */
final class Wordings {
    private Wordings() {}

    /** What else there is to know of a checkpoint that has become the model in memory: whole sentences, or nothing. */
    static String recalled(Session session, String reference) {
        CheckpointStore store = session.company().store();
        Checkpoint one = store.resolve(reference);
        long last = store.latest(one.model()).map(Checkpoint::step).orElse(one.step());
        String words = last > one.step()
                ? " Until something is saved this holds in memory only: `load " + one.model()
                        + "` in a new session takes the latest, step " + Figures.count(last) + "."
                : "";
        return one.step() > 0 && !one.hasOptimizer()
                ? words + " Its optimizer's state was not kept: training would begin with a fresh one."
                : words;
    }

    /** What a loss is counted per: {@code char}, {@code byte} or {@code token}. */
    static String unit(Tokenizer tokenizer) {
        return switch (tokenizer.name()) {
            case "characters" -> "char";
            case "bytes" -> "byte";
            default -> "token";
        };
    }

    /** {@code 1.900 nats/char}; a dash for what is not known. */
    static String nats(OptionalDouble loss, Tokenizer tokenizer) {
        return Figures.loss(loss.orElse(Double.NaN)) + " nats/" + unit(tokenizer);
    }

    /** {@code 2.741 bits/byte}. */
    static String bits(OptionalDouble bits) {
        return Figures.loss(bits.orElse(Double.NaN)) + " bits/byte";
    }

    /** {@code text, tokens, stopped_because}. */
    static Map<String, Object> fields(Speech speech) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("text", speech.text());
        fields.put("tokens", speech.tokens());
        fields.put("stopped_because", speech.ending());
        return fields;
    }
}
