package understudy.models;

import java.util.List;

/**
 * What the gates of a network did while it read a text.
 *
 * @param names of the gates, and of what they hold
 * @param layers how many
 * @param tokens read
 * @param cells in a layer
 * @param values [layers, gates, tokens, cells]: 0 to 1 for a gate, from shut to open; -1 to 1 for {@code cell}
 */
public record Gates(List<String> names, int layers, int tokens, int cells, float[] values) {
    public Gates {
        names = List.copyOf(names);
        long expected = (long) layers * names.size() * tokens * cells;
        if (values.length != expected) {
            throw new IllegalArgumentException("expected " + expected + " values, found " + values.length);
        }
    }

    /** All numbers from 0. */
    public float at(int layer, int gate, int token, int cell) {
        return values[((layer * names.size() + gate) * tokens + token) * cells + cell];
    }

    /** The mean over a layer's cells. */
    public double mean(int layer, int gate, int token) {
        double sum = 0;
        for (int cell = 0; cell < cells; cell++) {
            sum += at(layer, gate, token, cell);
        }
        return sum / cells;
    }
}
