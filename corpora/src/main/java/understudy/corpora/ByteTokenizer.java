package understudy.corpora;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/** Every byte of a text's UTF-8 is a token, and its value is the id. */
public final class ByteTokenizer implements Tokenizer {
    static final String NAME = "bytes";
    static final ByteTokenizer BYTES = new ByteTokenizer();
    private static final int VOCABULARY = 256;

    private ByteTokenizer() {}

    /** Whether a {@code tokenizer.json} describes this one. */
    static boolean describedBy(JsonNode root) {
        JsonNode model = root.path("model");
        return root.path("pre_tokenizer").path("type").asText().equals("ByteLevel")
                && !root.path("pre_tokenizer").path("use_regex").asBoolean(true)
                && !root.path("pre_tokenizer").path("add_prefix_space").asBoolean(true)
                && root.path("added_tokens").isEmpty()
                && root.path("normalizer").isEmpty()
                && model.path("merges").isEmpty()
                && model.path("vocab")
                        .equals(Json.parse(BYTES.json(), NAME).path("model").path("vocab"));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int vocabulary() {
        return VOCABULARY;
    }

    @Override
    public int[] encode(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int[] ids = new int[bytes.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = bytes[i] & 0xFF;
        }
        return ids;
    }

    @Override
    public String decode(int... ids) {
        byte[] bytes = new byte[ids.length];
        for (int i = 0; i < ids.length; i++) {
            bytes[i] = (byte) Objects.checkIndex(ids[i], VOCABULARY);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public String piece(int id) {
        return Objects.checkIndex(id, VOCABULARY) < 0x80 ? Character.toString(id) : hexadecimal(id);
    }

    /** {@code <0xE2>}: how a byte is shown that is no character by itself. */
    static String hexadecimal(int value) {
        return String.format(Locale.ROOT, "<0x%02X>", value & 0xFF);
    }

    @Override
    public byte[] utf8(int id) {
        return new byte[] {(byte) Objects.checkIndex(id, VOCABULARY)};
    }

    @Override
    public int bytes(int id) {
        return utf8(id).length;
    }

    @Override
    public boolean special(int id) {
        return false;
    }

    @Override
    public int start() {
        return '\n';
    }

    @Override
    public OptionalInt end() {
        return OptionalInt.empty();
    }

    @Override
    public String json() {
        Map<String, Integer> vocabulary = new LinkedHashMap<>();
        for (int value = 0; value < VOCABULARY; value++) {
            vocabulary.put(Character.toString(ByteAlphabet.character(value)), value);
        }
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("type", "BPE");
        model.put("vocab", vocabulary);
        model.put("merges", List.of());
        return Json.write(
                TokenizerFile.root(List.of(), TokenizerFile.byteLevel(false), TokenizerFile.byteLevel(true), model));
    }

    @Override
    public String toString() {
        return NAME;
    }
}
