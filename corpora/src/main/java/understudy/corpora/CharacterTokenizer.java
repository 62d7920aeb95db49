package understudy.corpora;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Every character (Unicode code point) is a token; ids follow the order in which the file lists them, which for a new text is ascending. */
public final class CharacterTokenizer implements Tokenizer {
    static final String NAME = "characters";
    /** Not in any vocabulary, since it has five characters: an unknown character is an error in the Python library too. */
    private static final String UNKNOWN = "[UNK]";

    private static final String EVERY_CHARACTER = "[\\s\\S]";
    private static final int NAMED_AT_MOST = 8;

    private final int[] codePoints;
    /** id + 1 by code point, 0 where there is none; as long as the greatest code point needs. */
    private final int[] ids;

    private CharacterTokenizer(int[] codePoints) {
        this.codePoints = codePoints;
        this.ids = new int[Arrays.stream(codePoints).max().orElse(0) + 1];
        for (int id = 0; id < codePoints.length; id++) {
            ids[codePoints[id]] = id + 1;
        }
    }

    /** The tokenizer of a text that has exactly these code points. */
    static CharacterTokenizer of(BitSet characters) {
        return new CharacterTokenizer(characters.stream().toArray());
    }

    /** The tokenizer of these characters, in the order of their code points. */
    public static CharacterTokenizer of(CharSequence text) {
        return new CharacterTokenizer(text.codePoints().sorted().distinct().toArray());
    }

    static CharacterTokenizer of(JsonNode root, String source) {
        if (!root.path("pre_tokenizer").path("type").asText().equals("Split")) {
            throw new CorpusException(source + " does not split a text into characters (pre_tokenizer is not Split)");
        }
        JsonNode vocabulary = root.path("model").path("vocab");
        int[] codePoints = new int[vocabulary.size()];
        Arrays.fill(codePoints, -1);
        vocabulary.properties().forEach(entry -> {
            String piece = entry.getKey();
            JsonNode id = entry.getValue();
            if (piece.isEmpty() || piece.length() != Character.charCount(piece.codePointAt(0))) {
                throw new CorpusException(source + " has the token '" + piece + "', and each must be one character");
            }
            if (!id.canConvertToInt() || !id.isInt() || id.intValue() < 0 || id.intValue() >= codePoints.length) {
                throw new CorpusException(source + " gives '" + piece + "' the id " + id + ", and ids run from 0 to "
                        + (codePoints.length - 1));
            }
            if (codePoints[id.intValue()] >= 0) {
                throw new CorpusException(source + " gives the id " + id + " to two characters");
            }
            codePoints[id.intValue()] = piece.codePointAt(0);
        });
        if (codePoints.length == 0) {
            throw new CorpusException(source + " has an empty vocabulary (model.vocab)");
        }
        return new CharacterTokenizer(codePoints);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int vocabulary() {
        return codePoints.length;
    }

    @Override
    public int[] encode(String text) {
        int[] encoded = new int[text.length()];
        int count = 0;
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            int id = id(codePoint);
            if (id < 0) {
                throw unknown(text);
            }
            encoded[count++] = id;
            i += Character.charCount(codePoint);
        }
        return count == encoded.length ? encoded : Arrays.copyOf(encoded, count);
    }

    private int id(int codePoint) {
        return codePoint < ids.length ? ids[codePoint] - 1 : -1;
    }

    private CorpusException unknown(String text) {
        int[] missing = text.codePoints().filter(c -> id(c) < 0).distinct().toArray();
        String named = IntStream.of(missing)
                .limit(NAMED_AT_MOST)
                .mapToObj(CharacterTokenizer::describe)
                .collect(Collectors.joining(", "));
        int more = missing.length - NAMED_AT_MOST;
        return new CorpusException("the vocabulary of " + codePoints.length + " characters lacks " + named
                + (more > 0 ? " and " + more + " more" : "") + "; use only characters that the corpus has");
    }

    /** A character as a message shows it: itself where it can be seen, and its code point. */
    static String describe(int codePoint) {
        String code = String.format(Locale.ROOT, "U+%04X", codePoint);
        boolean visible = switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR,
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK -> false;
            default -> true;
        };
        return visible ? "'" + Character.toString(codePoint) + "' (" + code + ")" : code;
    }

    @Override
    public String decode(int... tokens) {
        StringBuilder text = new StringBuilder(tokens.length);
        for (int id : tokens) {
            text.appendCodePoint(codePoint(id));
        }
        return text.toString();
    }

    @Override
    public String piece(int id) {
        return Character.toString(codePoint(id));
    }

    @Override
    public int bytes(int id) {
        int codePoint = codePoint(id);
        if (codePoint < 0x80) {
            return 1;
        }
        return codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    }

    private int codePoint(int id) {
        return codePoints[Objects.checkIndex(id, codePoints.length)];
    }

    @Override
    public int start() {
        return Math.max(id('\n'), 0);
    }

    @Override
    public String json() {
        Map<String, Integer> vocabulary = new LinkedHashMap<>();
        for (int id = 0; id < codePoints.length; id++) {
            vocabulary.put(piece(id), id);
        }
        Map<String, Object> split = new LinkedHashMap<>();
        split.put("type", "Split");
        split.put("pattern", Map.of("Regex", EVERY_CHARACTER));
        split.put("behavior", "Isolated");
        split.put("invert", false);
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("type", "WordLevel");
        model.put("vocab", vocabulary);
        model.put("unk_token", UNKNOWN);
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("version", "1.0");
        root.put("truncation", null);
        root.put("padding", null);
        root.put("added_tokens", List.of());
        root.put("normalizer", null);
        root.put("pre_tokenizer", split);
        root.put("post_processor", null);
        root.put("decoder", Map.of("type", "Fuse"));
        root.put("model", model);
        return Json.write(root);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CharacterTokenizer that && Arrays.equals(codePoints, that.codePoints);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(codePoints);
    }

    @Override
    public String toString() {
        return NAME + "[" + codePoints.length + "]";
    }
}
