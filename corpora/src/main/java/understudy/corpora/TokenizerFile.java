package understudy.corpora;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a Hugging Face {@code tokenizer.json} says of its tokens, checked before the native library sees it: that one would accept ids that no model has, and renumber added
 * tokens that collide.
 *
 * @param model {@code BPE}, {@code WordPiece}, {@code Unigram} or {@code WordLevel}
 * @param tokens by id, as the file writes them; null where the vocabulary leaves an id out
 * @param added ids of the tokens that a text may have literally
 * @param special those of them that are marks, not text
 */
record TokenizerFile(String model, String[] tokens, BitSet added, BitSet special) {
    static final long LIMIT = 1 << 28;
    /** More ids than any vocabulary has; an array of them still fits. */
    private static final int IDS = 1 << 22;

    private static final List<String> KINDS = List.of("BPE", "WordPiece", "Unigram", "WordLevel");

    private static final String NEXT = "; name a Hugging Face tokenizer.json";

    static TokenizerFile of(JsonNode root, String source) {
        JsonNode model = root.path("model");
        JsonNode vocabulary = model.path("vocab");
        if (!model.isObject() || !vocabulary.isContainerNode()) {
            throw new CorpusException(source + " is no tokenizer.json: expected 'model' with a 'vocab', found "
                    + (root.isEmpty() ? "nothing" : "only " + keys(model.isObject() ? model : root)) + NEXT);
        }
        Map<String, Integer> ids = vocabulary.isArray() ? listed(vocabulary, source) : mapped(vocabulary, source);
        BitSet added = new BitSet();
        BitSet special = new BitSet();
        Map<Integer, String> names = new HashMap<>();
        ids.forEach((token, id) -> {
            String other = names.put(id, token);
            if (other != null) {
                throw collision(source, id, other, token);
            }
        });
        for (JsonNode each : root.path("added_tokens")) {
            String content = each.path("content").asText();
            int id = id(each.path("id"), content, source);
            if (content.isEmpty()) {
                throw new CorpusException(source + " has an added token without 'content' (id " + id + ")" + NEXT);
            }
            String other = names.put(id, content);
            if (added.get(id) || other != null && !other.equals(content)) {
                throw collision(source, id, other, content);
            }
            Integer elsewhere = ids.put(content, id);
            if (elsewhere != null && elsewhere != id) {
                throw new CorpusException(source + " gives the added token '" + content + "' the ids " + elsewhere
                        + " and " + id + "; each token needs one id of its own");
            }
            added.set(id);
            special.set(id, each.path("special").asBoolean());
        }
        if (ids.isEmpty()) {
            throw new CorpusException(source + " has an empty vocabulary (model.vocab)" + NEXT);
        }
        String[] tokens =
                new String[names.keySet().stream().mapToInt(id -> id).max().orElseThrow() + 1];
        names.forEach((id, token) -> tokens[id] = token);
        return new TokenizerFile(kind(model, source), tokens, added, special);
    }

    private static Map<String, Integer> mapped(JsonNode vocabulary, String source) {
        Map<String, Integer> ids = new HashMap<>(2 * vocabulary.size());
        vocabulary.properties().forEach(entry -> ids.put(entry.getKey(), id(entry.getValue(), entry.getKey(), source)));
        return ids;
    }

    private static Map<String, Integer> listed(JsonNode vocabulary, String source) {
        Map<String, Integer> ids = new HashMap<>(2 * vocabulary.size());
        for (JsonNode entry : vocabulary) {
            Integer other = ids.put(entry.path(0).asText(), ids.size());
            if (!entry.path(0).isTextual() || other != null) {
                throw new CorpusException(source + " has "
                        + (other == null ? "a token that is no text: " : "a token twice: ") + entry.path(0) + NEXT);
            }
        }
        return ids;
    }

    private static int id(JsonNode id, String token, String source) {
        if (!id.isIntegralNumber() || !id.canConvertToInt() || id.intValue() < 0 || id.intValue() >= IDS) {
            throw new CorpusException(source + " gives '" + token + "' the id " + (id.isMissingNode() ? "none" : id)
                    + "; expected a whole number below " + IDS);
        }
        return id.intValue();
    }

    private static CorpusException collision(String source, int id, String one, String other) {
        return new CorpusException(source + " gives the id " + id + " to two tokens, '" + one + "' and '" + other
                + "'; each needs one of its own");
    }

    private static String keys(JsonNode node) {
        return node.properties().stream()
                .limit(6)
                .map(entry -> "'" + entry.getKey() + "'")
                .toList()
                .toString();
    }

    /** Files of old say nothing of the model's type. */
    private static String kind(JsonNode model, String source) {
        String guess = model.has("merges")
                ? "BPE"
                : model.path("vocab").isArray()
                        ? "Unigram"
                        : model.has("continuing_subword_prefix") ? "WordPiece" : "WordLevel";
        String kind = model.path("type").asText(guess);
        if (!KINDS.contains(kind)) {
            throw new CorpusException(
                    source + " has a model of the type '" + kind + "'; expected one of " + String.join(", ", KINDS));
        }
        return kind;
    }

    /** The whole of a file that we write. */
    static Map<String, Object> root(List<?> added, Object preTokenizer, Object decoder, Map<String, Object> model) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("version", "1.0");
        root.put("truncation", null);
        root.put("padding", null);
        root.put("added_tokens", added);
        root.put("normalizer", null);
        root.put("pre_tokenizer", preTokenizer);
        root.put("post_processor", null);
        root.put("decoder", decoder);
        root.put("model", model);
        return root;
    }

    /** The part that writes bytes as characters, and back. */
    static Map<String, Object> byteLevel(boolean regex) {
        Map<String, Object> part = new LinkedHashMap<>();
        part.put("type", "ByteLevel");
        part.put("add_prefix_space", false);
        part.put("trim_offsets", true);
        part.put("use_regex", regex);
        return part;
    }

    /** The part that makes each character a word. */
    static Map<String, Object> everyCharacter() {
        return split(CharacterTokenizer.EVERY_CHARACTER, "Isolated");
    }

    static Map<String, Object> split(String pattern, String behavior) {
        Map<String, Object> split = new LinkedHashMap<>();
        split.put("type", "Split");
        split.put("pattern", Map.of("Regex", pattern));
        split.put("behavior", behavior);
        split.put("invert", false);
        return split;
    }

    /** Several parts, one after the other. */
    static Map<String, Object> sequence(String kind, List<?> parts) {
        Map<String, Object> sequence = new LinkedHashMap<>();
        sequence.put("type", "Sequence");
        sequence.put(kind, parts);
        return sequence;
    }

    /** An entry of {@code added_tokens}. */
    static Map<String, Object> mark(int id, String content) {
        Map<String, Object> mark = new LinkedHashMap<>();
        mark.put("id", id);
        mark.put("content", content);
        mark.put("single_word", false);
        mark.put("lstrip", false);
        mark.put("rstrip", false);
        mark.put("normalized", false);
        mark.put("special", true);
        return mark;
    }
}
