package understudy.checkpoints;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HostileSafetensorsTest {
    @TempDir
    Path folder;

    private String refusal(byte[] content) throws IOException {
        Path file = Files.write(folder.resolve("x.safetensors"), content);
        CheckpointException fault = assertThrows(CheckpointException.class, () -> Safetensors.read(file));
        return fault.getMessage();
    }

    static Stream<Arguments> headers() {
        String good = Hostile.entry("a", "F32", "[2]", "[0,8]");
        return Stream.of(
                Arguments.of("[]", 0, "header: expected a JSON object; found \"[]\""),
                Arguments.of(" {}", 0, "header: expected a JSON object; found \" {}\""),
                Arguments.of("{} x", 0, "header: expected JSON; found text that is no JSON at line 1, column *"),
                Arguments.of("{}{}", 0, "header: expected nothing after its closing brace; found more text"),
                Arguments.of("{" + good, 8, "header: expected JSON; found the end of the text at line 1, column *"),
                Arguments.of(
                        "{" + good + "," + good + "}",
                        8,
                        "header: expected JSON; found the field 'a' twice at line 1, column *"),
                Arguments.of("{\"a\":7}", 0, "tensor \"a\": expected an object; found 7"),
                Arguments.of(
                        "{" + Hostile.entry("a", "F33", "[2]", "[0,8]") + "}",
                        8,
                        "tensor \"a\": expected a dtype among BOOL, *; found \"F33\""),
                Arguments.of(
                        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}}",
                        8,
                        "tensor \"a\": expected dtype, shape and data_offsets; found no data_offsets"),
                Arguments.of(
                        "{\"a\":{\"shape\":[2],\"data_offsets\":[0,8]}}",
                        8,
                        "tensor \"a\": expected dtype, shape and data_offsets; found no dtype"),
                Arguments.of(
                        "{" + Hostile.entry("a", "F32", "[3]", "[0,8]") + "}",
                        8,
                        "tensor \"a\": expected 12 bytes for F32 [3]; found data_offsets for 8"),
                Arguments.of(
                        "{" + Hostile.entry("a", "F32", "[-2]", "[0,8]") + "}",
                        8,
                        "tensor \"a\": expected a shape that can be counted; found [-2]"),
                Arguments.of(
                        "{" + Hostile.entry("a", "F32", "[4611686018427387904,4611686018427387904]", "[0,0]") + "}",
                        0,
                        "tensor \"a\": expected a shape that can be counted; found [4611686018427387904, *"),
                Arguments.of(
                        "{" + Hostile.entry("a", "F32", "[99999999999999999999]", "[0,8]") + "}",
                        8,
                        "tensor \"a\" shape: expected numbers below 2^63; found 99999999999999999999"),
                Arguments.of(
                        "{" + Hostile.entry("a", "F32", "[2.0]", "[0,8]") + "}",
                        8,
                        "tensor \"a\" shape: expected whole numbers; found 2.0"),
                Arguments.of(
                        "{" + Hostile.entry("a", "F32", "\"2\"", "[0,8]") + "}",
                        8,
                        "tensor \"a\" shape: expected a list of whole numbers; found 2"),
                Arguments.of(
                        "{" + Hostile.entry("a", "F32", "[2]", "[-8,0]") + "}",
                        8,
                        "tensor \"a\": expected two data_offsets, begin and end, of 0 or more; found [-8, 0]"),
                Arguments.of(
                        "{" + Hostile.entry("a", "F32", "[2]", "[8,0]") + "}",
                        8,
                        "tensor \"a\": expected two data_offsets, begin and end, of 0 or more; found [8, 0]"),
                Arguments.of(
                        "{" + Hostile.entry("a", "F32", "[2]", "[0,8,9]") + "}",
                        8,
                        "tensor \"a\": expected two data_offsets, begin and end, of 0 or more; found [0, 8, 9]"),
                Arguments.of(
                        "{" + good + "," + Hostile.entry("b", "F32", "[1]", "[4,8]") + "}",
                        8,
                        "tensor \"b\": expected data from byte 8, where the tensor before it ends; found 4"),
                Arguments.of(
                        "{" + good + "," + Hostile.entry("b", "F32", "[1]", "[12,16]") + "}",
                        16,
                        "tensor \"b\": expected data from byte 8, where the tensor before it ends; found 12"),
                Arguments.of(
                        "{" + Hostile.entry("a", "F32", "[2]", "[4,12]") + "}",
                        12,
                        "tensor \"a\": expected data from byte 0, where the tensor before it ends; found 4"),
                Arguments.of("{" + good + "}", 7, "tensor \"a\": expected data up to byte 8; found only 7 bytes"),
                Arguments.of("{" + good + "}", 9, "expected 8 bytes of tensors; found 9"),
                Arguments.of(
                        "{\"__metadata__\":{\"a\":1}," + good + "}", 8, "__metadata__: expected texts only; found 1"),
                Arguments.of("{\"__metadata__\":[]}", 0, "__metadata__: expected an object of texts; found ["),
                Arguments.of(
                        "{\"a\":{\"x\":" + "[".repeat(5000) + "]".repeat(5000) + "}}",
                        0,
                        "header: expected JSON; found more than 64 levels, one within the other*"),
                Arguments.of("{\"\\u001b[2J\\n\":7}", 0, "tensor \"\\u001b[2J\\u000a\": expected an object; found 7"));
    }

    @ParameterizedTest
    @MethodSource("headers")
    void headersAreRefusedByName(String header, int data, String message) throws IOException {
        String found = refusal(Hostile.file(header, data));
        // A star stands for the parser's own words.
        String pattern = Stream.of(message.split("\\*", -1))
                .map(java.util.regex.Pattern::quote)
                .collect(java.util.stream.Collectors.joining(".*"));
        assertTrue(found.matches("x\\.safetensors: " + pattern), found);
    }

    @Test
    void lengthsAreCheckedBeforeMemoryIsTaken() throws IOException {
        byte[] header = "{}".getBytes(StandardCharsets.UTF_8);
        assertEquals(
                "x.safetensors: expected a header of at most 2 bytes; found a length of 9223372036854775807",
                refusal(Hostile.file(Long.MAX_VALUE, header, 0)));
        assertEquals(
                "x.safetensors: expected a header of at most 2 bytes; found a length of 18446744073709551615",
                refusal(Hostile.file(-1, header, 0)));
        assertEquals(
                "x.safetensors: expected a header of at most 2 bytes; found a length of 3",
                refusal(Hostile.file(3, header, 0)));
        assertEquals("x.safetensors: expected a safetensors file; found only 7 bytes", refusal(new byte[7]));
        assertEquals("x.safetensors: expected a safetensors file; found only 0 bytes", refusal(new byte[0]));
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() throws IOException {
        byte[] header = ("{" + Hostile.entry("a?", "F32", "[2]", "[0,8]") + "}").getBytes(StandardCharsets.UTF_8);
        header[3] = (byte) 0xc0;
        assertEquals("x.safetensors: header: expected UTF-8; found other bytes", refusal(Hostile.file(header, 8)));
    }

    @Test
    void whatIsNoFileIsSaid() {
        assertEquals(
                "Cannot read " + folder.resolve("no") + ": it is missing",
                assertThrows(CheckpointException.class, () -> Safetensors.read(folder.resolve("no")))
                        .getMessage());
        assertThrows(CheckpointException.class, () -> Safetensors.read(folder));
    }

    /** Whatever happens to a file, it is read or refused in one line; nothing else is ever thrown. */
    @Test
    void noMutationDoesMoreThanBeRefused() throws IOException {
        Random random = new Random(7);
        Path good = folder.resolve("good.safetensors");
        Safetensors.write(good, SafetensorsTest.golden(), java.util.Map.of("format", "pt"));
        byte[] original = Files.readAllBytes(good);
        int refused = 0;
        for (int round = 0; round < 2000; round++) {
            byte[] content = Mutation.of(original, random);
            Path file = Files.write(folder.resolve("m.safetensors"), content);
            try {
                Safetensors.read(file).values().forEach(tensor -> assertNotNull(tensor.data()));
            } catch (CheckpointException fault) {
                refused++;
                assertTrue(fault.getMessage().startsWith("m.safetensors: "), fault.getMessage());
                assertTrue(fault.getMessage().length() < 400, fault.getMessage());
                assertFalse(fault.getMessage().chars().anyMatch(Character::isISOControl), fault.getMessage());
            }
        }
        assertTrue(refused > 1000, "only " + refused + " of 2000 were refused");
    }
}
