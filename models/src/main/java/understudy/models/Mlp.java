package understudy.models;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The neural probabilistic language model of Bengio et al. (2003): the vectors of the last few tokens side by side, tanh
 * layers over them, and a softmax over the next. Without the direct connections from vectors to softmax, as in
 * makemore.
 *
 * @param vocabulary how many token ids
 * @param size how large
 * @param norm before each tanh
 * @param bias whether hidden layers have biases where no norm brings its own
 * @param start how weights are drawn
 */
public record Mlp(int vocabulary, Size size, Norm norm, boolean bias, Initialiser start) implements MomentReader {

    /**
     * @param layers hidden layers
     * @param width units in each
     * @param embedding of a token
     * @param context tokens seen
     */
    public record Size(int layers, int width, int embedding, int context) {
        public Size {
            Knob.LAYERS.check(layers);
            Knob.WIDTH.check(width);
            Knob.EMBEDDING.check(embedding);
            Knob.CONTEXT.check(context);
        }
    }

    /** What stands between a linear map and its tanh. */
    public enum Norm {
        NONE,
        BATCH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Small enough for all tokens to be about equally likely at first. */
    private static final Initial HEAD = Initial.normal(.01);

    public Mlp {
        Knob.requireVocabulary(vocabulary);
    }

    @Override
    public Tensor features(Weights w, Pass pass) {
        Tensor x = w.table("tokens.weight", Initial.normal(1), vocabulary, size.embedding())
                .rows(pass.moments(size.context()));
        int in = size.context() * size.embedding();
        x = pass.joined(x, in);
        for (int layer = 0; layer < size.layers(); layer++) {
            x = hidden(x, w.in("hidden." + layer), pass, new Fan(in, size.width()), norm, bias, start);
            in = size.width();
        }
        return x;
    }

    @Override
    public int features() {
        return size.layers() == 0 ? size.context() * size.embedding() : size.width();
    }

    @Override
    public Tensor head(Weights w, Tensor features) {
        return head(features, w, features(), vocabulary);
    }

    /** Inputs and outputs of a linear map. */
    record Fan(int in, int out) {}

    /** A tanh layer over x [n, in]. */
    static Tensor hidden(Tensor x, Weights w, Pass pass, Fan fan, Norm norm, boolean bias, Initialiser start) {
        Initial weights = start.of(fan.in(), fan.out(), Initialiser.TANH);
        Tensor sums = w.linear(x, "linear", weights, fan.in(), fan.out(), bias && norm == Norm.NONE);
        Tensor normed = norm == Norm.BATCH ? BatchNorm.of(sums.toFloat(), w.in("norm"), pass, fan.out()) : sums;
        return pass.dropout(normed.tanh());
    }

    static Tensor head(Tensor x, Weights w, int width, int vocabulary) {
        Tensor head = w.table("head.weight", HEAD, vocabulary, width);
        return w.product(x, head).toFloat().add(w.vector("head.bias", Initial.ZEROS, vocabulary));
    }

    @Override
    public String arch() {
        return "mlp";
    }

    @Override
    public int context() {
        return size.context();
    }

    @Override
    public String sizes() {
        return size.layers() + (size.layers() == 1 ? " hidden layer" : " hidden layers") + " of " + size.width()
                + ", embedding " + size.embedding() + ", context " + size.context();
    }

    @Override
    public double operations(double behind) {
        double width = size.width();
        return 2 * width * (size.context() * (double) size.embedding() + (size.layers() - 1) * width + vocabulary);
    }

    @Override
    public Map<String, Object> config() {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("vocabulary", vocabulary);
        config.put("layers", size.layers());
        config.put("width", size.width());
        config.put("embedding", size.embedding());
        config.put("context", size.context());
        config.put("norm", norm.toString());
        config.put("bias", bias);
        config.put("start", start.toString());
        return config;
    }

    static Mlp of(Config config) {
        return new Mlp(
                config.count("vocabulary"),
                new Size(
                        config.count("layers"),
                        config.count("width"),
                        config.count("embedding"),
                        config.count("context")),
                config.choice("norm", Norm.class),
                config.truth("bias"),
                config.choice("start", Initialiser.class));
    }
}
