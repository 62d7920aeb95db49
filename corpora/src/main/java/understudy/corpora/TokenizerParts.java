package understudy.corpora;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A {@code tokenizer.json} made of what else a model folder may have: older files, or a count alone. */
public final class TokenizerParts {
    private static final String END = "<|endoftext|>";

    private TokenizerParts() {}

    /**
     * Of GPT-2's files.
     *
     * @param vocabulary text of {@code vocab.json}, tokens to ids
     * @param merges text of {@code merges.txt}, a pair a line
     * @throws CorpusException naming the file that is damaged
     */
    public static String ofMerges(String vocabulary, String merges) {
        JsonNode vocab = Json.parse(vocabulary, "vocab.json");
        List<List<String>> pairs = new ArrayList<>();
        int line = 0;
        for (String text : merges.split("\n")) {
            line++;
            String pair = text.stripTrailing();
            if (pair.isEmpty() || (line == 1 && pair.startsWith("#version"))) {
                continue;
            }
            String[] parts = pair.split(" ");
            if (parts.length != 2) {
                throw new CorpusException("merges.txt, line " + line
                        + ": expected two tokens with a blank between; found \"" + pair + "\"");
            }
            pairs.add(List.of(parts));
        }
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("type", "BPE");
        model.put("vocab", vocab);
        model.put("merges", pairs);
        List<Object> added =
                vocab.has(END) ? List.of(TokenizerFile.mark(vocab.get(END).asInt(), END)) : List.of();
        return Json.write(
                TokenizerFile.root(added, TokenizerFile.byteLevel(true), TokenizerFile.byteLevel(true), model));
    }

    /** Where ids are all that is known of a vocabulary: id 17 is written {@code <17>}. */
    public static String standIn(int vocabulary) {
        Map<String, Object> vocab = new LinkedHashMap<>();
        for (int id = 0; id < vocabulary; id++) {
            vocab.put("<" + id + ">", id);
        }
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("type", "WordLevel");
        model.put("vocab", vocab);
        model.put("unk_token", "<0>");
        return Json.write(TokenizerFile.root(List.of(), Map.of("type", "WhitespaceSplit"), null, model));
    }

    /**
     * The same tokenizer with tokens of their own for some words, which get the next ids; what is one already stays.
     *
     * @throws CorpusException if it is damaged
     */
    static Tokenizer with(Tokenizer tokenizer, List<String> words) {
        List<String> names = new ArrayList<>();
        for (String word : words) {
            if (IntStream.range(0, tokenizer.vocabulary())
                    .noneMatch(
                            id -> tokenizer.special(id) && tokenizer.piece(id).equals(word))) {
                names.add(word);
            }
        }
        return names.isEmpty() ? tokenizer : Tokenizer.of(added(tokenizer.json(), tokenizer.vocabulary(), names));
    }

    /**
     * The same tokenizer with marks that no text has for the ids that a network has beyond it: tables are often longer
     * than vocabularies, to a round number.
     *
     * @throws CorpusException if it is damaged
     */
    public static String padded(String json, int from, int vocabulary) {
        return added(
                json,
                from,
                IntStream.range(from, vocabulary)
                        .mapToObj(id -> "<|unused_" + id + "|>")
                        .toList());
    }

    /** With marks of these names for the ids from one on. */
    private static String added(String json, int from, List<String> names) {
        Map<String, Object> root = new LinkedHashMap<>();
        Json.parse(json, "tokenizer.json").properties().forEach(entry -> root.put(entry.getKey(), entry.getValue()));
        List<Object> added = new ArrayList<>();
        if (root.get("added_tokens") instanceof JsonNode known) {
            known.forEach(added::add);
        }
        for (String name : names) {
            added.add(TokenizerFile.mark(from + names.indexOf(name), name));
        }
        root.put("added_tokens", added);
        return Json.write(root);
    }
}
