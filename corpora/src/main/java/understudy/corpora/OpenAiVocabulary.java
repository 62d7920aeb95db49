package understudy.corpora;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The vocabularies of OpenAI's models, as jtokkit packages them, turned into {@code tokenizer.json}. Patterns and marks are those of tiktoken's {@code openai_public.py}.
 *
 * <p>The files rank tokens; byte-pair encoding wants merges. Encoding merges, again and again, the two neighbours whose union ranks first, so a token that comes of a text comes
 * of the same two halves as when its own bytes are encoded alone: those halves are its merge, and the ids of any text stay the same.
 */
enum OpenAiVocabulary {
    R50K("r50k_base", null, Map.of("<|endoftext|>", 50256)),
    P50K("p50k_base", null, Map.of("<|endoftext|>", 50256)),
    CL100K(
            "cl100k_base",
            "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*"
                    + "|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
            Map.of(
                    "<|endoftext|>", 100257,
                    "<|fim_prefix|>", 100258,
                    "<|fim_middle|>", 100259,
                    "<|fim_suffix|>", 100260,
                    "<|endofprompt|>", 100276)),
    O200K(
            "o200k_base",
            "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
                    + "|[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
                    + "|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
            Map.of("<|endoftext|>", 199999, "<|endofprompt|>", 200018));

    /** What everybody calls the first of them. */
    static final String GPT2 = "gpt2";

    private static final String FOLDER = "/com/knuddels/jtokkit/";

    private final String word;
    /** How a text is split into words; null for GPT-2's way, which the library knows by itself. */
    private final String pattern;

    private final Map<String, Integer> marks;

    OpenAiVocabulary(String word, String pattern, Map<String, Integer> marks) {
        this.word = word;
        this.pattern = pattern;
        this.marks = marks;
    }

    static Optional<OpenAiVocabulary> named(String word) {
        return Arrays.stream(values())
                .filter(each -> each.word.equals(word.equals(GPT2) ? R50K.word : word))
                .findFirst();
    }

    static List<String> words() {
        List<String> words = new ArrayList<>(List.of(GPT2));
        Arrays.stream(values()).map(each -> each.word).forEach(words::add);
        return words;
    }

    String json() {
        // tokens as strings of Latin-1 characters, one for each byte, in the order of their ranks
        TreeMap<Integer, String> tokens = new TreeMap<>();
        Map<String, Integer> ranks = new HashMap<>();
        read(tokens, ranks);
        List<String> merges = new ArrayList<>();
        boolean whole = false;
        for (String token : tokens.values()) {
            if (token.length() > 1) {
                int half = half(token, ranks);
                if (half > 0) {
                    merges.add(write(token.substring(0, half)) + " " + write(token.substring(half)));
                } else {
                    whole = true;
                }
            }
        }
        TreeMap<Integer, String> all = new TreeMap<>();
        tokens.forEach((id, token) -> all.put(id, write(token)));
        marks.forEach((mark, id) -> all.put(id, mark));
        Map<String, Integer> vocabulary = new LinkedHashMap<>();
        all.forEach((id, token) -> vocabulary.put(token, id));
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("type", "BPE");
        if (whole) {
            // a token that no merges make is only found when a word is just that token
            model.put("ignore_merges", true);
        }
        model.put("vocab", vocabulary);
        model.put("merges", merges);
        List<Map<String, Object>> added = all.entrySet().stream()
                .filter(entry -> marks.containsKey(entry.getValue()))
                .map(entry -> TokenizerFile.mark(entry.getKey(), entry.getValue()))
                .toList();
        Object splitter = pattern == null
                ? TokenizerFile.byteLevel(true)
                : TokenizerFile.sequence(
                        "pretokenizers",
                        List.of(TokenizerFile.split(pattern, "Isolated"), TokenizerFile.byteLevel(false)));
        return Json.write(TokenizerFile.root(added, splitter, TokenizerFile.byteLevel(true), model));
    }

    private static String write(String token) {
        return ByteAlphabet.write(token.getBytes(StandardCharsets.ISO_8859_1));
    }

    private void read(Map<Integer, String> tokens, Map<String, Integer> ranks) {
        String name = FOLDER + word + ".tiktoken";
        try (InputStream in = OpenAiVocabulary.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new CorpusException(
                        "the vocabulary " + word + " is not on the class path (" + name + "); build the program again");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int blank = line.indexOf(' ');
                if (blank > 0) {
                    byte[] bytes = Base64.getDecoder().decode(line.substring(0, blank));
                    String token = new String(bytes, StandardCharsets.ISO_8859_1);
                    int rank = Integer.parseInt(line.substring(blank + 1).strip());
                    tokens.put(rank, token);
                    ranks.put(token, rank);
                }
            }
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** Encodes a token's own bytes: where the last two parts meet before they become the token, or 0 if they never do. */
    private static int half(String token, Map<String, Integer> ranks) {
        List<Integer> ends = new ArrayList<>();
        for (int i = 1; i <= token.length(); i++) {
            ends.add(i);
        }
        while (ends.size() > 2) {
            int best = -1;
            int rank = Integer.MAX_VALUE;
            for (int i = 0; i + 1 < ends.size(); i++) {
                int from = i == 0 ? 0 : ends.get(i - 1);
                int found = ranks.getOrDefault(token.substring(from, ends.get(i + 1)), Integer.MAX_VALUE);
                if (found < rank) {
                    rank = found;
                    best = i;
                }
            }
            if (best < 0) {
                return 0;
            }
            ends.remove(best);
        }
        return ends.get(0);
    }
}
