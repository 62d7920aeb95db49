package understudy.corpora;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.OptionalInt;

/** What turns text into token ids and back. Immutable; safe for use by several threads. */
public sealed interface Tokenizer permits CharacterTokenizer, ByteTokenizer, SubwordTokenizer {
    /** What a person calls this kind: {@code characters}, {@code bytes}, {@code bpe}. */
    String name();

    /** How many ids there are: {@code 0} to {@code vocabulary() - 1}. */
    int vocabulary();

    /**
     * The ids of a text. What is written like an added token becomes that token; nothing is put before or behind the text.
     *
     * @throws CorpusException naming what the vocabulary lacks
     */
    int[] encode(String text);

    /**
     * The text of these ids, one after the other, special tokens by their names. Bytes that are no UTF-8 become U+FFFD.
     *
     * @throws IndexOutOfBoundsException for an id outside the vocabulary, and only then
     */
    String decode(int... ids);

    /** What turns ids into text as they come, for text that goes on from some other. */
    default Decoder decoder() {
        return new Decoder(this);
    }

    /** One id to look at: its text, and where that would cut a character in two, its bytes as {@code <0xE2>}. */
    String piece(int id);

    /** The UTF-8 bytes that an id stands for: its name if it is {@link #special}, none if the vocabulary leaves it out. */
    byte[] utf8(int id);

    /** UTF-8 bytes of text that one id stands for, none for a special token: what turns nats per token into bits per byte. */
    int bytes(int id);

    /** Whether an id is a mark that no text has: an end of text, a role. */
    boolean special(int id);

    /** The id that begins an empty prompt: that of a new line if there is one, else what begins or ends a text, else 0. */
    int start();

    /** The id that ends a text, if the vocabulary has such a token. */
    OptionalInt end();

    /** This tokenizer as the text of a Hugging Face {@code tokenizer.json}; {@link #of} reads it back. */
    String json();

    /**
     * Reads a {@code tokenizer.json}.
     *
     * @throws CorpusException if it is missing, damaged or no such file
     */
    static Tokenizer read(Path tokenizerJson) {
        return parse(Json.read(tokenizerJson, TokenizerFile.LIMIT), tokenizerJson.toString());
    }

    /**
     * The tokenizer that the text of a {@code tokenizer.json} describes.
     *
     * @throws CorpusException if it is damaged or no such file
     */
    static Tokenizer of(String json) {
        return parse(json, "tokenizer.json");
    }

    private static Tokenizer parse(String json, String source) {
        JsonNode root = Json.parse(json, source);
        if (CharacterTokenizer.describedBy(root)) {
            return CharacterTokenizer.of(root, source);
        }
        return ByteTokenizer.describedBy(root) ? ByteTokenizer.BYTES : new SubwordTokenizer(json, root, source);
    }
}
