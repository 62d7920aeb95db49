package understudy.corpora;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * A tokenizer as lists, which is how programs take it that read no {@code tokenizer.json}: tokens by id in the alphabet
 * that writes bytes as characters, and the pairs that are merged, in their order.
 *
 * @param pattern how text is cut into words before: {@code gpt-2}, {@code llama-bpe}, {@code qwen2}, {@code smollm}
 * @param tokens by id
 * @param kinds by id: 1 for text, 3 for marks, 4 for what was added and is text, 5 for ids that stand for nothing
 * @param merges two tokens with a blank between
 * @param end the id that ends a text
 */
public record Lexicon(String pattern, List<String> tokens, int[] kinds, List<String> merges, OptionalInt end) {
    private static final int TEXT = 1;
    private static final int MARK = 3;
    private static final int ADDED = 4;
    private static final int NOTHING = 5;

    /** @throws CorpusException for a tokenizer that is no byte-pair encoding over bytes */
    public static Lexicon of(Tokenizer tokenizer) {
        JsonNode root = Json.parse(tokenizer.json(), "tokenizer.json");
        if (tokenizer instanceof SubwordTokenizer && tokenizer.name().equals("bpe")) {
            return subwords(tokenizer, root);
        }
        List<String> tokens = new ArrayList<>();
        List<String> merges = new ArrayList<>();
        int[] kinds = new int[tokenizer.vocabulary()];
        boolean named = tokenizer instanceof SubwordTokenizer;
        for (int id = 0; id < kinds.length; id++) {
            boolean mark = tokenizer.special(id);
            String token = mark || named ? tokenizer.piece(id) : ByteAlphabet.write(tokenizer.utf8(id));
            tokens.add(tokens.contains(token) ? "[" + id + "]" : token);
            kinds[id] = mark ? MARK : TEXT;
            for (int i = 1;
                    !mark && !named && i < token.length();
                    i++) { // a character of several bytes grows from its first
                merges.add(token.substring(0, i) + " " + token.charAt(i));
            }
        }
        return new Lexicon("gpt-2", tokens, kinds, merges.stream().distinct().toList(), tokenizer.end());
    }

    private static Lexicon subwords(Tokenizer tokenizer, JsonNode root) {
        if (root.path("model").path("byte_fallback").asBoolean()) {
            throw new CorpusException(
                    "a tokenizer that falls back to bytes cannot be written as GGUF; expected one that begins with bytes, as GPT-2's, Llama 3's and Qwen's do");
        }
        TokenizerFile file = TokenizerFile.of(root, "tokenizer.json");
        List<String> tokens = new ArrayList<>();
        int[] kinds = new int[file.tokens().length];
        for (int id = 0; id < kinds.length; id++) {
            String token = file.tokens()[id];
            tokens.add(token == null ? "[PAD" + id + "]" : token);
            kinds[id] = token == null
                    ? NOTHING
                    : file.special().get(id) ? MARK : file.added().get(id) ? ADDED : TEXT;
        }
        List<String> merges = new ArrayList<>();
        root.path("model")
                .path("merges")
                .forEach(pair -> merges.add(
                        pair.isTextual()
                                ? pair.asText()
                                : pair.path(0).asText() + " " + pair.path(1).asText()));
        return new Lexicon(pattern(root.path("pre_tokenizer").toString()), tokens, kinds, merges, tokenizer.end());
    }

    private static String pattern(String before) {
        if (before.contains("\\\\p{N}{1,3}")) {
            return "llama-bpe";
        }
        if (before.contains("(?i:")) {
            return "qwen2";
        }
        return before.contains("\"Digits\"") ? "smollm" : "gpt-2";
    }
}
