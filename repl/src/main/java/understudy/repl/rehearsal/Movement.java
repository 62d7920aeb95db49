package understudy.repl.rehearsal;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import understudy.checkpoints.Checkpoint;
import understudy.checkpoints.StoredTensor;

/**
 * How far a model's weights went from one checkpoint to the next, as a share of their size and for each step: what is left of a step's update once steps back and forth have cancelled each
 * other out, and so the least that one can have been.
 *
 * @param from step of the earlier checkpoint
 * @param to step of the later one
 * @param ratio of the change's root mean square to the weights', divided by the steps
 */
public record Movement(long from, long to, double ratio) {
    private static final int MOST = 16;

    /** Between neighbours of these checkpoints, thinned where there are many. */
    public static List<Movement> of(List<Checkpoint> checkpoints) {
        List<Checkpoint> chosen = new ArrayList<>();
        int count = Math.min(MOST, checkpoints.size());
        for (int i = 0; i < count; i++) {
            chosen.add(checkpoints.get(count == 1 ? 0 : (int) ((long) i * (checkpoints.size() - 1) / (count - 1))));
        }
        List<Movement> movements = new ArrayList<>();
        Map<String, StoredTensor> before = Map.of();
        for (int i = 0; i < chosen.size(); i++) {
            Map<String, StoredTensor> now = chosen.get(i).parameters();
            if (i > 0) {
                long from = chosen.get(i - 1).step();
                long to = chosen.get(i).step();
                movements.add(new Movement(from, to, change(before, now) / Math.max(1, to - from)));
            }
            before = now;
        }
        return movements;
    }

    private static double change(Map<String, StoredTensor> before, Map<String, StoredTensor> now) {
        double moved = 0;
        double size = 0;
        for (Map.Entry<String, StoredTensor> one : now.entrySet()) {
            StoredTensor earlier = before.get(one.getKey());
            if (earlier == null || !one.getValue().dtype().equals("F32")) {
                continue;
            }
            FloatBuffer a = earlier.data().asFloatBuffer();
            FloatBuffer b = one.getValue().data().asFloatBuffer();
            for (int i = 0; i < Math.min(a.remaining(), b.remaining()); i++) {
                double difference = b.get(i) - a.get(i);
                moved += difference * difference;
                size += (double) a.get(i) * a.get(i);
            }
        }
        return size == 0 ? 0 : Math.sqrt(moved / size);
    }
}
