package understudy.models;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * RWKV-7 "Goose" (Peng et al. 2025, arxiv.org/abs/2503.14456): a recurrent network whose state is a matrix for each head, changed by a generalized delta rule. It learns over whole
 * windows at once and speaks token by token; names and first values are those of RWKV-LM's x070.
 *
 * <p>Notation, for one head with channels in rows: S is the state [value channels, key channels]; w, a, b, k, v, r are vectors of a token. Then
 * {@code S ← S diag(w) + (S a) bᵀ + v kᵀ} and the token's output is {@code S r}.
 *
 * @param vocabulary how many token ids
 * @param size how large
 */
public record Rwkv(int vocabulary, Size size) implements Architecture {

    /**
     * @param layers number of blocks
     * @param heads states in each
     * @param width of the residual stream, a multiple of heads
     * @param context tokens in a window of training; speaking has no such limit
     */
    public record Size(int layers, int heads, int width, int context) {
        public Size {
            Knob.LAYERS.check(layers);
            Knob.HEADS.check(heads);
            Knob.WIDTH.check(width);
            Knob.CONTEXT.check(context);
            if (width % heads != 0) {
                int near = Math.max(heads, Math.round((float) width / heads) * heads);
                throw new ModelException("Heads must divide the width; found width " + width + " and heads " + heads
                        + ". Try --width " + near + ".");
            }
        }

        int headWidth() {
            return width / heads;
        }

        /** Of the small matrices through which decays, rates and gates depend on the token. */
        int rank() {
            return Math.max(8, Math.round(width / 64f) * 8);
        }
    }

    private static final int MOST_TOKENS = 1 << 24;
    /** No channel decays faster than by exp(-1/sqrt(e)) a token. */
    private static final double FASTEST = -Math.exp(-.5);
    /** Tokens that are arranged as one: over so many, the smallest product of decays is still far within single precision. */
    private static final int CHUNK = 64;

    private static final double EPSILON = 1e-5;
    private static final double GROUP_EPSILON = 64e-5;
    private static final int HIDDEN = 4;

    /** What is carried, in the order of {@link #state}. */
    private static final int ATTENTION_INPUT = 0;

    private static final int FEED_FORWARD_INPUT = 1;
    private static final int MATRIX = 2;

    public Rwkv {
        if (vocabulary < 2 || vocabulary > MOST_TOKENS) {
            throw new ModelException("vocabulary: expected 2 to " + MOST_TOKENS + " token ids; found " + vocabulary
                    + ". Choose another corpus or tokenizer.");
        }
    }

    @Override
    public Tensor features(Weights w, Pass pass) {
        int width = size.width();
        Trace trace = pass.ids().trace();
        Tensor x =
                w.table("emb.weight", Initial.uniform(1e-4), vocabulary, width).rows(pass.ids());
        x = norm(x, w.in("blocks.0.ln0"));
        Passage passage = new Passage(trace, pass, x);
        for (int layer = 0; layer < size.layers(); layer++) {
            Weights block = w.in("blocks." + layer);
            x = x.add(pass.dropout(passage.timeMix(norm(x, block.in("ln1")), block.in("att"), layer)));
            x = x.add(pass.dropout(passage.channelMix(norm(x, block.in("ln2")), block.in("ffn"), layer)));
        }
        passage.leave();
        return norm(pass.wanted(trace.value("torch.view(%s, [-1, %d])", x, width), width), w.in("ln_out"));
    }

    @Override
    public int features() {
        return size.width();
    }

    @Override
    public Tensor head(Weights w, Tensor features) {
        Tensor table = w.table("head.weight", Initial.uniform(.5 / Math.sqrt(size.width())), vocabulary, size.width());
        return w.product(features, table).toFloat();
    }

    private Tensor norm(Tensor x, Weights w) {
        return x.layerNorm(
                size.width(),
                w.vector("weight", Initial.ONES, size.width()),
                w.vector("bias", Initial.ZEROS, size.width()),
                EPSILON);
    }

    /** The layers of one passage: what they hand to each other beside the residual stream, and to the next passage. */
    private final class Passage {
        private final Trace trace;
        private final Pass pass;
        private final String rows;
        private final String length;
        private final Tensor[][] after = new Tensor[3][size.layers()];
        private Tensor firstValue;

        Passage(Trace trace, Pass pass, Tensor x) {
            this.trace = trace;
            this.pass = pass;
            this.rows = trace.value("torch.size(%s, 0)", x).toString();
            this.length = trace.value("torch.size(%s, 1)", x).toString();
        }

