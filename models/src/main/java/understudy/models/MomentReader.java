package understudy.models;

import java.util.List;

/** A network that sees a fixed number of tokens before each prediction, and carries just those. */
sealed interface MomentReader extends Architecture permits Mlp, WaveNet {
    @Override
    default Reading reading() {
        return Reading.MOMENTS;
    }

    @Override
    default boolean endless() {
        return true;
    }

    /** The newest tokens: [1, rows, context]. */
    @Override
    default List<long[]> state(int rows) {
        return List.of(new long[] {1, rows, context()});
    }
}
