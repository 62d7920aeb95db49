package understudy.corpora;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Code, emoji, Chinese, right-to-left and control characters become the ids that Python's tokenizers give, and the text again that they give. */
class ParityTest {
    @ParameterizedTest
    @ValueSource(strings = {"bpe", "added", "wordpiece", "unigram", "fallback"})
    void idsAndTextAreThoseOfPython(String name) {
        JsonNode expected = Golden.json("ids.json").path(name);
        Tokenizer tokenizer = Tokenizer.of(Golden.text(name + ".json"));
        int[] ids = Golden.ids(expected.path("ids"));
        assertArrayEquals(ids, tokenizer.encode(Golden.text("mixed.txt")));
        assertEquals(expected.path("text").asText(), tokenizer.decode(ids));
        Decoder decoder = tokenizer.decoder();
        StringBuilder streamed = new StringBuilder();
        StringBuilder unmarked = new StringBuilder();
        for (int id : ids) {
            streamed.append(decoder.hear(id));
            unmarked.append(tokenizer.special(id) ? "" : tokenizer.decoder().hear(id));
        }
        streamed.append(decoder.rest());
        assertEquals(withoutMarks(tokenizer, ids), streamed.toString());
    }

    private static String withoutMarks(Tokenizer tokenizer, int[] ids) {
        StringBuilder text = new StringBuilder();
        Decoder whole = tokenizer.decoder();
        return text.append(whole.hear(ids)).append(whole.rest()).toString();
    }
}
