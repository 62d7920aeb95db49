package understudy.corpora;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Every character (Unicode code point) is a token; ids follow the order in which the file lists them, which for a new text is ascending. Where only the frequent characters were
 * kept, 256 tokens for bytes follow, and any other character becomes the bytes of its UTF-8.
 */
public final class CharacterTokenizer implements Tokenizer {
    static final String NAME = "characters";
    /** Not in any vocabulary, since it has five characters: an unknown character is an error in the Python library too. */
    private static final String UNKNOWN = "[UNK]";

    static final String EVERY_CHARACTER = "[\\s\\S]";
    private static final int NAMED_AT_MOST = 8;
    private static final int BYTES = 256;

    private final int[] codePoints;
    /** Whether ids from {@code codePoints.length} on stand for the bytes 0 to 255. */
    private final boolean fallback;

    /** id + 1 by code point, 0 where there is none; as long as the greatest code point needs. */
    private final int[] ids;

    private CharacterTokenizer(int[] codePoints, boolean fallback) {
        this.codePoints = codePoints;
        this.fallback = fallback;
        this.ids = new int[Arrays.stream(codePoints).max().orElse(0) + 1];
        for (int id = 0; id < codePoints.length; id++) {
            ids[codePoints[id]] = id + 1;
        }
    }

    /** The tokenizer of a text that has exactly these code points. */
    static CharacterTokenizer of(BitSet characters) {
        return new CharacterTokenizer(characters.stream().toArray(), false);
    }

    /** The tokenizer of these characters, in the order of their code points. */
    public static CharacterTokenizer of(CharSequence text) {
        return new CharacterTokenizer(text.codePoints().sorted().distinct().toArray(), false);
    }

    /** The tokenizer of these characters, and of bytes for all others. */
    static CharacterTokenizer withBytes(BitSet characters) {
        return new CharacterTokenizer(characters.stream().toArray(), true);
    }

    /** Whether a {@code tokenizer.json} means single characters. */
    static boolean describedBy(JsonNode root) {
        JsonNode split = root.path("pre_tokenizer");
        JsonNode model = root.path("model");
        JsonNode vocabulary = model.path("vocab");
        boolean characters = split.path("type").asText().equals("Split")
                && split.path("pattern").path("Regex").asText().equals(EVERY_CHARACTER)
                && root.path("added_tokens").isEmpty()
                && root.path("normalizer").isEmpty();
        boolean bytes = model.path("type").asText().equals("BPE")
                && model.path("byte_fallback").asBoolean()
                && model.path("merges").isEmpty()
                && vocabulary.path(ByteTokenizer.hexadecimal(0)).asInt(-1) == vocabulary.size() - BYTES
                && vocabulary.path(ByteTokenizer.hexadecimal(BYTES - 1)).asInt(-1) == vocabulary.size() - 1;
        return characters && (bytes || model.path("type").asText().equals("WordLevel"));
    }

    /** Reads a file that {@link #describedBy} accepts. */
    static CharacterTokenizer of(JsonNode root, String source) {
        JsonNode vocabulary = root.path("model").path("vocab");
        boolean fallback = root.path("model").path("byte_fallback").asBoolean();
        int[] codePoints = new int[vocabulary.size() - (fallback ? BYTES : 0)];
        Arrays.fill(codePoints, -1);
        vocabulary.properties().forEach(entry -> {
            String piece = entry.getKey();
            JsonNode id = entry.getValue();
            if (fallback
                    && id.asInt() >= codePoints.length
                    && piece.equals(ByteTokenizer.hexadecimal(id.asInt() - codePoints.length))) {
                return;
            }
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
        return new CharacterTokenizer(codePoints, fallback);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int vocabulary() {
        return codePoints.length + (fallback ? BYTES : 0);
    }

    @Override
    public int[] encode(String text) {
        int[] encoded = new int[text.length()];
        int count = 0;
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            int id = id(codePoint);
            i += Character.charCount(codePoint);
            if (id >= 0) {
                encoded[count++] = id;
            } else if (fallback) {
                byte[] bytes = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
                encoded = Arrays.copyOf(encoded, encoded.length + bytes.length);
                for (byte value : bytes) {
                    encoded[count++] = codePoints.length + (value & 0xFF);
                }
            } else {
                throw unknown(text);
            }
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
        if (fallback) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(tokens.length);
            for (int id : tokens) {
                bytes.writeBytes(utf8(id));
            }
            return bytes.toString(StandardCharsets.UTF_8);
        }
        StringBuilder text = new StringBuilder(tokens.length);
        for (int id : tokens) {
            text.appendCodePoint(codePoint(id));
        }
        return text.toString();
    }

    @Override
    public String piece(int id) {
        return isByte(id) ? ByteTokenizer.hexadecimal(id - codePoints.length) : Character.toString(codePoint(id));
    }

    @Override
    public byte[] utf8(int id) {
        return isByte(id)
                ? new byte[] {(byte) (id - codePoints.length)}
                : Character.toString(codePoint(id)).getBytes(StandardCharsets.UTF_8);
    }

    private boolean isByte(int id) {
        return fallback && id >= codePoints.length && id < vocabulary();
    }

    @Override
    public int bytes(int id) {
        int codePoint = isByte(id) ? 0 : codePoint(id);
        if (codePoint < 0x80) {
            return 1;
        }
        return codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    }

    private int codePoint(int id) {
        return codePoints[Objects.checkIndex(id, codePoints.length)];
    }

    @Override
    public boolean special(int id) {
        return false;
    }

    @Override
    public int start() {
        return Math.max(id('\n'), 0);
    }

    @Override
    public OptionalInt end() {
        return OptionalInt.empty();
    }

    @Override
    public String json() {
        Map<String, Integer> vocabulary = new LinkedHashMap<>();
        for (int id = 0; id < codePoints.length; id++) {
            vocabulary.put(piece(id), id);
        }
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("type", fallback ? "BPE" : "WordLevel");
        if (fallback) {
            for (int value = 0; value < BYTES; value++) {
                vocabulary.put(ByteTokenizer.hexadecimal(value), codePoints.length + value);
            }
            model.put("byte_fallback", true);
        }
        model.put("vocab", vocabulary);
        model.put(fallback ? "merges" : "unk_token", fallback ? List.of() : UNKNOWN);
        Map<String, Object> fuse = Map.of("type", "Fuse");
        Object decoder =
                fallback ? TokenizerFile.sequence("decoders", List.of(Map.of("type", "ByteFallback"), fuse)) : fuse;
        return Json.write(TokenizerFile.root(List.of(), TokenizerFile.everyCharacter(), decoder, model));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CharacterTokenizer that
                && fallback == that.fallback
                && Arrays.equals(codePoints, that.codePoints);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(codePoints);
    }

    @Override
    public String toString() {
        return NAME + "[" + vocabulary() + "]";
    }
}
