package understudy.models;

import java.util.Map;
import java.util.Optional;

/**
 * A network whose weights stay as they are, with thin matrices beside some of them that learn.
 *
 * @param inner the network
 * @param form what its adapters are like
 * @param identity of the weights beneath them
 */
record Adapted(Architecture inner, Lora form, String identity) implements Extended {
    static final String KEY = "lora";
    static final String BASE = "base";

    Adapted {
        if (inner.lora().isPresent()) {
            throw new IllegalArgumentException("adapters beside adapters");
        }
        Lora own = form;
        if (Layout.of(inner, weights -> weights.adapting(own)).size(Group.ADAPTERS) == 0) {
            throw new ModelException("LoRA adapts linear layers; this " + inner.arch() + " has none of "
                    + form.on() + ". Expected "
                    + (form.on() == Lora.On.ALL ? "a gpt, an rwkv, an mlp or a wavenet" : "--lora-on all") + ".");
        }
    }

    @Override
    public Tensor features(Weights weights, Pass pass) {
        return inner.features(weights.adapting(form), pass);
    }

    @Override
    public Tensor head(Weights weights, Tensor features) {
        return inner.head(weights.adapting(form), features);
    }

    @Override
    public String sizes() {
        return inner.sizes() + ", LoRA " + form.rank();
    }

    @Override
    public double operations(double behind) {
        return inner.operations(behind) + 2.0 * layout().size(Group.ADAPTERS);
    }

    @Override
    public Architecture merged() {
        return inner;
    }

    @Override
    public Optional<Lora> lora() {
        return Optional.of(form);
    }

    @Override
    public Optional<String> base() {
        return Optional.of(identity);
    }

    @Override
    public Map<String, Object> extension() {
        return Map.of(KEY, form.describe(identity));
    }
}
