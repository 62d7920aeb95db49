package understudy.corpora;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenFileTest {
    @TempDir
    Path temp;

    private Path write(int vocabulary, int... ids) throws IOException {
        Path path = temp.resolve("tokens.bin");
        try (HashedFile file = new HashedFile(path, UnaryOperator.identity())) {
            TokenWriter tokens = new TokenWriter(file, vocabulary);
            tokens.write(ids);
            tokens.finish();
        }
        return path;
    }

    @ParameterizedTest
    @ValueSource(ints = {65_536, 65_537})
    void everyRunOfTokensReadsTheSameWhereverSegmentsMeet(int vocabulary) throws IOException {
        int[] ids = IntStream.range(0, 50).map(i -> vocabulary - 1 - i * 1000).toArray();
        TokenFile file = TokenFile.map(write(vocabulary, ids), vocabulary, 16);
        assertEquals(50, file.size());
        for (int from = 0; from < 50; from++) {
            for (int count = 0; from + count <= 50; count++) {
                int[] read = new int[count + 2];
                file.read(from, read, 1, count);
                assertArrayEquals(Arrays.copyOfRange(ids, from, from + count), Arrays.copyOfRange(read, 1, count + 1));
                assertEquals(0, read[count + 1]);
            }
        }
    }

    @Test
    void theLayoutIsLittleEndianAndHasNoHeader() throws IOException {
        assertArrayEquals(new byte[] {1, 0, (byte) 0xFE, (byte) 0xFF}, Files.readAllBytes(write(65_536, 1, 65_534)));
        Files.delete(temp.resolve("tokens.bin"));
        assertArrayEquals(new byte[] {2, 1, 1, 0}, Files.readAllBytes(write(70_000, 65_794)));
    }

    @Test
    void anIdOutsideTheVocabularyIsNamedBeforeNativeCodeSeesIt() throws IOException {
        TokenFile file = TokenFile.map(write(66, 3, 64, 65), 65);
        file.read(0, new int[2], 0, 2);
        String message = assertThrows(CorpusException.class, () -> file.read(1, new int[2], 0, 2))
                .getMessage();
        assertTrue(
                message.contains("token 2 in ") && message.contains(" is 65 and the vocabulary ends at 64"), message);
    }

    @Test
    void aViewKeepsToItsPart() throws IOException {
        TokenFile file = TokenFile.map(write(65, 0, 1, 2, 3, 4, 5), 65);
        Tokens tokens = new Tokens("train split of 'x'", file, 2, 5);
        assertEquals(3, tokens.size());
        assertEquals(4, tokens.at(2));
        assertThrows(IndexOutOfBoundsException.class, () -> tokens.at(3));
        assertThrows(IndexOutOfBoundsException.class, () -> tokens.read(2, new int[2], 0, 2));
        assertThrows(IndexOutOfBoundsException.class, () -> tokens.read(0, new int[2], 1, 2));
        assertThrows(IndexOutOfBoundsException.class, () -> new Tokens("x", file, 2, 7));
    }
}
