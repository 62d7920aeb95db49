package understudy.corpora;

import java.util.Arrays;

/** Which texts were seen already, by hashes of 64 bits: exact up to four million different ones; what comes new after these is not remembered. */
final class Repeats {
    static final long SEED = 0x9E3779B97F4A7C15L;
    private static final int MOST = 1 << 22;

    private long[] slots = new long[1 << 12];
    private int size;

    static long mix(long hash, int value) {
        long mixed = (hash ^ value) * 0xBF58476D1CE4E5B9L;
        return mixed ^ (mixed >>> 29);
    }

    static long of(String text) {
        long hash = SEED;
        for (int i = 0; i < text.length(); i++) {
            hash = mix(hash, text.charAt(i));
        }
        return hash;
    }

    /** False if it was there already. */
    boolean add(long hash) {
        int slot = find(slots, hash);
        if (slots[slot] != 0) {
            return false;
        }
        if (size < MOST) {
            slots[slot] = nonzero(hash);
            if (++size > slots.length / 2) {
                grow();
            }
        }
        return true;
    }

    boolean has(long hash) {
        return slots[find(slots, hash)] != 0;
    }

    private void grow() {
        long[] larger = new long[slots.length * 2];
        Arrays.stream(slots).filter(hash -> hash != 0).forEach(hash -> larger[find(larger, hash)] = hash);
        slots = larger;
    }

    private static int find(long[] slots, long hash) {
        long wanted = nonzero(hash);
        int slot = (int) (wanted ^ (wanted >>> 32)) & (slots.length - 1);
        while (slots[slot] != 0 && slots[slot] != wanted) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }

    private static long nonzero(long hash) {
        return hash == 0 ? SEED : hash;
    }
}
