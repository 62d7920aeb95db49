package understudy.corpora;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiVocabularyTest {
    /** The ids of "Hello world" are those that OpenAI's tiktoken gives. */
    @ParameterizedTest
    @CsvSource({
        "gpt2, R50K_BASE, 50257, 50256, 15496, 995",
        "r50k_base, R50K_BASE, 50257, 50256, 15496, 995",
        "p50k_base, P50K_BASE, 50281, 50256, 15496, 995",
        "cl100k_base, CL100K_BASE, 100277, 100257, 9906, 1917",
        "o200k_base, O200K_BASE, 200019, 199999, 13225, 2375"
    })
    void idsAreThoseOfTheRanks(String word, EncodingType type, int vocabulary, int end, int hello, int world) {
        Tokenizer tokenizer =
                Tokenizer.of(OpenAiVocabulary.named(word).orElseThrow().json());
        assertEquals(vocabulary, tokenizer.vocabulary());
        assertEquals(OptionalInt.of(end), tokenizer.end());
        assertArrayEquals(new int[] {hello, world, end}, tokenizer.encode("Hello world<|endoftext|>"));
        Encoding ranks = Encodings.newLazyEncodingRegistry().getEncoding(type);
        String text = Golden.text("learnt.txt").replace("<|endoftext|>", "");
        assertArrayEquals(ranks.encodeOrdinary(text).toArray(), tokenizer.encode(text));
        assertEquals(text, tokenizer.decode(tokenizer.encode(text)));
        assertTrue(OpenAiVocabulary.words().contains(word));
    }
}
