package understudy.checkpoints;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Small harm done to a file: flipped bits, numbers and brackets exchanged, cuts, additions, other lengths. */
final class Mutation {
    private static final String[] WORDS = {
        "-1",
        "0",
        "1",
        "8",
        "18446744073709551615",
        "9223372036854775807",
        "1e3",
        "null",
        "[]",
        "{}",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\"dtype\"",
        "\"F32\"",
        "\"F64\"",
        "\"shape\"",
        "\\u0000",
        "\n",
        "true"
    };

    private Mutation() {}

    static byte[] of(byte[] original, Random random) {
        byte[] content = original.clone();
        for (int harm = 1 + random.nextInt(3); harm > 0; harm--) {
            content = harmed(content, random);
        }
        return content;
    }

    private static byte[] harmed(byte[] content, Random random) {
        int at = random.nextInt(content.length + 1);
        int end = Math.min(content.length, at + random.nextInt(12));
        byte[] word = WORDS[random.nextInt(WORDS.length)].getBytes(StandardCharsets.UTF_8);
        switch (random.nextInt(6)) {
            case 0 -> {
                return Arrays.copyOf(content, at);
            }
            case 1 -> {
                return joined(content, at, word, at);
            }
            case 2 -> {
                return joined(content, at, word, end);
            }
            case 3 -> {
                return joined(content, at, new byte[0], end);
            }
            case 4 -> {
                return withHonestLength(joined(content, at, word, end));
            }
            default -> {
                byte[] flipped = content.clone();
                if (at < flipped.length) {
                    flipped[at] ^= (byte) (1 << random.nextInt(8));
                }
                return flipped;
            }
        }
    }

    private static byte[] joined(byte[] content, int head, byte[] middle, int tail) {
        byte[] joined = Arrays.copyOf(content, head + middle.length + content.length - tail);
        System.arraycopy(middle, 0, joined, head, middle.length);
        System.arraycopy(content, tail, joined, head + middle.length, content.length - tail);
        return joined;
    }

    /** Lets the harm reach what is checked after the header's length. */
    private static byte[] withHonestLength(byte[] content) {
        int data = 143;
        if (content.length < 8 + data) {
            return content;
        }
        long header = content.length - 8L - data;
        for (int i = 0; i < 8; i++) {
            content[i] = (byte) (header >> (8 * i));
        }
        return content;
    }
}
