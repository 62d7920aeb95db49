package understudy.models;

import java.util.Map;

/**
 * A network that sorts texts: in the place of its own head a linear one over classes. It is read at the last token of a
 * text; what it says before that carries no loss.
 *
 * @param inner the network
 * @param classes how many
 */
public record Classifier(Architecture inner, int classes) implements Extended {
    static final String KEY = "classes";

    public Classifier {
        if (!inner.speaks()) {
            throw new IllegalArgumentException("a head above a head");
        }
        if (classes < 2) {
            throw new ModelException("Expected at least 2 classes to sort texts into; found " + classes + ".");
        }
    }

    @Override
    public int outputs() {
        return classes;
    }

    @Override
    public boolean speaks() {
        return false;
    }

    @Override
    public Tensor features(Weights weights, Pass pass) {
        return inner.features(weights, pass);
    }

    /** At first every class is equally likely. */
    @Override
    public Tensor head(Weights weights, Tensor features) {
        Tensor head = weights.table("class_head.weight", Initial.ZEROS, classes, features());
        return weights.product(features, head).toFloat().add(weights.vector("class_head.bias", Initial.ZEROS, classes));
    }

    @Override
    public String sizes() {
        return inner.sizes() + ", " + classes + " classes";
    }

    @Override
    public double operations(double behind) {
        return inner.operations(behind) + 2.0 * features() * (classes - (double) vocabulary());
    }

    @Override
    public Architecture merged() {
        return new Classifier(inner.merged(), classes);
    }

    @Override
    public Architecture adapted(Lora lora, String base) {
        return new Classifier(inner.adapted(lora, base), classes);
    }

    @Override
    public Map<String, Object> extension() {
        Map<String, Object> extension = new java.util.LinkedHashMap<>();
        if (inner instanceof Extended extended) {
            extension.putAll(extended.extension());
        }
        extension.put(KEY, classes);
        return extension;
    }
}
