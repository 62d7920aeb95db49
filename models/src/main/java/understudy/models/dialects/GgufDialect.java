package understudy.models.dialects;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import understudy.models.Gpt;
import understudy.models.ModelException;
import understudy.models.Rotary;

/**
 * What llama.cpp calls a network's sizes and tensors in a GGUF file. (Names as in llama.cpp's src/llama-arch.cpp; GPT-2,
 * Llama, Qwen2 and Qwen3 are known there under their own names, nanochat is not.)
 *
 * @param dialect the network's family
 * @param gpt the network
 */
public record GgufDialect(Dialect dialect, Gpt gpt) {
    /** @throws ModelException for a family that llama.cpp does not know */
    public GgufDialect {
        if (dialect == Dialect.NANOCHAT) {
            throw new ModelException("llama.cpp knows no " + dialect.architecture()
                    + "; expected GPT-2, Llama, Qwen2 or Qwen3. `--as hf` writes it for Transformers.");
        }
    }

    /** Whole numbers are Integers, others Floats. */
    public Map<String, Object> metadata() {
        String arch = dialect.type();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("general.architecture", arch);
        data.put(arch + ".block_count", gpt.size().layers());
        data.put(arch + ".context_length", gpt.size().context());
        data.put(arch + ".embedding_length", gpt.size().width());
        data.put(arch + ".feed_forward_length", gpt.inner());
        data.put(arch + ".attention.head_count", gpt.size().heads());
        data.put(arch + ".vocab_size", gpt.vocabulary());
        if (dialect == Dialect.GPT2) {
            data.put(arch + ".attention.layer_norm_epsilon", (float) gpt.epsilon());
            return data;
        }
        data.put(arch + ".attention.head_count_kv", gpt.keyHeads());
        data.put(arch + ".attention.layer_norm_rms_epsilon", (float) gpt.epsilon());
        data.put(arch + ".attention.key_length", gpt.headWidth());
        data.put(arch + ".attention.value_length", gpt.headWidth());
        data.put(arch + ".rope.dimension_count", gpt.headWidth());
        data.put(arch + ".rope.freq_base", (float) gpt.attention().rotary().base());
        return data;
    }

    /** Together they are all of the network's parameters, each once. */
    public List<Piece> pieces() {
        List<Piece> pieces = new ArrayList<>();
        for (Piece piece : dialect.pieces(gpt)) {
            String name = name(piece);
            if (dialect == Dialect.GPT2) {
                pieces.add(new Piece(name, piece.ours(), piece.row(), piece.rows(), piece.columns(), Piece.SAME));
            } else {
                boolean paired = dialect == Dialect.LLAMA && name.matches(".*attn_[qk]\\..*");
                pieces.add(new Piece(
                        name,
                        piece.ours(),
                        piece.row(),
                        piece.rows(),
                        piece.columns(),
                        paired ? new Piece.Order.Paired(gpt.headWidth()) : Piece.SAME));
            }
        }
        return pieces;
    }

    /** Tensors that follow from the configuration: by how much Llama 3's scaling slows each frequency. */
    public Map<String, float[]> tables() {
        Map<String, float[]> tables = new TreeMap<>();
        Rotary rotary = gpt.attention().rotary();
        if (rotary.scaling().isPresent()) {
            double[] plain = new Rotary(rotary.base(), rotary.turn(), Optional.empty()).frequencies(gpt.headWidth());
            double[] slowed = rotary.frequencies(gpt.headWidth());
            float[] factors = new float[plain.length];
            for (int i = 0; i < factors.length; i++) {
                factors[i] = (float) (plain[i] / slowed[i]);
            }
            tables.put("rope_freqs.weight", factors);
        }
        return tables;
    }

    /** From the name that Transformers gives: {@code model.layers.0.self_attn.q_proj.weight} is {@code blk.0.attn_q.weight}. */
    private String name(Piece piece) {
        String theirs = piece.theirs();
        String kind = theirs.substring(theirs.lastIndexOf('.'));
        String stem = theirs.substring(0, theirs.length() - kind.length()).replaceFirst("^(transformer|model)\\.", "");
        Matcher block = BLOCK.matcher(stem);
        String word = block.matches() ? block.group(2) : stem;
        String name = NAMES.get(word);
        if (name == null) {
            throw new IllegalStateException("no name for " + theirs);
        }
        return (block.matches() ? "blk." + block.group(1) + "." : "") + name + kind;
    }

    private static final Pattern BLOCK = Pattern.compile("(?:h|layers)\\.(\\d+)\\.(.*)");

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("wte", "token_embd"),
            Map.entry("embed_tokens", "token_embd"),
            Map.entry("wpe", "position_embd"),
            Map.entry("ln_f", "output_norm"),
            Map.entry("norm", "output_norm"),
            Map.entry("lm_head", "output"),
            Map.entry("ln_1", "attn_norm"),
            Map.entry("input_layernorm", "attn_norm"),
            Map.entry("attn.c_attn", "attn_qkv"),
            Map.entry("attn.c_proj", "attn_output"),
            Map.entry("self_attn.q_proj", "attn_q"),
            Map.entry("self_attn.k_proj", "attn_k"),
            Map.entry("self_attn.v_proj", "attn_v"),
            Map.entry("self_attn.o_proj", "attn_output"),
            Map.entry("self_attn.q_norm", "attn_q_norm"),
            Map.entry("self_attn.k_norm", "attn_k_norm"),
            Map.entry("ln_2", "ffn_norm"),
            Map.entry("post_attention_layernorm", "ffn_norm"),
            Map.entry("mlp.c_fc", "ffn_up"),
            Map.entry("mlp.c_proj", "ffn_down"),
            Map.entry("mlp.gate_proj", "ffn_gate"),
            Map.entry("mlp.up_proj", "ffn_up"),
            Map.entry("mlp.down_proj", "ffn_down"));
}
