package understudy.models;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A tree over the last tokens: each level fuses two neighbours into one by a tanh layer, until one is left, from which
 * the next token is predicted. It is the dilated causal convolution of WaveNet (van den Oord et al. 2016) with two taps
 * a level, without its gates and skips, as in makemore.
 *
 * @param vocabulary how many token ids
 * @param size how large
 * @param norm before each tanh
 * @param bias whether levels have biases where no norm brings its own
 * @param start how weights are drawn
 */
public record WaveNet(int vocabulary, Size size, Mlp.Norm norm, boolean bias, Initialiser start)
        implements MomentReader {

    /**
     * @param width units of a level
     * @param embedding of a token
     * @param context tokens seen, a power of two
     */
    public record Size(int width, int embedding, int context) {
        public Size {
            Knob.WIDTH.check(width);
            Knob.EMBEDDING.check(embedding);
            Knob.CONTEXT.check(context);
            if (context < 2 || Integer.bitCount(context) != 1) {
                int below = Math.max(2, Integer.highestOneBit(context));
                throw new ModelException("A wavenet halves its context at every level: expected a power of two; found "
                        + context + ". Try --context " + below
                        + (context < 2 ? "" : " or --context " + 2L * below) + ".");
            }
        }

        int levels() {
            return Integer.numberOfTrailingZeros(context);
        }
    }

    public WaveNet {
        Knob.requireVocabulary(vocabulary);
    }

    @Override
    public Tensor features(Weights w, Pass pass) {
        Tensor x = w.table("tokens.weight", Initial.normal(1), vocabulary, size.embedding())
                .rows(pass.moments(size.context()));
        int each = size.embedding();
        for (int level = 0; level < size.levels(); level++) {
            x = pass.joined(x, 2 * each); // neighbours lie side by side: this fuses them
            x = Mlp.hidden(x, w.in("levels." + level), pass, new Mlp.Fan(2 * each, size.width()), norm, bias, start);
            each = size.width();
        }
        return x;
    }

    @Override
    public int features() {
        return size.levels() == 0 ? size.embedding() : size.width();
    }

    @Override
    public Tensor head(Weights w, Tensor features) {
        return Mlp.head(features, w, features(), vocabulary);
    }

    @Override
    public String arch() {
        return "wavenet";
    }

    @Override
    public int context() {
        return size.context();
    }

    @Override
    public String sizes() {
        return size.levels() + (size.levels() == 1 ? " level" : " levels") + " of " + size.width() + ", embedding "
                + size.embedding() + ", context " + size.context();
    }

    @Override
    public double operations(double behind) {
        double width = size.width();
        double first = size.context() / 2.0 * 2 * size.embedding() * width;
        double others = (size.context() / 2.0 - 1) * 2 * width * width;
        return 2 * (first + others + width * vocabulary);
    }

    @Override
    public Map<String, Object> config() {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("vocabulary", vocabulary);
        config.put("width", size.width());
        config.put("embedding", size.embedding());
        config.put("context", size.context());
        config.put("norm", norm.toString());
        config.put("bias", bias);
        config.put("start", start.toString());
        return config;
    }

    static WaveNet of(Config config) {
        return new WaveNet(
                config.count("vocabulary"),
                new Size(config.count("width"), config.count("embedding"), config.count("context")),
                config.choice("norm", Mlp.Norm.class),
                config.truth("bias"),
                config.choice("start", Initialiser.class));
    }
}