        /** The layer's part of what is carried. */
        private Tensor carried(int what, int layer) {
            return trace.value("torch.select(%s, 0, %d)", pass.carried(what), layer);
        }

        void leave() {
            for (int what = 0; what < after.length; what++) {
                StringBuilder layers = new StringBuilder();
                for (Tensor layer : after[what]) {
                    layers.append(layers.length() == 0 ? "" : ", ").append(layer);
                }
                pass.carry(what, trace.value("torch.stack([%s])", layers));
            }
        }

        /** For each token, what the one before it was less what it is. */
        private Tensor shift(Tensor x, int what, int layer) {
            Tensor last = trace.value("torch.unsqueeze(%s, 1)", carried(what, layer));
            if (pass.single()) {
                after[what][layer] = trace.value("torch.select(%s, 1, 0)", x);
                return last.sub(x);
            }
            after[what][layer] = trace.value("torch.select(%s, 1, -1)", x);
            Tensor before = trace.value("torch.cat([%s, torch.slice(%s, 1, 0, -1)], 1)", last, x);
            return before.sub(x);
        }

        /** Between a token and the one before it, channel by channel. */
        private Tensor mixed(Tensor x, Tensor toBefore, Weights w, String name, double power) {
            Tensor share = w.vector(name, Initial.rise(1, 0, power), size.width());
            return trace.value("torch.addcmul(%s, %s, %s)", x, toBefore, share);
        }

        private Tensor matrix(Tensor x, Weights w, String name, double scale) {
            Initial initial = scale == 0 ? Initial.ZEROS : Initial.uniform(scale / Math.sqrt(size.width()));
            return w.linear(x, name, initial, size.width(), size.width(), false).toFloat();
        }

        /** first + second-matrix · activation(first-matrix · x): a vector for each token that a few numbers decide. */
        private Tensor lowRank(Tensor x, Weights w, String name, int rank, String activation, Initial offset) {
            Tensor inner = w.product(x, w.matrix(name + "1", Initial.ZEROS, rank, size.width()));
            Tensor active = activation.isEmpty() ? inner : trace.value("torch.%s(%s)", activation, inner);
            Initial spread = Initial.uniform(.1 * Math.sqrt(3.0 / Math.max(rank, size.width())));
            Tensor outer = w.product(active, w.matrix(name + "2", spread, size.width(), rank))
                    .toFloat();
            return offset == null ? outer : outer.add(w.vector(name + "0", offset, size.width()));
        }

        /** [rows, length, width] to [rows, heads, length, width of a head]. */
        private Tensor inHeads(Tensor x) {
            return trace.value(
                    "torch.transpose(torch.view(%s, [%s, %s, %d, %d]), 1, 2)",
                    x, rows, length, size.heads(), size.headWidth());
        }

