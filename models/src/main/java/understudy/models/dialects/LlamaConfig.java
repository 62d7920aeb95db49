package understudy.models.dialects;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import understudy.models.Gpt;
import understudy.models.ModelException;
import understudy.models.Rotary;

/** Llama and those that call things as it does: Qwen2, Qwen3, nanochat. */
final class LlamaConfig {
    private LlamaConfig() {}

    static Gpt read(Dialect dialect, Settings settings) {
        boolean nanochat = dialect == Dialect.NANOCHAT;
        settings.require("hidden_act", nanochat ? "relu2" : "silu");
        settings.require("attention_bias", dialect == Dialect.QWEN2);
        settings.require("mlp_bias", false);
        settings.require("use_sliding_window", false);
        settings.requireEvery("layer_types", "full_attention");
        int heads = settings.count("num_attention_heads");
        int width = settings.count("hidden_size");
        return new Gpt(
                settings.count("vocab_size"),
                new Gpt.Size(
                        settings.count("num_hidden_layers"),
                        heads,
                        width,
                        settings.count("max_position_embeddings", 2048)),
                new Gpt.Attention(
                        Gpt.Positions.ROTARY,
                        rotary(settings, nanochat ? Rotary.Turn.NANOCHAT : Rotary.Turn.LLAMA),
                        switch (dialect) {
                            case NANOCHAT -> Gpt.QueryKeyNorm.PLAIN;
                            case QWEN3 -> Gpt.QueryKeyNorm.GAIN;
                            default -> Gpt.QueryKeyNorm.NONE;
                        },
                        settings.count("num_key_value_heads", heads),
                        settings.count("head_dim", dialect == Dialect.QWEN3 ? 128 : width / heads),
                        dialect == Dialect.QWEN2),
                new Gpt.Blocks(
                        nanochat ? Gpt.Norm.RMS : Gpt.Norm.RMS_GAIN,
                        settings.number("rms_norm_eps", 1e-6),
                        nanochat ? Gpt.Activation.RELU_SQUARED : Gpt.Activation.SWIGLU,
                        settings.count("intermediate_size"),
                        false,
                        nanochat),
                new Gpt.Head(
                        settings.truth("tie_word_embeddings", false),
                        nanochat ? settings.number("final_logit_softcapping", 15) : 0),
                nanochat ? Gpt.Start.NANOCHAT : Gpt.Start.GPT2);
    }

    /** Old files say {@code rope_theta} and {@code rope_scaling}, new ones {@code rope_parameters}. */
    private static Rotary rotary(Settings settings, Rotary.Turn turn) {
        Optional<Settings> all = settings.below("rope_parameters").or(() -> settings.below("rope_scaling"));
        double base = all.filter(a -> a.has("rope_theta"))
                .map(a -> a.number("rope_theta", 0))
                .orElse(settings.number("rope_theta", 10_000));
        return new Rotary(base, turn, all.flatMap(LlamaConfig::scaling));
    }

    private static Optional<Rotary.Scaling> scaling(Settings rope) {
        String type = rope.word("rope_type", rope.word("type", "default"));
        if (rope.number("partial_rotary_factor", 1) != 1) {
            throw new ModelException("config.json: \"partial_rotary_factor\": expected 1; found "
                    + rope.number("partial_rotary_factor", 1) + ".");
        }
        return switch (type) {
            case "default" -> Optional.empty();
            case "llama3" ->
                Optional.of(new Rotary.Scaling(
                        rope.number("factor", 0),
                        rope.number("low_freq_factor", 0),
                        rope.number("high_freq_factor", 0),
                        rope.count("original_max_position_embeddings")));
            default ->
                throw new ModelException(
                        "config.json: rotary positions of the type \"" + type + "\"; expected default or llama3.");
        };
    }

    static Map<String, Object> write(Dialect dialect, Gpt gpt) {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("num_hidden_layers", gpt.size().layers());
        config.put("num_attention_heads", gpt.size().heads());
        config.put("num_key_value_heads", gpt.keyHeads());
        config.put("head_dim", gpt.headWidth());
        config.put("hidden_size", gpt.size().width());
        config.put("intermediate_size", gpt.inner());
        config.put("max_position_embeddings", gpt.size().context());
        config.put("hidden_act", dialect == Dialect.NANOCHAT ? "relu2" : "silu");
        config.put("rms_norm_eps", gpt.epsilon());
        if (dialect != Dialect.QWEN2) {
            config.put("attention_bias", false);
        }
        if (dialect == Dialect.NANOCHAT) {
            config.put("final_logit_softcapping", gpt.head().softcap());
        }
        rope(config, gpt.attention().rotary());
        return config;
    }

