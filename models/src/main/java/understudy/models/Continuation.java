package understudy.models;

import java.util.ArrayList;
import java.util.List;

/**
 * What the passages of a text that goes on share while a function over them is traced. Keys and values of all positions
 * so far are the program's list {@code state}, two tensors [layers, batch, heads, context, width], which are written in
 * place; views of them and tables of positions are made once a call.
 */
final class Continuation {
    /** The program's argument that is the list of carried tensors. */
    static final String STATE = "state";

    private final Trace trace;
    private final int context;
    private final Tensor keys;
    private final Tensor values;
    private final List<Tensor[]> layers = new ArrayList<>();
    private Rotation rotation;

    Continuation(Trace trace, int context) {
        this.trace = trace;
        this.context = context;
        this.keys = new Tensor(trace, STATE + "[0]");
        this.values = new Tensor(trace, STATE + "[1]");
    }

    /** A tensor on the device where the text is. */
    Tensor device() {
        return keys;
    }

    /** Tables for every position of a context. */
    Rotation rotation(int width, Rotary rotary) {
        if (rotation == null) {
            rotation = Rotation.constant(trace, Integer.toString(context), keys, width, rotary);
        }
        return rotation;
    }

    /**
     * Keeps the keys and values of the positions from {@code position} to {@code end} (exclusive), variables of the
     * program.
     *
     * @param key [batch, heads, positions, width], as is value
     * @return keys and values of all positions up to {@code end}
     */
    Tensor[] extended(int layer, Tensor key, Tensor value) {
        while (layers.size() <= layer) {
            int next = layers.size();
            layers.add(new Tensor[] {
                trace.constant("torch.select(%s, 0, %d)", keys, next),
                trace.constant("torch.select(%s, 0, %d)", values, next)
            });
        }
        Tensor[] kept = layers.get(layer);
        return new Tensor[] {extended(kept[0], key), extended(kept[1], value)};
    }

    private Tensor extended(Tensor cache, Tensor news) {
        trace.line("torch.copy_(torch.slice(%s, 2, position, end), %s)", cache, news);
        return trace.value("torch.slice(%s, 2, 0, end)", cache);
    }
}