        Tensor timeMix(Tensor x, Weights w, int layer) {
            double depth = size.layers() == 1 ? 0 : layer / (size.layers() - 1.0);
            double toGo = 1 - (double) layer / size.layers();
            Tensor toBefore = shift(x, ATTENTION_INPUT, layer);
            Tensor forKey = mixed(x, toBefore, w, "x_k", .7 * toGo);
            Tensor forValue = mixed(x, toBefore, w, "x_v", .7 * toGo);
            Tensor r = matrix(mixed(x, toBefore, w, "x_r", .2 * toGo), w, "receptance", .5);
            Tensor k = matrix(forKey, w, "key", .05);
            Tensor v = matrix(forValue, w, "value", .5);
            int rank = size.rank();
            Initial speeds = Initial.rise(-6.5, -1.5, .85 + Math.sqrt(depth));
            Tensor speed = lowRank(mixed(x, toBefore, w, "x_w", .9 * toGo), w, "w", rank, "tanh", speeds);
            Tensor decay = trace.value("torch.mul(torch.sigmoid(%s), %s)", speed, FASTEST); // its logarithm
            Tensor rate = trace.value(
                    "torch.sigmoid(%s)",
                    lowRank(mixed(x, toBefore, w, "x_a", .9 * toGo), w, "a", rank, "", Initial.ZEROS));
            Tensor gate = lowRank(mixed(x, toBefore, w, "x_g", .2 * toGo), w, "g", 2 * rank, "sigmoid", null);
            if (layer == 0) {
                firstValue = v;
            } else {
                Tensor share =
                        trace.value("torch.sigmoid(%s)", lowRank(forValue, w, "v", rank, "", Initial.constant(1)));
                v = trace.value("torch.lerp(%s, %s, %s)", v, firstValue, share);
            }
            Tensor removal = inHeads(k.mul(w.vector("k_k", Initial.constant(.85), size.width())));
            removal = trace.value(
                    "torch.div(%s, torch.clamp_min(torch.linalg_vector_norm(%s, 2, [-1], True), 1.0e-12))",
                    removal, removal);
            Tensor strength = w.vector("k_a", Initial.ONES, size.width());
            k = k.mul(trace.value("torch.addcmul(torch.rsub(%s, 1), %s, %s)", strength, rate, strength));
            Tensor key = inHeads(k);
            Tensor value = inHeads(v);
            Tensor receptance = inHeads(r);
            Tensor b = removal.mul(inHeads(rate));
            Tensor a = trace.value("torch.neg(%s)", removal);
            Tensor out = pass.single()
                    ? token(layer, receptance, inHeads(decay), key, value, a, b)
                    : chunks(layer, receptance, inHeads(decay), key, value, a, b);
            out = groupNorm(out, w.in("ln_x"));
            Tensor bonus = w.vector("r_k", Initial.ZEROS, size.width());
            Tensor now = trace.value(
                    "torch.mul(torch.sum(torch.mul(torch.mul(%s, %s), torch.view(%s, [%d, 1, %d])), [-1], True), %s)",
                    receptance, key, bonus, size.heads(), size.headWidth(), value);
            out = flat(out.add(now)).mul(gate);
            return matrix(out, w, "output", 0);
        }

        /** [rows, heads, length, width of a head] to [rows, length, width]. */
        private Tensor flat(Tensor x) {
            return trace.value("torch.reshape(torch.transpose(%s, 1, 2), [%s, %s, %d])", x, rows, length, size.width());
        }

        /** Each head normed by itself, then gain and bias of its channels. */
        private Tensor groupNorm(Tensor x, Weights w) {
            Tensor gain = w.vector("weight", Initial.ONES, size.width());
            Tensor bias = w.vector("bias", Initial.ZEROS, size.width());
            Tensor normed =
                    trace.value("torch.layer_norm(%s, [%d], None, None, %s)", x, size.headWidth(), GROUP_EPSILON);
            String shape = "[" + size.heads() + ", 1, " + size.headWidth() + "]";
            return trace.value(
                    "torch.addcmul(torch.view(%s, %s), %s, torch.view(%s, %s))", bias, shape, normed, gain, shape);
        }

        /** The recurrence as it is written, for one token. */
        private Tensor token(int layer, Tensor r, Tensor decay, Tensor k, Tensor v, Tensor a, Tensor b) {
            Tensor before = carried(MATRIX, layer);
            Tensor taken = trace.value("torch.matmul(%s, torch.transpose(%s, 2, 3))", before, a); // S a, a column
            Tensor state = trace.value("torch.mul(%s, torch.exp(%s))", before, decay);
            state = trace.value("torch.add(%s, torch.mul(%s, %s))", state, taken, b);
            state = trace.value("torch.add(%s, torch.mul(torch.transpose(%s, 2, 3), %s))", state, v, k);
            after[MATRIX][layer] = state;
            return trace.value("torch.matmul(%s, torch.transpose(%s, 2, 3))", r, state);
        }

