package understudy.models.dialects;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import understudy.models.Gpt;
import understudy.models.ModelException;
import understudy.models.Rotary;

/** GPT-2 as Transformers writes it down: biases everywhere, matrices turned. */
final class Gpt2Config {
    private Gpt2Config() {}

    static Gpt read(Settings settings) {
        settings.require("scale_attn_weights", true);
        settings.require("scale_attn_by_inverse_layer_idx", false);
        settings.require("add_cross_attention", false);
        int width = settings.count("n_embd", 768);
        return new Gpt(
                settings.count("vocab_size", 50257),
                new Gpt.Size(
                        settings.count("n_layer", 12),
                        settings.count("n_head", 12),
                        width,
                        settings.count("n_positions", settings.count("n_ctx", 1024))),
                new Gpt.Attention(Gpt.Positions.LEARNED, Rotary.USUAL, Gpt.QueryKeyNorm.NONE, 0, 0, false),
                new Gpt.Blocks(
                        Gpt.Norm.LAYER,
                        settings.number("layer_norm_epsilon", 1e-5),
                        activation(settings.word("activation_function", "gelu_new")),
                        settings.count("n_inner", 4 * width),
                        true,
                        false),
                new Gpt.Head(settings.truth("tie_word_embeddings", true), 0),
                Gpt.Start.GPT2);
    }

    private static Gpt.Activation activation(String word) {
        return switch (word) {
            case "gelu_new", "gelu_pytorch_tanh", "gelu_fast" -> Gpt.Activation.GELU_TANH;
            case "gelu" -> Gpt.Activation.GELU;
            default ->
                throw new ModelException(
                        "config.json: \"activation_function\": expected gelu_new or gelu; found " + word + ".");
        };
    }

    static Map<String, Object> write(Gpt gpt) {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("n_layer", gpt.size().layers());
        config.put("n_head", gpt.size().heads());
        config.put("n_embd", gpt.size().width());
        config.put("n_positions", gpt.size().context());
        config.put("n_inner", gpt.inner());
        config.put("activation_function", gpt.blocks().activation() == Gpt.Activation.GELU ? "gelu" : "gelu_new");
        config.put("layer_norm_epsilon", gpt.epsilon());
        return config;
    }

    /** Names are those of the original file, and ours. */
    static List<Piece> pieces(Gpt gpt, String prefix) {
        int width = gpt.size().width();
        List<Piece> pieces = new ArrayList<>();
        pieces.add(Piece.matrix(prefix + "wte.weight", "wte.weight", gpt.vocabulary(), width));
        pieces.add(Piece.matrix(prefix + "wpe.weight", "wpe.weight", gpt.size().context(), width));
        for (int i = 0; i < gpt.size().layers(); i++) {
            String block = "h." + i + ".";
            vectors(pieces, prefix, block + "ln_1", width);
            linear(pieces, prefix, block + "attn.c_attn", 3L * width, width);
            linear(pieces, prefix, block + "attn.c_proj", width, width);
            vectors(pieces, prefix, block + "ln_2", width);
            linear(pieces, prefix, block + "mlp.c_fc", gpt.inner(), width);
            linear(pieces, prefix, block + "mlp.c_proj", width, gpt.inner());
        }
        vectors(pieces, prefix, "ln_f", width);
        return pieces;
    }

    private static void vectors(List<Piece> pieces, String prefix, String name, long size) {
        pieces.add(Piece.vector(prefix + name + ".weight", name + ".weight", size));
        pieces.add(Piece.vector(prefix + name + ".bias", name + ".bias", size));
    }

    private static void linear(List<Piece> pieces, String prefix, String name, long out, long in) {
        pieces.add(Piece.matrix(prefix + name + ".weight", name + ".weight", out, in)
                .in(new Piece.Order.Turned()));
        pieces.add(Piece.vector(prefix + name + ".bias", name + ".bias", out));
    }
}
