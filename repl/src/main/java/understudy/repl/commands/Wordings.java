package understudy.repl.commands;

import java.util.OptionalDouble;
import understudy.corpora.Tokenizer;
import understudy.repl.Figures;

/** Words for losses, said alike by every command. */
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
}