    /** Both ways, so that older readers find what they look for. */
    private static void rope(Map<String, Object> config, Rotary rotary) {
        Map<String, Object> rope = new LinkedHashMap<>();
        rope.put("rope_type", rotary.scaling().isPresent() ? "llama3" : "default");
        rotary.scaling().ifPresent(s -> {
            rope.put("factor", s.factor());
            rope.put("low_freq_factor", s.low());
            rope.put("high_freq_factor", s.high());
            rope.put("original_max_position_embeddings", s.context());
            config.put("rope_scaling", Map.copyOf(rope));
        });
        config.put("rope_theta", rotary.base());
        rope.put("rope_theta", rotary.base());
        config.put("rope_parameters", rope);
    }

    static List<Piece> pieces(Gpt gpt, String prefix, Dialect dialect) {
        int width = gpt.size().width();
        List<Piece> pieces = new ArrayList<>();
        pieces.add(Piece.matrix(prefix + "embed_tokens.weight", "wte.weight", gpt.vocabulary(), width));
        for (int i = 0; i < gpt.size().layers(); i++) {
            String there = prefix + "layers." + i + ".";
            String here = "h." + i + ".";
            attention(pieces, gpt, there + "self_attn.", here + "attn.");
            boolean gains = gpt.blocks().norm() == Gpt.Norm.RMS_GAIN;
            if (gains) {
                pieces.add(Piece.vector(there + "input_layernorm.weight", here + "ln_1.weight", width));
                pieces.add(Piece.vector(there + "post_attention_layernorm.weight", here + "ln_2.weight", width));
            }
            String[] names = dialect == Dialect.NANOCHAT
                    ? new String[] {"mlp.fc1", "mlp.fc2"}
                    : new String[] {"mlp.gate_proj", "mlp.down_proj"};
            pieces.add(Piece.matrix(there + names[0] + ".weight", here + "mlp.c_fc.weight", gpt.inner(), width));
            if (gpt.gated()) {
                pieces.add(Piece.matrix(there + "mlp.up_proj.weight", here + "mlp.c_fc.weight", gpt.inner(), width)
                        .at(gpt.inner(), gpt.inner()));
            }
            pieces.add(Piece.matrix(there + names[1] + ".weight", here + "mlp.c_proj.weight", width, gpt.inner()));
        }
        if (gpt.blocks().norm() == Gpt.Norm.RMS_GAIN) {
            pieces.add(Piece.vector(prefix + "norm.weight", "ln_f.weight", width));
        }
        return pieces;
    }

    /** Queries, keys and values are rows of one matrix here. */
    private static void attention(List<Piece> pieces, Gpt gpt, String there, String here) {
        int width = gpt.size().width();
        long queries = (long) gpt.size().heads() * gpt.headWidth();
        long keys = (long) gpt.keyHeads() * gpt.headWidth();
        long[] counts = {queries, keys, keys};
        long row = 0;
        for (int i = 0; i < counts.length; i++) {
            String name = there + "qkv".charAt(i) + "_proj.";
            pieces.add(new Piece(name + "weight", here + "c_attn.weight", row, counts[i], width, Piece.SAME));
            if (gpt.attentionBias()) {
                pieces.add(new Piece(name + "bias", here + "c_attn.bias", row, counts[i], 0, Piece.SAME));
            }
            row += counts[i];
        }
        pieces.add(Piece.matrix(there + "o_proj.weight", here + "c_proj.weight", width, queries));
        if (gpt.attention().queryKeyNorm() == Gpt.QueryKeyNorm.GAIN) {
            pieces.add(Piece.vector(there + "q_norm.weight", here + "ln_q.weight", gpt.headWidth()));
            pieces.add(Piece.vector(there + "k_norm.weight", here + "ln_k.weight", gpt.headWidth()));
        }
    }
}
