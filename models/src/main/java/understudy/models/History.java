package understudy.models;

/** The newest tokens of one row, as many as a context can hold. */
final class History {
    private final int[] ring;
    private int size;
    private int end;

    History(int most) {
        ring = new int[most];
    }

    void add(int... tokens) {
        for (int token : tokens) {
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

    int size() {
        return size;
    }

    /** Copies the newest {@code count} tokens, oldest first. */
    void last(int count, long[] into, int offset) {
        for (int i = 0; i < count; i++) {
            into[offset + i] = ring[Math.floorMod(end - count + i, ring.length)];
        }
    }
}
