package understudy.models.dialects;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import understudy.models.Gpt;
import understudy.models.ModelException;
import understudy.models.Rotary;

/**
 * The families of networks that Transformers writes and we read, each with what its {@code config.json} says and what
 * its tensors are called. (Names and defaults as in Transformers' configuration and modeling files of each family.)
 */
public enum Dialect {
    GPT2("GPT2LMHeadModel", "gpt2", "transformer."),
    LLAMA("LlamaForCausalLM", "llama", "model."),
    QWEN2("Qwen2ForCausalLM", "qwen2", "model."),
    QWEN3("Qwen3ForCausalLM", "qwen3", "model."),
    NANOCHAT("NanoChatForCausalLM", "nanochat", "model.");

    /** What old files carry beside parameters: causal masks and rotary frequencies. */
    private static final Pattern BUFFERS =
            Pattern.compile("(.*\\.)?h\\.\\d+\\.attn\\.(bias|masked_bias)|.*rotary_emb\\.inv_freq");

    private static final String HEAD = "lm_head.weight";

    private final String architecture;
    private final String type;
    private final String prefix;

    Dialect(String architecture, String type, String prefix) {
        this.architecture = architecture;
        this.type = type;
        this.prefix = prefix;
    }

    /** {@code LlamaForCausalLM} */
    public String architecture() {
        return architecture;
    }

    /** {@code llama} */
    public String type() {
        return type;
    }

    /**
     * The family that a {@code config.json} names.
     *
     * @throws ModelException naming it and those there are
     */
    public static Dialect of(Map<String, Object> config) {
        Settings settings = new Settings(config);
        String named = settings.first("architectures").orElse("");
        String type = settings.word("model_type", "");
        return Arrays.stream(values())
                .filter(each -> named.isEmpty() ? each.type.equals(type) : each.architecture.equals(named))
                .findFirst()
                .orElseThrow(() -> new ModelException("The architecture "
                        + (named.isEmpty() ? (type.isEmpty() ? "(none named)" : type) : named)
                        + " is not one that can be imported; expected " + words() + "."));
    }

    private static String words() {
        return Arrays.stream(values()).map(each -> each.architecture).collect(Collectors.joining(", "));
    }

    /** The family that has all of a network's ingredients; empty if none has. */
    public static Optional<Dialect> speaking(Gpt gpt) {
        return Arrays.stream(values()).filter(each -> each.says(gpt)).findFirst();
    }

    /** Whether reading back what would be written gives the same network, but for how it was first drawn. */
    private boolean says(Gpt gpt) {
        try {
            Gpt read = network(config(gpt));
            return new Gpt(read.vocabulary(), read.size(), read.attention(), read.blocks(), read.head(), gpt.start())
                    .equals(explicit(gpt));
        } catch (ModelException fault) {
            return false;
        }
    }

    /** The same network with everything said that has a usual value. */
    private static Gpt explicit(Gpt gpt) {
        Gpt.Attention attention = gpt.attention();
        boolean rotary = attention.positions() == Gpt.Positions.ROTARY;
        return new Gpt(
                gpt.vocabulary(),
                gpt.size(),
                new Gpt.Attention(
                        attention.positions(),
                        rotary ? attention.rotary() : Rotary.USUAL,
                        attention.queryKeyNorm(),
                        gpt.keyHeads(),
                        gpt.headWidth(),
                        gpt.attentionBias() && !gpt.blocks().bias()),
                new Gpt.Blocks(
                        gpt.blocks().norm(),
                        gpt.epsilon(),
                        gpt.blocks().activation(),
                        gpt.inner(),
                        gpt.blocks().bias(),
                        gpt.blocks().embeddingNorm()),
                gpt.head(),
                gpt.start());
    }

    /**
     * The network that a {@code config.json} describes.
     *
     * @throws ModelException naming what is missing, or what we have no way to compute
     */
    public Gpt network(Map<String, Object> config) {
        Settings settings = new Settings(config);
        return explicit(this == GPT2 ? Gpt2Config.read(settings) : LlamaConfig.read(this, settings));
    }

    /** The {@code config.json} that describes a network. */
    public Map<String, Object> config(Gpt gpt) {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("architectures", List.of(architecture));
        config.put("model_type", type);
        config.putAll(this == GPT2 ? Gpt2Config.write(gpt) : LlamaConfig.write(this, gpt));
        config.put("vocab_size", gpt.vocabulary());
        config.put("tie_word_embeddings", gpt.head().tied());
        config.put("dtype", "float32");
        return config;
    }

    /** What the network's tensors are called there; together they are all of its parameters, each once. */
    public List<Piece> pieces(Gpt gpt) {
        List<Piece> pieces = this == GPT2 ? Gpt2Config.pieces(gpt, prefix) : LlamaConfig.pieces(gpt, prefix, this);
        if (!gpt.head().tied()) {
            pieces.add(Piece.matrix(HEAD, HEAD, gpt.vocabulary(), gpt.size().width()));
        }
        return pieces;
    }

    /** The names under which a file may have a tensor: with and without what stands before it. */
    public List<String> spellings(String theirs) {
        return theirs.startsWith(prefix) ? List.of(theirs, theirs.substring(prefix.length())) : List.of(theirs);
    }

    /** Whether a tensor of a file is none of the network's parameters, but harmless. */
    public boolean ignores(Gpt gpt, String name) {
        return BUFFERS.matcher(name).matches() || (gpt.head().tied() && name.equals(HEAD));
    }
}
