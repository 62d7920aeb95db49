package understudy.corpora;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BacktrackingTest {
    private static JsonNode file(String pattern) {
        return Json.parse(
                Json.write(TokenizerFile.root(
                        java.util.List.of(), TokenizerFile.split(pattern, "Isolated"), null, java.util.Map.of())),
                "tokenizer.json");
    }

    /** The first made the native library end the process: its limit of tries is a panic. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "(a+)+$",
                "(?:a|a)*b",
                "(aa?)+b",
                "((a{1,40})){2,}b",
                "x(?=(\\p{L}*)*\\d)",
                "([^]a]+)+$",
                "[(](?i:a*)+?[)]"
            })
    void aPatternThatMayNeverEndIsRefused(String pattern) {
        String line = assertThrows(CorpusException.class, () -> Backtracking.refuse(file(pattern), "t.json"))
                .getMessage();
        assertTrue(line.startsWith("t.json splits text by a pattern that may try without end"), line);
        assertTrue(line.contains(pattern), line);
    }

    /** Those of GPT-2, cl100k, o200k, Llama 3, Qwen 2.5, DeepSeek 3 and BLOOM. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
                "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
                "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
                "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
                "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\\r\\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+| ?[\\p{P}\\p{S}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
                " ?[^(\\s|[.,!?…。，、।۔،])]+",
                "(?:ab)+|(a{2})|x{1}"
            })
    void thoseInUsePass(String pattern) {
        assertDoesNotThrow(() -> Backtracking.refuse(file(pattern), "t.json"));
    }
}
