package understudy.models;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A decoder-only transformer (Vaswani et al. 2017; Radford et al. 2019) whose ingredients are chosen by configuration:
 * GPT-2's, or those of nanochat (rotary positions, query-key norm, RMS norm without gain, squared ReLU, untied head,
 * capped logits).
 *
 * @param vocabulary how many token ids
 * @param size how large
 * @param attention what attention does beside attending
 * @param blocks what stands around it
 * @param head how logits are made
 * @param start how parameters are drawn
 */
public record Gpt(int vocabulary, Size size, Attention attention, Blocks blocks, Head head, Start start)
        implements Architecture {

    /**
     * @param layers number of blocks
     * @param heads attention heads in each
     * @param width of the residual stream, a multiple of heads
     * @param context the most tokens seen at once
     */
    public record Size(int layers, int heads, int width, int context) {
        public Size {
            Knob.LAYERS.check(layers);
            Knob.HEADS.check(heads);
            Knob.WIDTH.check(width);
            Knob.CONTEXT.check(context);
            if (width % heads != 0) {
                int step = 2 * heads; // an even width per head, which rotary positions need too
                int near = Math.max(step, Math.round((float) width / step) * step);
                throw new ModelException("Heads must divide the width; found width " + width + " and heads " + heads
                        + ". Try --width " + near + ".");
            }
        }

        int headWidth() {
            return width / heads;
        }
    }

    /**
     * @param positions how the model knows where a token stands
     * @param queryKeyNorm whether queries and keys are normed after their rotation (Henry et al. 2020)
     */
    public record Attention(Positions positions, boolean queryKeyNorm) {}

    /**
     * @param norm before attention, before the feed-forward layers, and at the end
     * @param activation between the two feed-forward layers
     * @param bias whether linear layers (and layer norms) have biases
     * @param embeddingNorm whether token embeddings are normed before the first block
     */
    public record Blocks(Norm norm, Activation activation, boolean bias, boolean embeddingNorm) {}

    /**
     * @param tied whether the head is the token table
     * @param softcap logits are cap · tanh(logits / cap); 0 for none
     */
    public record Head(boolean tied, double softcap) {
        public Head {
            Knob.SOFTCAP.check(softcap);
        }
    }

    public enum Positions {
        LEARNED,
        ROTARY;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public enum Norm {
        /** Layer norm with gain (Ba et al. 2016). */
        LAYER,
        /** Root mean square, without gain. */
        RMS;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public enum Activation {
        /** GELU in GPT-2's tanh form. */
        GELU_TANH,
        GELU,
        /** ReLU squared (So et al. 2021). */
        RELU_SQUARED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public enum Start {
        /** GPT-2's: normal .02, residual projections smaller by sqrt(2 layers). */
        GPT2,
        /** nanochat's: uniform with variance 1/width, residual projections and head zero, embeddings of variance 1. */
        NANOCHAT;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final double EPSILON_RMS = 1e-6;
    /** Far below a normed vector's rounding; only keeps the row of a token whose embedding is zero from being one. */
    private static final double NEVER_ZERO = 1e-12;

    private static final double ROTARY_BASE = 10_000;

    public Gpt {
        Knob.requireVocabulary(vocabulary);
        if (attention.positions() == Positions.ROTARY && size.headWidth() % 2 != 0) {
            throw new ModelException("Rotary positions need an even width per head; found width " + size.width()
                    + " / heads " + size.heads() + " = " + size.headWidth() + ". Try --width "
                    + 2 * size.heads() * Math.max(1, size.headWidth() / 2) + ".");
        }
    }

    @Override
    public Tensor logits(Weights w, Pass pass) {
        Tensor tokens = w.table(
                "wte.weight", start == Start.GPT2 ? Initial.normal(.02) : Initial.normal(1), vocabulary, size.width());
        Tensor x = tokens.rows(pass.ids());
        if (attention.positions() == Positions.LEARNED) {
            x = x.add(pass.positions(w.table("wpe.weight", Initial.normal(.02), size.context(), size.width())));
        }
        if (blocks.embeddingNorm()) {
            x = x.rmsNorm(size.width(), EPSILON_RMS).add(NEVER_ZERO);
        }
        x = pass.dropout(pass.joined(x, size.width()));
        for (int layer = 0; layer < size.layers(); layer++) {
            Weights block = w.in("h." + layer);
            x = x.add(pass.dropout(attend(norm(x, block.in("ln_1")), block.in("attn"), pass, layer)));
            x = x.add(pass.dropout(feedForward(norm(x, block.in("ln_2")), block.in("mlp"), layer)))
                    .tap("h." + layer);
        }
        x = norm(pass.wanted(x, size.width()), w.in("ln_f"));
        Tensor head = head().tied() ? tokens : w.table("lm_head.weight", Initial.ZEROS, vocabulary, size.width());
        Tensor logits = w.product(x, head).toFloat();
        return head().softcap() == 0
                ? logits
                : logits.mul(1 / head().softcap()).tanh().mul(head().softcap());
    }

    private Tensor attend(Tensor x, Weights w, Pass pass, int layer) {
        int width = size.width();
        int heads = size.heads();
        Tensor joint = w.linear(x, "c_attn", inner(), width, 3 * width, blocks.bias());
        Tensor query;
        Tensor key;
        Tensor value;
        if (attention.positions() == Positions.ROTARY || attention.queryKeyNorm()) {
            // queries and keys go the same way, so they go it together, as 2 · heads
            List<Tensor> parts = joint.split(-1, 2 * width, width);
            Tensor both = pass.inHeads(parts.get(0), 2 * heads);
            if (attention.positions() == Positions.ROTARY) {
                both = pass.rotate(both, size.headWidth(), ROTARY_BASE);
            }
            if (attention.queryKeyNorm()) {
                both = both.rmsNormNonzero(size.headWidth());
            }
            List<Tensor> pair = pass.groups(w.narrow(both), heads, heads);
            query = pair.get(0);
            key = pair.get(1);
            value = pass.groups(pass.inHeads(parts.get(1), heads), heads).get(0);
        } else {
            List<Tensor> three = pass.groups(pass.inHeads(joint, 3 * heads), heads, heads, heads);
            query = three.get(0);
            key = three.get(1);
            value = three.get(2);
        }
        query.tap("h." + layer + ".query");
        key.tap("h." + layer + ".key");
        Tensor mixed = pass.merged(pass.attend(layer, query, key, value), width);
        return w.linear(mixed, "c_proj", residual(), width, width, blocks.bias());
    }

    private Tensor feedForward(Tensor x, Weights w, int layer) {
        int width = size.width();
        Tensor inner = w.linear(x, "c_fc", inner(), width, 4 * width, blocks.bias());
        Tensor active = switch (blocks.activation()) {
            case GELU_TANH -> inner.gelu("tanh");
            case GELU -> inner.gelu("none");
            case RELU_SQUARED -> inner.relu().square();
        };
        return w.linear(active.tap("h." + layer + ".mlp"), "c_proj", residual(), 4 * width, width, blocks.bias());
    }

    private Tensor norm(Tensor x, Weights w) {
        int width = size.width();
        if (blocks.norm() == Norm.RMS) {
            return blocks.embeddingNorm() ? x.rmsNormNonzero(width) : x.rmsNorm(width, EPSILON_RMS);
        }
        Tensor gain = w.vector("weight", Initial.ONES, width);
        return blocks.bias()
                ? x.layerNorm(width, gain, w.vector("bias", Initial.ZEROS, width))
                : x.layerNorm(width, gain);
    }

    private Initial inner() {
        return start == Start.GPT2 ? Initial.normal(.02) : Initial.uniform(Math.sqrt(3.0 / size.width()));
    }

    private Initial residual() {
        return start == Start.GPT2 ? Initial.normal(.02 / Math.sqrt(2.0 * size.layers())) : Initial.ZEROS;
    }

    @Override
    public String arch() {
        return "gpt";
    }

    @Override
    public int context() {
        return size.context();
    }

    @Override
    public String sizes() {
        return size.layers() + (size.layers() == 1 ? " layer, " : " layers, ") + size.heads()
                + (size.heads() == 1 ? " head" : " heads") + ", width " + size.width() + ", context " + size.context();
    }

    @Override
    public double operations(double behind) {
        // tables that are only looked up do no arithmetic; a tied one is the head as well
        long looked = (head.tied() ? 0 : (long) size.width() * vocabulary)
                + (attention.positions() == Positions.LEARNED ? (long) size.width() * size.context() : 0);
        return 2.0 * (parameters() - looked) + 4.0 * size.layers() * size.width() * behind;
    }

    @Override
    public Reading reading() {
        return Reading.WINDOWS;
    }

    @Override
    public boolean endless() {
        return false;
    }

    /** Keys and values of every layer: [layers, rows, heads, context, width per head] each. */
    @Override
    public List<long[]> state(int rows) {
        long[] shape = {size.layers(), rows, size.heads(), size.context(), size.headWidth()};
        return List.of(shape, shape);
    }

    @Override
    public Map<String, Object> config() {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("vocabulary", vocabulary);
        config.put("layers", size.layers());
        config.put("heads", size.heads());
        config.put("width", size.width());
        config.put("context", size.context());
        config.put("positions", attention.positions().toString());
        config.put("query-key-norm", attention.queryKeyNorm());
        config.put("norm", blocks.norm().toString());
        config.put("activation", blocks.activation().toString());
        config.put("bias", blocks.bias());
        config.put("embedding-norm", blocks.embeddingNorm());
        config.put("tied", head().tied());
        config.put("softcap", head().softcap());
        config.put("start", start.toString());
        return config;
    }

    static Gpt of(Config config) {
        return new Gpt(
                config.count("vocabulary"),
                new Size(config.count("layers"), config.count("heads"), config.count("width"), config.count("context")),
                new Attention(config.choice("positions", Positions.class), config.truth("query-key-norm")),
                new Blocks(
                        config.choice("norm", Norm.class),
                        config.choice("activation", Activation.class),
                        config.truth("bias"),
                        config.truth("embedding-norm")),
                new Head(config.truth("tied"), config.number("softcap")),
                config.choice("start", Start.class));
    }
}
