package understudy.corpora;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubwordTokenizerTest {
    private static final Tokenizer PAIRS = Vocabularies.pairs();

    @Test
    void textBecomesIdsAndIdsBecomeText() {
        int[] ids = PAIRS.encode("the theatre<|endoftext|>\n");
        assertArrayEquals(new int[] {257, 258, 'a', 't', 'r', 'e', 259, '\n'}, ids);
        assertEquals("the theatre<|endoftext|>\n", PAIRS.decode(ids));
        assertEquals(260, PAIRS.vocabulary());
        assertEquals("bpe", PAIRS.name());
        assertEquals(" the", PAIRS.piece(258));
        assertEquals(4, PAIRS.bytes(258));
        assertEquals("<0xC3>", PAIRS.piece(0xC3));
        assertEquals('\n', PAIRS.start());
        assertEquals(PAIRS, Tokenizer.of(PAIRS.json()));
    }

    @Test
    void whatEndsATextIsAMarkOfNoBytes() {
        assertEquals(OptionalInt.of(259), PAIRS.end());
        assertTrue(PAIRS.special(259));
        assertFalse(PAIRS.special(258));
        assertEquals(0, PAIRS.bytes(259));
        assertThrows(IndexOutOfBoundsException.class, () -> PAIRS.decode(260));
        assertThrows(IndexOutOfBoundsException.class, () -> PAIRS.special(-1));
    }

    @Test
    void aDecoderNeverCutsACharacterAndHidesMarks() {
        Decoder decoder = PAIRS.decoder();
        StringBuilder text = new StringBuilder();
        for (int id : PAIRS.encode("é漢😀<|endoftext|> the")) {
            String piece = decoder.hear(id);
            assertFalse(piece.contains("\uFFFD"), piece);
            text.append(piece);
        }
        assertEquals("é漢😀 the", text + decoder.rest());
        assertEquals("", decoder.hear(0xE6, 0xBC));
        assertEquals("\uFFFD", decoder.rest());
        assertEquals("\uFFFDa", decoder.hear(0xE6, 'a'));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bpe", "added", "wordpiece", "unigram", "fallback"})
    void aLongTextGivesTheTokensOfTheWhole(String name) {
        String json = Golden.text(name + ".json");
        Tokenizer tokenizer = Tokenizer.of(json);
        Random dice = new Random(1);
        String mixed = Golden.text("mixed.txt").replace('\0', '.');
        StringBuilder some = new StringBuilder();
        while (some.length() < 400_000) {
            int from = dice.nextInt(mixed.length());
            some.append(mixed, from, Math.min(mixed.length(), from + dice.nextInt(200)));
        }
        String text = new String(some.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        int[] whole = new NativeTokenizer(json, "test").encode(text);
        assertArrayEquals(whole, tokenizer.encode(text));
        Encoder encoder = new Encoder(tokenizer, 30_000);
        TokenSink sink = new TokenSink();
        for (int at = 0; at < text.length(); ) {
            int to = text.offsetByCodePoints(at, Math.min(777, text.codePointCount(at, text.length())));
            sink.add(encoder.hear(text.substring(at, to)));
            at = to;
        }
        sink.add(encoder.rest());
        assertArrayEquals(whole, sink.ids());
    }

    /** Ids in the order in which they came. */
    private static final class TokenSink {
        private final IntStream.Builder ids = IntStream.builder();

        void add(int[] more) {
            for (int id : more) {
                ids.add(id);
            }
        }

        int[] ids() {
            return ids.build().toArray();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "id" : 259               | "id" : 258              | gives the id 258 to two tokens, 'Ġthe' and '<|endoftext|>'
            "id" : 259               | "id" : 700              | ids of added tokens must follow those of the vocabulary
            "id" : 259               | "id" : -1               | gives '<|endoftext|>' the id -1
            "id" : 259               | "id" : 4294967296       | the id 4294967296
            "id" : 259               | "idea" : 259            | the id none
            "content" : "<           | "content" : "th", "c" : "< | gives the added token 'th' the ids 256 and 259
            "content" : "<           | "x" : "<                | has an added token without 'content'
            "th" : 256               | "th" : 255              | gives the id 255 to two tokens
            "t h"                    | "t hq"                  | Token `hq` out of vocabulary
            "type" : "BPE"           | "type" : "LLM"          | the type 'LLM'; expected one of BPE
            "vocab"                  | "vocabulary"            | expected 'model' with a 'vocab'
            "model"                  | "motel"                 | expected 'model' with a 'vocab'
            """)
    void aFileThatCannotBeUsedIsRefusedInOneLine(String right, String wrong, String named) {
        String json = Vocabularies.pairsJson();
        assertTrue(json.contains(right), right);
        String message = assertThrows(CorpusException.class, () -> Tokenizer.of(json.replace(right, wrong)))
                .getMessage();
        assertTrue(message.contains(named), message);
        assertTrue(message.startsWith("tokenizer.json"), message);
        assertEquals(1, message.lines().count());
        assertTrue(message.length() < 300, message);
    }

    @Test
    void twoAddedTokensMayNotBeTheSame() {
        String mark = Json.write(TokenizerFile.mark(260, "<|endoftext|>"));
        String twice = Vocabularies.pairsJson().replaceFirst("\"added_tokens\" : \\[", "$0" + mark + ",");
        String message =
                assertThrows(CorpusException.class, () -> Tokenizer.of(twice)).getMessage();
        assertTrue(message.contains("gives the added token '<|endoftext|>' the ids 260 and 259"), message);
    }

    @Test
    void hostileJsonIsRefused() {
        for (String json : new String[] {
            "",
            "[]",
            "{",
            "null",
            "[".repeat(100_000),
            "{\"model\":".repeat(5_000),
            "{\"a\":1,\"a\":2}",
            "\u0000",
            "{\"model\":{\"vocab\":[[1]]}}",
            "{\"model\":{\"vocab\":{}}}",
            "{\"model\":{\"type\":\"Unigram\",\"vocab\":[[\"a\",0.0]],\"unk_id\":7}}"
        }) {
            String message = assertThrows(CorpusException.class, () -> Tokenizer.of(json))
                    .getMessage();
            assertEquals(1, message.lines().count());
            assertTrue(message.length() < 300, message);
        }
    }
}
