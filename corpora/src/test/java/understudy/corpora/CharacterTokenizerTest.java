package understudy.corpora;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CharacterTokenizerTest {
    /** The file below was loaded by Python's tokenizers 0.23, which gave the ids of {@link #idsAreThoseThatPythonGives}. */
    private static final String JSON = """
            {
              "version" : "1.0",
              "truncation" : null,
              "padding" : null,
              "added_tokens" : [ ],
              "normalizer" : null,
              "pre_tokenizer" : {
                "type" : "Split",
                "pattern" : {
                  "Regex" : "[\\\\s\\\\S]"
                },
                "behavior" : "Isolated",
                "invert" : false
              },
              "post_processor" : null,
              "decoder" : {
                "type" : "Fuse"
              },
              "model" : {
                "type" : "WordLevel",
                "vocab" : {
                  "\\n" : 0,
                  " " : 1,
                  "\\"" : 2,
                  "a" : 3,
                  "b" : 4,
                  "é" : 5,
                  "\u0301" : 6,
                  "漢" : 7,
                  "😀" : 8
                },
                "unk_token" : "[UNK]"
              }
            }
            """;

    private static final String TEXT = "ba 漢\"\n\n  é😀a\u0301";

    @Test
    void theFileIsTheOneThatPythonReads() {
        assertEquals(JSON, CharacterTokenizer.of(TEXT).json());
    }

    @Test
    void idsAreThoseThatPythonGives() {
        Tokenizer tokenizer = Tokenizer.of(JSON);
        int[] ids = {4, 3, 1, 7, 2, 0, 0, 1, 1, 5, 8, 3, 6};
        assertArrayEquals(ids, tokenizer.encode(TEXT));
        assertEquals(TEXT, tokenizer.decode(ids));
        assertEquals(9, tokenizer.vocabulary());
        assertEquals("characters", tokenizer.name());
        assertEquals(tokenizer, CharacterTokenizer.of(TEXT));
        assertEquals(JSON, tokenizer.json());
    }

    @Test
    void theOrderOfAFileIsKept() {
        Tokenizer tokenizer =
                Tokenizer.of(JSON.replace("\"a\" : 3", "\"a\" : 4").replace("\"b\" : 4", "\"b\" : 3"));
        assertArrayEquals(new int[] {4, 3}, tokenizer.encode("ab"));
        assertEquals("b", tokenizer.piece(3));
        assertArrayEquals(new int[] {4, 3}, Tokenizer.of(tokenizer.json()).encode("ab"));
    }

    @Test
    void everyIdKnowsItsBytes() {
        Tokenizer tokenizer = CharacterTokenizer.of(TEXT);
        for (int id = 0; id < tokenizer.vocabulary(); id++) {
            assertEquals(tokenizer.piece(id).getBytes(StandardCharsets.UTF_8).length, tokenizer.bytes(id));
        }
    }

    @Test
    void anEmptyPromptBeginsWithANewLineIfThereIsOne() {
        assertEquals(1, CharacterTokenizer.of("\t\nab").start());
        assertEquals(0, CharacterTokenizer.of("ab").start());
    }

    @Test
    void whatTheVocabularyLacksIsNamed() {
        Tokenizer tokenizer = CharacterTokenizer.of("abc");
        CorpusException refused = assertThrows(CorpusException.class, () -> tokenizer.encode("aZ\té😀Z\uD800\u0301"));
        assertEquals(
                "the vocabulary of 3 characters lacks 'Z' (U+005A), U+0009, 'é' (U+00E9), '😀' (U+1F600), U+D800, U+0301;"
                        + " use only characters that the corpus has",
                refused.getMessage());
        String many = assertThrows(CorpusException.class, () -> tokenizer.encode("0123456789"))
                .getMessage();
        assertTrue(many.contains("'7' (U+0037) and 2 more;"), many);
        assertThrows(IndexOutOfBoundsException.class, () -> tokenizer.decode(3));
        assertThrows(IndexOutOfBoundsException.class, () -> tokenizer.piece(-1));
        assertArrayEquals(new int[0], tokenizer.encode(""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            WordLevel        | BPE         | Missing vocab/merges
            "\\"" : 2        | "" : 2      | each must be one character
            "a" : 3          | "aa" : 3    | each must be one character
            "a" : 3          | "a" : 9     | ids run from 0 to 8
            "a" : 3          | "a" : -1    | ids run from 0 to 8
            "a" : 3          | "a" : "3"   | ids run from 0 to 8
            "a" : 3          | "a" : 3.0   | ids run from 0 to 8
            "a" : 3          | "a" : 4294967299 | ids run from 0 to 8
            "a" : 3          | "a" : 4     | the id 4 to two characters
            "a" : 3          | "b" : 3     | Duplicate field 'b'
            "Split"          | "Metaspace" | missing field
            "unk_token"      | unk_token   | is not valid JSON (line 32
            "vocab"          | "merges"    | empty vocabulary
            """)
    void aFileThatIsNotOursIsRefusedByName(String right, String wrong, String named) {
        assertTrue(JSON.contains(right), right);
        String message = assertThrows(CorpusException.class, () -> Tokenizer.of(JSON.replace(right, wrong)))
                .getMessage();
        assertTrue(message.contains("tokenizer.json") && message.contains(named), message);
        assertEquals(1, message.lines().count());
    }

    @Test
    void noFileNoObjectNoText() {
        assertThrows(CorpusException.class, () -> Tokenizer.of(""));
        assertThrows(CorpusException.class, () -> Tokenizer.of("[]"));
        assertThrows(CorpusException.class, () -> Tokenizer.of("[".repeat(100_000)));
        String message = assertThrows(CorpusException.class, () -> Tokenizer.read(Path.of("nowhere/tokenizer.json")))
                .getMessage();
        assertTrue(message.contains("it does not exist"), message);
    }
}
