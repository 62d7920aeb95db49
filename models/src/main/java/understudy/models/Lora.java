package understudy.models;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Low-rank adaptation (Hu et al. 2021): beside a matrix W [out, in] that stays as it is stand A [rank, in] and B [out,
 * rank], and x · Wᵀ becomes x · Wᵀ + alpha / rank · (x · Aᵀ) · Bᵀ. B begins at zero, so that at first nothing is changed.
 *
 * @param rank rows of A
 * @param alpha how much the product counts, in units of 1 / rank
 * @param on beside which matrices
 */
public record Lora(int rank, double alpha, On on) {
    /** Beside which of a network's linear layers adapters stand. */
    public enum On {
        /** Queries, keys, values, and what mixes the heads. */
        ATTENTION(".*\\.(attn|att)\\..*"),
        /** The feed-forward layers. */
        MLP(".*\\.(mlp|ffn)\\..*"),
        ALL(".*");

        private final Pattern layers;

        On(String layers) {
            this.layers = Pattern.compile(layers);
        }

        /** @param layer its name: {@code h.0.attn.c_attn} */
        boolean adapts(String layer) {
            return layers.matcher(layer).matches();
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The names of the two matrices beside a weight. */
    record Pair(String a, String b) {
        private static final String A = ".lora_A.weight";
        private static final String B = ".lora_B.weight";
        private static final String WEIGHT = ".weight";

        /** @param weight {@code h.0.attn.c_attn.weight} */
        static Pair beside(String weight) {
            String layer = weight.endsWith(WEIGHT) ? weight.substring(0, weight.length() - WEIGHT.length()) : weight;
            return new Pair(layer + A, layer + B);
        }

        static boolean has(String name) {
            return name.endsWith(A) || name.endsWith(B);
        }
    }

    public Lora {
        if (rank < 1 || rank > 1024) {
            throw new ModelException("--lora: expected a rank from 1 to 1,024; found " + rank + ".");
        }
        if (!(alpha > 0) || alpha > 1e6) {
            throw new ModelException("--lora-alpha: expected a number above 0, such as 32; found " + alpha + ".");
        }
    }

    private double scale() {
        return alpha / rank;
    }

    /** What an adapter adds to x · Wᵀ. A is drawn as PEFT draws it: uniform in ±1 / sqrt(in). */
    Tensor beside(Weights w, Tensor x, String layer, int in, int out) {
        Tensor a = w.adapter(layer + Pair.A, Initial.uniform(1 / Math.sqrt(in)), rank, in);
        Tensor b = w.adapter(layer + Pair.B, Initial.ZEROS, out, rank);
        return w.product(w.product(x, a), b).mul(scale());
    }

    /** W + alpha / rank · B · A. */
    HostTensor merged(HostTensor weight, HostTensor a, HostTensor b) {
        int out = Math.toIntExact(weight.shape()[0]);
        int in = Math.toIntExact(weight.shape()[1]);
        float[] whole = floats(weight);
        float[] down = floats(a);
        float[] up = floats(b);
        float scale = (float) scale();
        for (int row = 0; row < out; row++) {
            for (int k = 0; k < rank; k++) {
                float factor = scale * up[row * rank + k];
                for (int column = 0; column < in; column++) {
                    whole[row * in + column] += factor * down[k * in + column];
                }
            }
        }
        ByteBuffer values =
                ByteBuffer.allocateDirect(Float.BYTES * whole.length).order(ByteOrder.LITTLE_ENDIAN);
        values.asFloatBuffer().put(whole);
        return new HostTensor("F32", weight.shape(), values);
    }

    private static float[] floats(HostTensor tensor) {
        FloatBuffer values = tensor.data().asFloatBuffer();
        float[] floats = new float[values.remaining()];
        values.get(floats);
        return floats;
    }

    /**
     * A network's parameters without adapters, with what those add.
     *
     * @param tensors all of them, by name
     */
    public SortedMap<String, HostTensor> merged(Map<String, HostTensor> tensors) {
        SortedMap<String, HostTensor> merged = new TreeMap<>();
        tensors.forEach((name, tensor) -> {
            Pair pair = Pair.beside(name);
            if (tensors.containsKey(pair.a())) {
                merged.put(name, merged(tensor, tensors.get(pair.a()), tensors.get(pair.b())));
            } else if (!Pair.has(name)) {
                merged.put(name, tensor);
            }
        });
        return merged;
    }

    Map<String, Object> describe(String base) {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("rank", rank);
        config.put("alpha", alpha);
        config.put("on", on.toString());
        config.put(Adapted.BASE, base);
        return config;
    }

    static Lora of(Config config) {
        return new Lora(config.count("rank"), config.number("alpha"), config.choice("on", On.class));
    }
}
