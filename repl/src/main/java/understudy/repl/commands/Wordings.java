package understudy.repl.commands;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import understudy.corpora.Tokenizer;
import understudy.repl.Figures;
import understudy.repl.speech.Speech;

/** What commands say alike: losses in words, a spoken text in JSON's fields. */
final class Wordings {
    private Wordings() {}

    /** What a loss is counted per: {@code char} or {@code token}. */
    static String unit(Tokenizer tokenizer) {
        return tokenizer.name().equals("characters") ? "char" : "token";
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
