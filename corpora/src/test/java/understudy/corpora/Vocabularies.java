package understudy.corpora;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Small tokenizers for tests. */
final class Vocabularies {
    private Vocabularies() {}

    /** Byte-level BPE with {@code th}, {@code the}, {@code  the} as 256 to 258, and a mark that ends a text as 259. */
    static Tokenizer pairs() {
        return Tokenizer.of(pairsJson());
    }

    static String pairsJson() {
        Map<String, Integer> vocabulary = new LinkedHashMap<>();
        for (int value = 0; value < 256; value++) {
            vocabulary.put(Character.toString(ByteAlphabet.character(value)), value);
        }
        List.of("th", "the", "\u0120the").forEach(token -> vocabulary.put(token, vocabulary.size()));
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("type", "BPE");
        model.put("vocab", vocabulary);
        model.put("merges", List.of("t h", "th e", "\u0120 the"));
        return Json.write(TokenizerFile.root(
                List.of(TokenizerFile.mark(259, "<|endoftext|>")),
                TokenizerFile.byteLevel(true),
                TokenizerFile.byteLevel(true),
                model));
    }
}