        /**
         * The recurrence for a chunk of tokens at once. With P the product of decays up to a token, and ã = P₋₁a, r̃ = Pr, b̃ = b/P, k̃ = k/P, what the state holds of the tokens before is a
         * sum over them, so that the vectors {@code u = S a} of all tokens solve {@code u = ã Sᵀ + (ã b̃ᵀ) u + (ã k̃ᵀ) v}, both products below the diagonal.
         */
        private Tensor chunks(int layer, Tensor r, Tensor decay, Tensor k, Tensor v, Tensor a, Tensor b) {
            String state = "state" + layer;
            String outs = "outs" + layer;
            trace.line("%s = %s", state, carried(MATRIX, layer));
            trace.line("%s = annotate(List[Tensor], [])", outs);
            trace.block(
                    "for c in range(torch.floordiv(torch.add(" + length + ", " + (CHUNK - 1) + "), " + CHUNK + ")):",
                    () -> {
                        Tensor own = part(decay);
                        Tensor sums = trace.value("torch.cumsum(%s, 2)", own);
                        Tensor grown = trace.value("torch.exp(torch.neg(%s))", sums);
                        Tensor left = trace.value(
                                "torch.cat([torch.mul(%s, torch.exp(torch.sub(%s, %s))), torch.mul(%s, torch.exp(%s))], 2)",
                                part(a), sums, own, part(r), sums);
                        Tensor right = trace.value(
                                "torch.cat([torch.mul(%s, %s), torch.mul(%s, %s)], 2)", part(b), grown, part(k), grown);
                        Tensor values = part(v);
                        Tensor products = trace.value("torch.matmul(%s, torch.transpose(%s, 2, 3))", left, right);
                        Tensor old = trace.value(
                                "torch.matmul(%s, torch.transpose(%s, 2, 3))", left, new Tensor(trace, state));
                        Tensor size = trace.value("torch.size(%s, 2)", values);
                        Tensor upper = trace.value("torch.slice(%s, 2, 0, %s)", products, size);
                        Tensor lower = trace.value("torch.slice(%s, 2, %s)", products, size);
                        Tensor taken = trace.value(
                                "torch.add(torch.slice(%s, 2, 0, %s), torch.matmul(torch.tril(torch.slice(%s, 3, %s), -1), %s))",
                                old, size, upper, size, values);
                        taken = trace.value(
                                "torch.linalg_solve_triangular(torch.neg(torch.tril(torch.slice(%s, 3, 0, %s), -1)), %s, upper=False, left=True, unitriangular=True)",
                                upper, size, taken);
                        Tensor both = trace.value("torch.cat([%s, %s], 2)", taken, values);
                        trace.line(
                                "torch.append(%s, torch.add(torch.slice(%s, 2, %s), torch.matmul(torch.cat([torch.tril(torch.slice(%s, 3, 0, %s)), torch.tril(torch.slice(%s, 3, %s))], 3), %s)))",
                                outs, old, size, lower, size, lower, size, both);
                        Tensor state2 = trace.value(
                                "torch.add(%s, torch.matmul(torch.transpose(%s, 2, 3), %s))",
                                new Tensor(trace, state), both, right);
                        trace.line("%s = torch.mul(%s, torch.exp(torch.slice(%s, 2, -1)))", state, state2, sums);
                    });
            after[MATRIX][layer] = new Tensor(trace, state);
            return trace.value("torch.cat(%s, 2)", outs);
        }

        private Tensor part(Tensor x) {
            return trace.value("torch.slice(%s, 2, torch.mul(c, %d), torch.mul(torch.add(c, 1), %d))", x, CHUNK, CHUNK);
        }

        Tensor channelMix(Tensor x, Weights w, int layer) {
            double toGo = 1 - (double) layer / size.layers();
            Tensor mixed = mixed(x, shift(x, FEED_FORWARD_INPUT, layer), w, "x_k", Math.pow(toGo, 4));
            int width = size.width();
            Tensor hidden =
                    w.linear(mixed, "key", Initial.uniform(.5 / Math.sqrt(width)), width, HIDDEN * width, false);
            return w.linear(hidden.relu().square(), "value", Initial.ZEROS, HIDDEN * width, width, false)
                    .toFloat();
        }
    }

    @Override
    public String arch() {
        return "rwkv";
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

    /** The state's own work is some 6 operations for each of its numbers, however much lies behind. */
    @Override
    public double operations(double behind) {
        double looked = (double) vocabulary * size.width();
        return 2 * (parameters() - looked) + 6.0 * size.layers() * size.width() * size.headWidth();
    }

    @Override
    public Reading reading() {
        return Reading.WINDOWS;
    }

    @Override
    public boolean endless() {
        return true;
    }

    /** The last input of attention and of the feed-forward layers [layers, rows, width], and the states [layers, rows, heads, values, keys]. */
    @Override
    public List<long[]> state(int rows) {
        long[] input = {size.layers(), rows, size.width()};
        long[] matrix = {size.layers(), rows, size.heads(), size.headWidth(), size.headWidth()};
        return List.of(input, input, matrix);
    }

    @Override
    public Map<String, Object> config() {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("vocabulary", vocabulary);
        config.put("layers", size.layers());
        config.put("heads", size.heads());
        config.put("width", size.width());
        config.put("context", size.context());
        return config;
    }

    static Rwkv of(Config config) {
        return new Rwkv(
                config.count("vocabulary"),
                new Size(
                        config.count("layers"), config.count("heads"), config.count("width"), config.count("context")));
    }
}
