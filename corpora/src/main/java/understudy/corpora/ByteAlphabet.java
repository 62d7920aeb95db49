package understudy.corpora;

import java.util.Arrays;

/**
 * The 256 characters by which byte-level vocabularies write bytes: GPT-2's choice (its {@code encoder.py}), which all others took over. A byte that is a visible character of
 * Latin-1 stands for itself; the others, in their order, are the characters from U+0100 on.
 */
final class ByteAlphabet {
    private static final int BYTES = 256;
    private static final char[] CHARACTERS = new char[BYTES];
    /** byte + 1 by character, 0 where there is none. */
    private static final int[] VALUES = new int[2 * BYTES];

    static {
        char next = BYTES;
        for (int value = 0; value < BYTES; value++) {
            boolean visible = value > ' ' && value <= '~' || value >= 0xA1 && value <= 0xFF && value != 0xAD;
            CHARACTERS[value] = visible ? (char) value : next++;
            VALUES[CHARACTERS[value]] = value + 1;
        }
    }

    private ByteAlphabet() {}

    /** How a byte is written. */
    static char character(int value) {
        return CHARACTERS[value & 0xFF];
    }

    static String write(byte[] bytes) {
        StringBuilder written = new StringBuilder(bytes.length);
        for (byte value : bytes) {
            written.append(character(value));
        }
        return written.toString();
    }

    /** The byte that a character stands for, or -1. */
    static int value(char c) {
        return c < VALUES.length ? VALUES[c] - 1 : -1;
    }

    /** The bytes that a token stands for; null if it has a character that stands for none. */
    static byte[] read(String token) {
        byte[] bytes = new byte[token.length()];
        for (int i = 0; i < bytes.length; i++) {
            int value = value(token.charAt(i));
            if (value < 0) {
                return null;
            }
            bytes[i] = (byte) value;
        }
        return bytes;
    }

    /** All 256 bytes in the order of their characters: the ids that trainers give them. */
    static byte[] bytes() {
        char[] sorted = CHARACTERS.clone();
        Arrays.sort(sorted);
        byte[] bytes = new byte[BYTES];
        for (int id = 0; id < BYTES; id++) {
            bytes[id] = (byte) value(sorted[id]);
        }
        return bytes;
    }
}
