package understudy.checkpoints;

import java.util.Map;
import java.util.Optional;

/**
 * What is to be saved, already in host memory: saving reads it on any thread while training goes on.
 *
 * @param parameters under the names of the architecture
 * @param optimizer the optimizer's state; empty for a model that was never trained here
 * @param tokenizer text of its {@code tokenizer.json}
 */
public record CheckpointContents(
        CheckpointCard card,
        Map<String, StoredTensor> parameters,
        Optional<Map<String, StoredTensor>> optimizer,
        String tokenizer) {
    public CheckpointContents {
        parameters = Map.copyOf(parameters);
        optimizer = optimizer.map(Map::copyOf);
    }
}
