package understudy.models;

import java.util.Arrays;

/** The newest tokens of one row, as many as a context can hold. */
final class History {
    private final int most;
    private int[] ring = new int[16];
    private int size;
    private int end;

    History(int most) {
        this.most = most;
    }

    void add(int... tokens) {
        for (int token : tokens) {
            if (size == ring.length && size < most) {
                grow();
            }
            ring[end] = token;
            end = (end + 1) % ring.length;
            size = Math.min(size + 1, ring.length);
        }
    }

    /** Forgets the newest ones. */
    void back(int count) {
        end = Math.floorMod(end - count, ring.length);
        size -= count;
    }

    private void grow() {
        long[] all = new long[size];
        last(size, all, 0);
        ring = Arrays.copyOf(Arrays.stream(all).mapToInt(t -> (int) t).toArray(), (int) Math.min(most, 2L * size));
        end = size % ring.length;
    }

    int size() {
        return size;
    }

    /** Forgets all but the newest. */
    void keep(int newest) {
        size = Math.min(size, newest);
    }

    /** Copies the newest {@code count} tokens, oldest first. */
    void last(int count, long[] into, int offset) {
        for (int i = 0; i < count; i++) {
            into[offset + i] = ring[Math.floorMod(end - count + i, ring.length)];
        }
    }
}
