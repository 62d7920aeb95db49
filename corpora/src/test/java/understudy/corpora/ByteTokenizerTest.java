package understudy.corpora;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import understudy.corpora.bpe.Coverage;

class ByteTokenizerTest {
    private static final String TEXT = "a\0\té漢\r\n😀";
    private static final int[] IDS = {'a', 0, '\t', 0xC3, 0xA9, 0xE6, 0xBC, 0xA2, '\r', '\n', 0xF0, 0x9F, 0x98, 0x80};

    @Test
    void anIdIsAByte() {
        Tokenizer bytes = ByteTokenizer.BYTES;
        assertArrayEquals(IDS, bytes.encode(TEXT));
        assertEquals(TEXT, bytes.decode(IDS));
        assertEquals("<0xC3>", bytes.piece(0xC3));
        assertEquals("a", bytes.piece('a'));
        assertEquals(256, bytes.vocabulary());
        assertThrows(IndexOutOfBoundsException.class, () -> bytes.decode(256));
    }

    @Test
    void theFileIsReadBackAndTheLibraryReadsItAlike() {
        String json = ByteTokenizer.BYTES.json();
        assertSame(ByteTokenizer.BYTES, Tokenizer.of(json));
        assertArrayEquals(IDS, new NativeTokenizer(json, "test").encode(TEXT));
    }

    @Test
    void charactersThatAreNotCoveredBecomeBytes() {
        BitSet kept = new BitSet();
        "a\t\r\n".chars().forEach(kept::set);
        CharacterTokenizer some = CharacterTokenizer.withBytes(kept);
        assertEquals(4 + 256, some.vocabulary());
        int[] ids = some.encode(TEXT);
        assertArrayEquals(new int[] {3, 4, 0, 4 + 0xC3, 4 + 0xA9}, Arrays.copyOf(ids, 5));
        assertEquals(TEXT, some.decode(ids));
        assertEquals("<0xC3>", some.piece(4 + 0xC3));
        assertEquals(1, some.bytes(4 + 0xC3));
        Tokenizer read = Tokenizer.of(some.json());
        assertEquals(some, read);
        assertArrayEquals(ids, new NativeTokenizer(some.json(), "test").encode(TEXT));
        Decoder decoder = read.decoder();
        StringBuilder text = new StringBuilder();
        for (int id : ids) {
            text.append(decoder.hear(id));
        }
        assertEquals(TEXT, text.toString());
    }

    @Test
    void coverageKeepsTheFrequentOnes() {
        long[] counts = new long[128];
        counts['a'] = 90;
        counts['b'] = 8;
        counts['c'] = 1;
        counts['d'] = 1;
        assertEquals("{97, 98}", Coverage.of(counts, .98).toString());
        assertEquals("{97, 98, 99}", Coverage.of(counts, .985).toString());
        assertEquals("{97, 98, 99, 100}", Coverage.of(counts, 1).toString());
    }
}
