package understudy.models;

import java.util.LinkedHashMap;
import java.util.Map;

/** Between a {@link Gpt} and its configuration as checkpoints and recipes hold it. */
final class GptConfig {
    private GptConfig() {}

    /** What every network has stands in it always; what only some have, where it says something. */
    static Map<String, Object> describe(Gpt gpt) {
        Gpt.Size size = gpt.size();
        Gpt.Attention attention = gpt.attention();
        Gpt.Blocks blocks = gpt.blocks();
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("vocabulary", gpt.vocabulary());
        config.put("layers", size.layers());
        config.put("heads", size.heads());
        config.put("width", size.width());
        config.put("context", size.context());
        config.put("positions", attention.positions().toString());
        config.put("query-key-norm", attention.queryKeyNorm() != Gpt.QueryKeyNorm.NONE);
        config.put("norm", blocks.norm().toString());
        config.put("activation", blocks.activation().toString());
        config.put("bias", blocks.bias());
        config.put("embedding-norm", blocks.embeddingNorm());
        config.put("tied", gpt.head().tied());
        config.put("softcap", gpt.head().softcap());
        config.put("start", gpt.start().toString());
        putIf(attention.queryKeyNorm() == Gpt.QueryKeyNorm.GAIN, config, "query-key-gain", true);
        putIf(attention.keyHeads() != 0, config, "key-heads", attention.keyHeads());
        putIf(attention.headWidth() != 0, config, "head-width", attention.headWidth());
        putIf(attention.bias(), config, "query-bias", true);
        putIf(blocks.inner() != 0, config, "inner", blocks.inner());
        putIf(blocks.epsilon() != 0, config, "epsilon", blocks.epsilon());
        attention.rotary().describe(config);
        return config;
    }

    private static void putIf(boolean says, Map<String, Object> config, String key, Object value) {
        if (says) {
            config.put(key, value);
        }
    }

    static Gpt of(Config config) {
        boolean gain = config.truth("query-key-gain", false);
        Gpt.QueryKeyNorm queryKeyNorm = !config.truth("query-key-norm")
                ? Gpt.QueryKeyNorm.NONE
                : gain ? Gpt.QueryKeyNorm.GAIN : Gpt.QueryKeyNorm.PLAIN;
        return new Gpt(
                config.count("vocabulary"),
                new Gpt.Size(
                        config.count("layers"), config.count("heads"), config.count("width"), config.count("context")),
                new Gpt.Attention(
                        config.choice("positions", Gpt.Positions.class),
                        Rotary.of(config),
                        queryKeyNorm,
                        config.count("key-heads", 0),
                        config.count("head-width", 0),
                        config.truth("query-bias", false)),
                new Gpt.Blocks(
                        config.choice("norm", Gpt.Norm.class),
                        config.number("epsilon", 0),
                        config.choice("activation", Gpt.Activation.class),
                        config.count("inner", 0),
                        config.truth("bias"),
                        config.truth("embedding-norm")),
                new Gpt.Head(config.truth("tied"), config.number("softcap")),
                config.choice("start", Gpt.Start.class));
    }
}
