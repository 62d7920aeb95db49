package understudy.corpora.bpe;

import java.util.Arrays;

/** Whole numbers in the order in which they came. */
final class IntList {
    private int[] values = new int[4];
    private int size;

    void add(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
    }

    int size() {
        return size;
    }

    int get(int index) {
        return values[index];
    }

    int last() {
        return size == 0 ? -1 : values[size - 1];
    }
}
