package understudy.corpora;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextReaderTest {
    @TempDir
    Path temp;

    private String read(byte[] bytes) throws IOException {
        Path path = Files.write(temp.resolve("play.txt"), bytes);
        StringBuilder text = new StringBuilder();
        try (TextReader reader = new TextReader(path)) {
            while (reader.next()) {
                assertTrue(
                        !Character.isHighSurrogate(
                                reader.piece().charAt(reader.piece().length() - 1)),
                        "half a pair");
                text.append(reader.piece());
            }
        }
        return text.toString();
    }

    @Test
    void charactersThatStraddlePiecesComeWhole() throws IOException {
        for (int shift = 0; shift < 4; shift++) {
            String text = "x".repeat(shift) + "😀é漢".repeat(30_000);
            assertEquals(text, read(text.getBytes(StandardCharsets.UTF_8)));
        }
        assertEquals("", read(new byte[0]));
    }

    /** The places were counted by hand: the first byte of the first sequence that is not UTF-8. */
    @ParameterizedTest
    @CsvSource({
        "61 62 e9 63, 0xE9, 2", // Latin-1
        "c3 a9 80, 0x80, 2", // a continuation that continues nothing
        "61 c0 80, 0xC0, 1", // an overlong zero
        "61 ed a0 80, 0xED, 1", // half a surrogate pair
        "f4 90 80 80, 0xF4, 0", // beyond the last code point
        "61 62 e6 bc, 0xE6, 2", // the end comes too early
        "ff fe 61 00, 0xFF, 0",
    })
    void theFirstBadByteIsNamed(String hex, String named, long offset) throws IOException {
        byte[] bad = HexFormat.ofDelimiter(" ").parseHex(hex);
        String message = assertThrows(CorpusException.class, () -> read(bad)).getMessage();
        assertTrue(
                message.startsWith("expected UTF-8 text, found byte " + named + " at offset " + offset + " of "),
                message);
        assertTrue(message.contains("play.txt") && message.contains("iconv -f "), message);
        assertEquals(bad[0] == (byte) 0xFF, message.contains("UTF-16"));

        for (int before : new int[] {65_533, 65_534, 65_535, 65_536, 200_001}) {
            ByteArrayOutputStream later = new ByteArrayOutputStream();
            later.write("é".repeat(before / 2).getBytes(StandardCharsets.UTF_8));
            later.write("x".repeat(before % 2).getBytes(StandardCharsets.UTF_8));
            later.write(bad);
            String far = assertThrows(CorpusException.class, () -> read(later.toByteArray()))
                    .getMessage();
            assertTrue(far.contains("byte " + named + " at offset " + (before + offset) + " of "), far);
        }
    }
}
