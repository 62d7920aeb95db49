package understudy.repl.rehearsal;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import understudy.checkpoints.HubFolder;
import understudy.checkpoints.StoredTensor;
import understudy.models.Gpt;
import understudy.models.HostTensor;
import understudy.models.LanguageModel;
import understudy.models.Lora;
import understudy.models.dialects.Dialect;
import understudy.models.dialects.Piece;
import understudy.repl.Mistake;

/**
 * A model's adapters as PEFT writes them: {@code adapter_config.json} and {@code adapter_model.safetensors}. Where a family has matrices apart that lie in one here, each gets the
 * same A, and its own rows of B.
 */
record AdapterFolder(String label, LanguageModel model, Gpt gpt, Dialect dialect) {
    private static final String WEIGHT = ".weight";
    private static final String PREFIX = "base_model.model.";

    long write(Path path) {
        Lora lora = model.architecture()
                .lora()
                .orElseThrow(
                        () -> new Mistake(
                                label
                                        + " has no adapters: expected a model forked with --lora. `export` without --as peft writes all of it."));
        SortedMap<String, HostTensor> own = model.own();
        Map<String, StoredTensor> tensors = new TreeMap<>();
        TreeSet<String> layers = new TreeSet<>();
        for (Piece piece : dialect.pieces(gpt)) {
            HostTensor a = own.get(layer(piece.ours()) + ".lora_A.weight");
            if (piece.ours().endsWith(WEIGHT) && a != null) {
                HostTensor b = own.get(layer(piece.ours()) + ".lora_B.weight");
                String there = PREFIX + layer(piece.theirs());
                tensors.put(there + ".lora_A.weight", new StoredTensor("F32", a.shape(), a.data()));
                tensors.put(
                        there + ".lora_B.weight",
                        new StoredTensor("F32", new long[] {piece.rows(), lora.rank()}, rows(b, piece, lora.rank())));
                layers.add(layer(piece.theirs()).replaceFirst("^.*\\.\\d+\\.", ""));
            }
        }
        return HubFolder.write(
                path,
                Map.of("adapter_config.json", config(lora, List.copyOf(layers))),
                Map.of(),
                "adapter_model.safetensors",
                tensors);
    }

    private static String layer(String weight) {
        return weight.endsWith(WEIGHT) ? weight.substring(0, weight.length() - WEIGHT.length()) : weight;
    }

    private static ByteBuffer rows(HostTensor b, Piece piece, int rank) {
        int each = Float.BYTES * rank;
        ByteBuffer data = b.data();
        return data.slice(data.position() + Math.toIntExact(piece.row() * each), Math.toIntExact(piece.rows() * each));
    }

    private Map<String, Object> config(Lora lora, List<String> layers) {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("peft_type", "LORA");
        config.put("task_type", "CAUSAL_LM");
        config.put("base_model_name_or_path", "");
        config.put("r", lora.rank());
        config.put("lora_alpha", lora.alpha());
        config.put("lora_dropout", 0.0);
        config.put("target_modules", layers);
        config.put("fan_in_fan_out", dialect == Dialect.GPT2); // its layers keep their weights turned
        config.put("bias", "none");
        config.put("use_rslora", false);
        config.put("use_dora", false);
        config.put("init_lora_weights", true);
        config.put("inference_mode", true);
        return config;
    }
}
