package understudy.corpora.bpe;

import java.util.Arrays;

/** Numbers for pairs of token ids, 0, 1, 2 in the order in which they are seen, and how often each pair occurs. Never forgets one. */
final class PairTable {
    /** Pairs by slot; -1 where there is none, which no pair is. */
    private long[] keys = new long[1 << 14];

    private int[] numbers = new int[keys.length];
    private long[] pairs = new long[1 << 12];
    private long[] counts = new long[pairs.length];
    private int size;

    PairTable() {
        Arrays.fill(keys, -1);
    }

    static long pair(int first, int second) {
        return (long) first << Integer.SIZE | second;
    }

    static int first(long pair) {
        return (int) (pair >> Integer.SIZE);
    }

    static int second(long pair) {
        return (int) pair;
    }

    int size() {
        return size;
    }

    long pair(int number) {
        return pairs[number];
    }

    long count(int number) {
        return counts[number];
    }

    void count(int number, long times) {
        counts[number] += times;
    }

    /** The number of a pair; a new one if it has none. */
    int number(long pair) {
        int slot = slot(pair);
        while (keys[slot] != pair) {
            if (keys[slot] == -1) {
                return enter(slot, pair);
            }
            slot = slot + 1 & keys.length - 1;
        }
        return numbers[slot];
    }

    private int enter(int slot, long pair) {
        keys[slot] = pair;
        numbers[slot] = size;
        if (size == pairs.length) {
            pairs = Arrays.copyOf(pairs, 2 * size);
            counts = Arrays.copyOf(counts, 2 * size);
        }
        pairs[size] = pair;
        size++;
        if (4 * size > 3 * keys.length) {
            rehash();
        }
        return size - 1;
    }

    private void rehash() {
        keys = new long[2 * keys.length];
        numbers = new int[keys.length];
        Arrays.fill(keys, -1);
        for (int number = 0; number < size; number++) {
            int slot = slot(pairs[number]);
            while (keys[slot] != -1) {
                slot = slot + 1 & keys.length - 1;
            }
            keys[slot] = pairs[number];
            numbers[slot] = number;
        }
    }

    private int slot(long pair) {
        long mixed = pair * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32) & keys.length - 1;
    }
}
