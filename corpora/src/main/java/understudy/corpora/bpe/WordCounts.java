package understudy.corpora.bpe;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** How often each word occurs: a hash table over one array of bytes, since millions of small objects would cost ten times the memory. Not for several threads. */
final class WordCounts {
    private static final int FIRST = 1 << 12;

    /** Where each word begins; the last entry is where the next one will. */
    private int[] starts = new int[FIRST];

    private long[] counts = new long[FIRST];
    private int[] hashes = new int[FIRST];
    /** word + 1, by hash; 0 where there is none. Twice as long as words at least. */
    private int[] table = new int[2 * FIRST];

    private byte[] bytes = new byte[16 * FIRST];
    private int size;

    /** Different words. */
    int size() {
        return size;
    }

    long count(int word) {
        return counts[word];
    }

    int length(int word) {
        return starts[word + 1] - starts[word];
    }

    byte at(int word, int place) {
        return bytes[starts[word] + place];
    }

    String text(int word) {
        return new String(bytes, starts[word], length(word), StandardCharsets.UTF_8);
    }

    /** Counts the words of a text. */
    void add(char[] text, int to) {
        int from = 0;
        while (from < to) {
            int end = Words.end(text, from, to);
            append(text, from, end);
            enter(1);
            from = end;
        }
    }

    /** Counts one word. */
    void add(String word, long times) {
        append(word.toCharArray(), 0, word.length());
        enter(times);
    }

    void add(WordCounts others) {
        for (int word = 0; word < others.size; word++) {
            int length = others.length(word);
            reserve(length);
            System.arraycopy(others.bytes, others.starts[word], bytes, starts[size], length);
            starts[size + 1] = starts[size] + length;
            enter(others.counts[word]);
        }
    }

    private void reserve(int more) {
        if (size + 2 > starts.length) {
            grow();
        }
        long wanted = (long) starts[size] + more;
        if (wanted > bytes.length) {
            if (wanted > Integer.MAX_VALUE - 8) {
                throw new OutOfMemoryError("different words of more than 2 GB");
            }
            bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(wanted, 2L * bytes.length)));
        }
    }

    /** Puts the UTF-8 of a word behind the last one, where it stays if it is new. */
    private void append(char[] text, int from, int to) {
        reserve(3 * (to - from));
        int at = starts[size];
        for (int i = from; i < to; i++) {
            int c = text[i];
            if (c < 0x80) {
                bytes[at++] = (byte) c;
                continue;
            }
            if (c < 0x800) {
                bytes[at++] = (byte) (0xC0 | c >> 6);
            } else {
                if (Character.isHighSurrogate((char) c)) {
                    c = Character.toCodePoint((char) c, text[++i]);
                    bytes[at++] = (byte) (0xF0 | c >> 18);
                    bytes[at++] = (byte) (0x80 | c >> 12 & 0x3F);
                } else {
                    bytes[at++] = (byte) (0xE0 | c >> 12);
                }
                bytes[at++] = (byte) (0x80 | c >> 6 & 0x3F);
            }
            bytes[at++] = (byte) (0x80 | c & 0x3F);
        }
        starts[size + 1] = at;
    }

    /** Counts the word that was put behind the others. */
    private void enter(long times) {
        int from = starts[size];
        int to = starts[size + 1];
        int hash = hash(from, to);
        int slot = hash & table.length - 1;
        while (table[slot] != 0) {
            int word = table[slot] - 1;
            if (hashes[word] == hash && Arrays.equals(bytes, starts[word], starts[word + 1], bytes, from, to)) {
                counts[word] += times;
                return;
            }
            slot = slot + 1 & table.length - 1;
        }
        table[slot] = size + 1;
        hashes[size] = hash;
        counts[size] = times;
        size++;
    }

    private int hash(int from, int to) {
        int hash = to - from;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        hash *= 0x9E3779B9;
        return hash ^ hash >>> 15;
    }

    private void grow() {
        starts = Arrays.copyOf(starts, 2 * starts.length);
        counts = Arrays.copyOf(counts, 2 * counts.length);
        hashes = Arrays.copyOf(hashes, 2 * hashes.length);
        table = new int[2 * table.length];
        for (int word = 0; word < size; word++) {
            int slot = hashes[word] & table.length - 1;
            while (table[slot] != 0) {
                slot = slot + 1 & table.length - 1;
            }
            table[slot] = word + 1;
        }
    }
}
