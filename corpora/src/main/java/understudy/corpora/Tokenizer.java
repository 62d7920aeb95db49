package understudy.corpora;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;

/** What turns text into token ids and back. Immutable; safe for use by several threads. */
public sealed interface Tokenizer permits CharacterTokenizer {
    /** What a person calls this kind: {@code characters}. */
    String name();

    /** How many ids there are: {@code 0} to {@code vocabulary() - 1}. */
    int vocabulary();

    /**
     * The ids of a text.
     *
     * @throws CorpusException naming what the vocabulary lacks
     */
    int[] encode(String text);

    /**
     * The text of these ids, one after the other.
     *
     * @throws IndexOutOfBoundsException for an id outside the vocabulary, and only then
     */
    String decode(int... ids);

    /** The text of one id. */
    String piece(int id);

    /** UTF-8 bytes of one id: what turns nats per token into bits per byte. */
    int bytes(int id);

    /** The id that begins an empty prompt: that of a new line if there is one, else 0. */
    int start();

    /** This tokenizer as the text of a Hugging Face {@code tokenizer.json}; {@link #of} reads it back. */
    String json();

    /**
     * Reads a {@code tokenizer.json}.
     *
     * @throws CorpusException if it is missing, damaged or of a kind not known here
     */
    static Tokenizer read(Path tokenizerJson) {
        return parse(Json.read(tokenizerJson, 1L << 28), tokenizerJson.toString());
    }

    /**
     * The tokenizer that the text of a {@code tokenizer.json} describes.
     *
     * @throws CorpusException if it is damaged or of a kind not known here
     */
    static Tokenizer of(String json) {
        return parse(json, "tokenizer.json");
    }

    private static Tokenizer parse(String json, String source) {
        JsonNode root = Json.parse(json, source);
        String model = root.path("model").path("type").asText("none");
        if (!model.equals("WordLevel")) {
            throw new CorpusException(source + " has a model of type " + model
                    + ", and only WordLevel over single characters is known here;"
                    + " use a tokenizer.json that a corpus of this program holds");
        }
        return CharacterTokenizer.of(root, source);
    }
}
