package understudy.repl.commands;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import understudy.checkpoints.HubFolder;
import understudy.checkpoints.StoredTensor;
import understudy.corpora.TokenizerParts;
import understudy.models.dialects.Dialect;
import understudy.models.dialects.Piece;

/** Small model folders as other programs write them, with weights given by a formula. */
final class Strangers {
    static final int VOCABULARY = 12;

    private Strangers() {}

    /** What a family's {@code config.json} says at least. */
    static Map<String, Object> config(Dialect dialect) {
        return config(dialect, 1);
    }

    /** @param times how many times as wide as the others */
    static Map<String, Object> config(Dialect dialect, int times) {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("architectures", List.of(dialect.architecture()));
        config.put("vocab_size", VOCABULARY);
        if (dialect == Dialect.GPT2) {
            config.putAll(Map.of("n_layer", 2, "n_head", 2, "n_embd", 8 * times, "n_positions", 16));
        } else {
            config.putAll(Map.of(
                    "num_hidden_layers",
                    2,
                    "num_attention_heads",
                    4,
                    "num_key_value_heads",
                    2,
                    "hidden_size",
                    16 * times,
                    "intermediate_size",
                    24 * times,
                    "max_position_embeddings",
                    16,
                    "head_dim",
                    4 * times));
        }
        return config;
    }

    /** Every tensor of that network, in its family's names and shapes. */
    static Map<String, StoredTensor> tensors(Map<String, Object> config) {
        Map<String, StoredTensor> tensors = new TreeMap<>();
        Dialect dialect = Dialect.of(config);
        for (Piece piece : dialect.pieces(dialect.network(config))) {
            float[] values = new float[(int) piece.elements()];
            for (int i = 0; i < values.length; i++) {
                values[i] =
                        (float) (.3 * Math.sin(1 + .37 * i + 1.7 * tensors.size()) + (piece.columns() == 0 ? 1 : 0));
            }
            tensors.put(piece.theirs(), StoredTensor.of(values, piece.shape()));
        }
        return tensors;
    }

    static void write(Path folder, Map<String, Object> config, Map<String, StoredTensor> tensors) {
        HubFolder.write(
                folder,
                Map.of("config.json", config),
                Map.of("tokenizer.json", TokenizerParts.standIn(VOCABULARY)),
                tensors);
    }

    static Path write(Path folder, Dialect dialect) {
        write(folder, config(dialect), tensors(config(dialect)));
        return folder;
    }
}
