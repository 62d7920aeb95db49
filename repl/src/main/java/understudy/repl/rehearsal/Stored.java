package understudy.repl.rehearsal;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import understudy.checkpoints.Checkpoint;
import understudy.checkpoints.CheckpointCard;
import understudy.checkpoints.StoredTensor;
import understudy.models.Architecture;
import understudy.models.HostTensor;
import understudy.models.Recipe;

/** Between what the models room says and what the checkpoints room writes. */
final class Stored {
    /** Beside the fields of a card: what the recipe is called that the knobs began as. */
    private static final String RECIPE_NAME = "recipe_name";

    private Stored() {}

    static SortedMap<String, HostTensor> tensors(Map<String, StoredTensor> stored) {
        SortedMap<String, HostTensor> tensors = new TreeMap<>();
        stored.forEach((name, t) -> tensors.put(name, new HostTensor(t.dtype(), t.shape(), t.data())));
        return tensors;
    }

    static SortedMap<String, StoredTensor> hosts(Map<String, HostTensor> tensors) {
        SortedMap<String, StoredTensor> stored = new TreeMap<>();
        tensors.forEach((name, t) -> stored.put(name, new StoredTensor(t.dtype(), t.shape(), t.data())));
        return stored;
    }

    static CheckpointCard card(Player player) {
        Architecture architecture = player.model().architecture();
        Standing standing = player.standing();
        return new CheckpointCard(
                new CheckpointCard.Network(architecture.arch(), architecture.config()),
                standing.recipe().asMap(),
                standing.progress(),
                standing.losses(),
                player.part().source(),
                player.part().origin(),
                Map.of(RECIPE_NAME, standing.recipe().name()));
    }

    static Architecture architecture(Checkpoint checkpoint) {
        CheckpointCard.Network network = checkpoint.card().network();
        return Architecture.of(network.architecture(), network.config());
    }

    static Standing standing(Checkpoint checkpoint) {
        CheckpointCard card = checkpoint.card();
        String name = String.valueOf(card.more().getOrDefault(RECIPE_NAME, "own"));
        return new Standing(Recipe.of(name, card.recipe()), card.progress(), card.losses());
    }
}
