package understudy.models;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A decoder-only transformer (Vaswani et al. 2017; Radford et al. 2019) whose ingredients are chosen by configuration:
 *
 * <ul>
 *   <li>GPT-2's: learned positions, layer norm, biases, GELU, a tied head;
 *   <li>Llama's (Touvron et al. 2023): rotary positions, RMS norm with gain, gated feed-forward layers, fewer heads of
 *       keys and values than of queries; Qwen2 adds biases to queries, keys and values, Qwen3 norms queries and keys;
 *   <li>nanochat's: rotary positions, query-key norm, RMS norm without gain, squared ReLU, untied head, capped logits.
 * </ul>
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
    }

    /**
     * @param positions how the model knows where a token stands
     * @param rotary how queries and keys are turned, if positions are rotary
     * @param queryKeyNorm whether and how queries and keys are normed (Henry et al. 2020)
     * @param keyHeads heads of keys and values, each shared by several of queries (Ainslie et al. 2023); 0 for one each
     * @param headWidth of one head; 0 for width / heads
     * @param bias whether queries, keys and values have biases even where the other layers have none
     */
    public record Attention(
            Positions positions, Rotary rotary, QueryKeyNorm queryKeyNorm, int keyHeads, int headWidth, boolean bias) {
        public Attention {
            Knob.KEY_HEADS.check(keyHeads);
            Knob.HEAD_WIDTH.check(headWidth);
        }
    }

    /**
     * @param norm before attention, before the feed-forward layers, and at the end
     * @param epsilon what the norm adds under the root; 0 for the norm's usual one
     * @param activation between the two feed-forward layers
     * @param inner width between the two feed-forward layers; 0 for 4 · width
     * @param bias whether linear layers (and layer norms) have biases
     * @param embeddingNorm whether token embeddings are normed before the first block
     */
    public record Blocks(
            Norm norm, double epsilon, Activation activation, int inner, boolean bias, boolean embeddingNorm) {
        public Blocks {
            Knob.EPSILON.check(epsilon);
            Knob.INNER.check(inner);
        }
    }

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

    public enum QueryKeyNorm {
        NONE,
        /** Without gain, after the rotation: nanochat's. */
        PLAIN,
        /** With gain, before the rotation: Qwen3's. */
        GAIN
    }

    public enum Norm {
        /** Layer norm with gain (Ba et al. 2016). */
        LAYER(1e-5),
        /** Root mean square, without gain. */
        RMS(1e-6),
        /** Root mean square, with gain (Zhang and Sennrich 2019). */
        RMS_GAIN(1e-6);

        private final double epsilon;

        Norm(double epsilon) {
            this.epsilon = epsilon;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public enum Activation {
        /** GELU in GPT-2's tanh form. */
        GELU_TANH,
        GELU,
        /** ReLU squared (So et al. 2021). */
        RELU_SQUARED,
        /** SiLU of one half times the other (Shazeer 2020); the first layer is twice as wide, gates before values. */
        SWIGLU;

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

    /** Far below a normed vector's rounding; only keeps the row of a token whose embedding is zero from being one. */
    private static final double NEVER_ZERO = 1e-12;

    public Gpt {
        Knob.requireVocabulary(vocabulary);
        int own = attention.headWidth() == 0 ? size.width() / size.heads() : attention.headWidth();
        if (attention.positions() == Positions.ROTARY && own % 2 != 0) {
            throw new ModelException("Rotary positions need an even width per head; found "
                    + (attention.headWidth() == 0
                            ? "width " + size.width() + " / heads " + size.heads() + " = " + own + ". Try --width "
                                    + 2 * size.heads() * Math.max(1, own / 2) + "."
                            : own + ". Try --head-width " + (own + 1) + "."));
        }
        if (attention.keyHeads() > 0 && size.heads() % attention.keyHeads() != 0) {
            throw new ModelException("Heads of keys must divide the heads; found key-heads " + attention.keyHeads()
                    + " and heads " + size.heads() + ". Try --key-heads 1.");
        }
    }

    /** The same network with another context. */
    public Gpt within(int context) {
        return new Gpt(
                vocabulary,
                new Size(size.layers(), size.heads(), size.width(), context),
                attention,
                blocks,
                head,
                start);
    }

    /** Width of one head. */
    public int headWidth() {
        return attention.headWidth() == 0 ? size.width() / size.heads() : attention.headWidth();
    }

    /** Heads of keys and of values. */
    public int keyHeads() {
        return attention.keyHeads() == 0 ? size.heads() : attention.keyHeads();
    }

    /** Width between the two feed-forward layers. */
    public int inner() {
        return blocks.inner() == 0 ? 4 * size.width() : blocks.inner();
    }

    /** What norms add under the root. */
    public double epsilon() {
        return blocks.epsilon() == 0 ? blocks.norm().epsilon : blocks.epsilon();
    }

    /** Whether queries, keys and values have biases. */
    public boolean attentionBias() {
        return blocks.bias() || attention.bias();
    }

    /** Whether the feed-forward layers are gated. */
    public boolean gated() {
        return blocks.activation() == Activation.SWIGLU;
    }

    @Override
    public Tensor features(Weights w, Pass any) {
        GrowingPass pass = any.growing();
        Tensor x = tokens(w).rows(pass.ids());
        if (attention.positions() == Positions.LEARNED) {
            x = x.add(pass.positions(w.table("wpe.weight", Initial.normal(.02), size.context(), size.width())));
        }
        if (blocks.embeddingNorm()) {
            x = x.rmsNorm(size.width(), epsilon()).add(NEVER_ZERO);
        }
        x = pass.dropout(pass.joined(x, size.width()));
        for (int layer = 0; layer < size.layers(); layer++) {
            Weights block = w.in("h." + layer);
            x = x.add(pass.dropout(attend(norm(x, block.in("ln_1")), block.in("attn"), pass, layer)));
            x = x.add(pass.dropout(feedForward(norm(x, block.in("ln_2")), block.in("mlp"), layer)))
                    .tap("h." + layer);
        }
        return norm(pass.wanted(x, size.width()), w.in("ln_f"));
    }

    private Tensor tokens(Weights w) {
        return w.table(
                "wte.weight", start == Start.GPT2 ? Initial.normal(.02) : Initial.normal(1), vocabulary, size.width());
    }

    @Override
    public Tensor head(Weights w, Tensor features) {
        Tensor table = head().tied() ? tokens(w) : w.table("lm_head.weight", Initial.ZEROS, vocabulary, size.width());
        Tensor logits = w.product(features, table).toFloat();
        return head().softcap() == 0
                ? logits
                : logits.mul(1 / head().softcap()).tanh().mul(head().softcap());
    }

    private Tensor attend(Tensor x, Weights w, GrowingPass pass, int layer) {
        int heads = size.heads();
        int keys = keyHeads();
        int each = headWidth();
        Tensor joint = w.linear(x, "c_attn", input(), size.width(), (heads + 2 * keys) * each, attentionBias());
        Tensor query;
        Tensor key;
        Tensor value;
        if (attention.positions() == Positions.ROTARY || attention.queryKeyNorm() != QueryKeyNorm.NONE) {
            // queries and keys go the same way, so they go it together, as heads + keys
            List<Tensor> parts = joint.split(-1, (heads + keys) * each, keys * each);
            Tensor both = pass.inHeads(parts.get(0), heads + keys);
            if (attention.queryKeyNorm() == QueryKeyNorm.GAIN) {
                Tensor queryGain = w.vector("ln_q.weight", Initial.ONES, each);
                Tensor keyGain = w.vector("ln_k.weight", Initial.ONES, each);
                both = both.rmsNorm(each, epsilon()).mul(pass.perHead(queryGain.timesOver(heads, keyGain, keys, each)));
            }
            if (attention.positions() == Positions.ROTARY) {
                both = pass.rotate(both, each, attention.rotary());
            }
            if (attention.queryKeyNorm() == QueryKeyNorm.PLAIN) {
                both = both.rmsNormNonzero(each);
            }
            List<Tensor> pair = pass.groups(w.narrow(both), heads, keys);
            query = pair.get(0);
            key = pair.get(1);
            value = pass.groups(pass.inHeads(parts.get(1), keys), keys).get(0);
        } else {
            List<Tensor> three = pass.groups(pass.inHeads(joint, heads + 2 * keys), heads, keys, keys);
            query = three.get(0);
            key = three.get(1);
            value = three.get(2);
        }
        query.tap("h." + layer + ".query");
        key.tap("h." + layer + ".key");
        Tensor mixed = pass.merged(pass.attend(layer, query, key, value, heads / keys), heads * each);
        return w.linear(mixed, "c_proj", residual(), heads * each, size.width(), blocks.bias());
    }

    private Tensor feedForward(Tensor x, Weights w, int layer) {
        int inner = inner();
        Tensor first = w.linear(x, "c_fc", input(), size.width(), gated() ? 2 * inner : inner, blocks.bias());
        Tensor active = switch (blocks.activation()) {
            case GELU_TANH -> first.gelu("tanh");
            case GELU -> first.gelu("none");
            case RELU_SQUARED -> first.relu().square();
            case SWIGLU -> {
                List<Tensor> halves = first.split(-1, inner, inner);
                yield halves.get(0).silu().mul(halves.get(1));
            }
        };
        return w.linear(active.tap("h." + layer + ".mlp"), "c_proj", residual(), inner, size.width(), blocks.bias());
    }

    private Tensor norm(Tensor x, Weights w) {
        int width = size.width();
        return switch (blocks.norm()) {
            case RMS -> blocks.embeddingNorm() ? x.rmsNormNonzero(width) : x.rmsNorm(width, epsilon());
            case RMS_GAIN -> x.rmsNorm(width, w.vector("weight", Initial.ONES, width), epsilon());
            case LAYER -> {
                Tensor gain = w.vector("weight", Initial.ONES, width);
                yield blocks.bias()
                        ? x.layerNorm(width, gain, w.vector("bias", Initial.ZEROS, width), epsilon())
                        : x.layerNorm(width, gain, epsilon());
            }
        };
    }

    private Initial input() {
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
        return 2.0 * (parameters() - looked) + 4.0 * size.layers() * size.heads() * headWidth() * behind;
    }

    @Override
    public Reading reading() {
        return Reading.WINDOWS;
    }

    @Override
    public boolean endless() {
        return false;
    }

    /** Keys and values of every layer: [layers, rows, heads of keys, context, width per head] each. */
    @Override
    public List<long[]> state(int rows) {
        long[] shape = {size.layers(), rows, keyHeads(), size.context(), headWidth()};
        return List.of(shape, shape);
    }

    @Override
    public Map<String, Object> config() {
        return GptConfig.describe(this);
    }
}
