package understudy.models;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A network with something put around it: it is that network in all that is not said otherwise. */
sealed interface Extended extends Architecture permits Adapted, Classifier {
    /** The network inside. */
    Architecture inner();

    /** What stands in the configuration beside the network's own. */
    Map<String, Object> extension();

    @Override
    default Map<String, Object> config() {
        Map<String, Object> config = new LinkedHashMap<>(inner().config());
        config.putAll(extension());
        return config;
    }

    @Override
    default String arch() {
        return inner().arch();
    }

    @Override
    default int vocabulary() {
        return inner().vocabulary();
    }

    @Override
    default int context() {
        return inner().context();
    }

    @Override
    default Reading reading() {
        return inner().reading();
    }

    @Override
    default boolean endless() {
        return inner().endless();
    }

    @Override
    default List<long[]> state(int rows) {
        return inner().state(rows);
    }

    @Override
    default int features() {
        return inner().features();
    }

    @Override
    default List<String> gates() {
        return inner().gates();
    }

    @Override
    default Tensor gates(Weights weights, Tensor ids) {
        return inner().gates(weights, ids);
    }

    @Override
    default Architecture plain() {
        return inner().plain();
    }

    @Override
    default Optional<Lora> lora() {
        return inner().lora();
    }

    @Override
    default Optional<String> base() {
        return inner().base();
    }
}
