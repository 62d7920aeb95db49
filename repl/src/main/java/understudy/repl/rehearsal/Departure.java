package understudy.repl.rehearsal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import understudy.checkpoints.ForeignFile;
import understudy.checkpoints.Gguf;
import understudy.checkpoints.HubFolder;
import understudy.checkpoints.Safetensors;
import understudy.checkpoints.StoredTensor;
import understudy.corpora.Lexicon;
import understudy.corpora.Tokenizer;
import understudy.models.Gpt;
import understudy.models.HostTensor;
import understudy.models.LanguageModel;
import understudy.models.dialects.Dialect;
import understudy.models.dialects.GgufDialect;
import understudy.models.dialects.Piece;
import understudy.repl.Mistake;

/**
 * A model that goes to other programs: written tensor by tensor, in the form that they read.
 *
 * @param label what a person calls it
 * @param model lent for that time
 * @param tokenizer its own
 * @param chatTemplate the Jinja program by which conversations are written for it
 */
public record Departure(String label, LanguageModel model, Tokenizer tokenizer, Optional<String> chatTemplate) {

    /** The network, if it is one that others know. */
    private Gpt gpt() {
        if (model.architecture() instanceof Gpt gpt) {
            return gpt;
        }
        throw new Mistake(
                label + " is of the architecture " + model.architecture().arch()
                        + ", which other programs do not know: expected gpt. `--as torchscript` writes it for PyTorch, `--as safetensors` its weights alone.");
    }

    /** The family by whose name it goes. */
    public Dialect dialect() {
        return Dialect.speaking(gpt())
                .orElseThrow(
                        () -> new Mistake(
                                label
                                        + " mixes ingredients that no family has together (GPT-2, Llama, Qwen2, Qwen3, nanochat); `info "
                                        + label
                                        + "` lists them. `--as torchscript` writes it for PyTorch, `--as safetensors` its weights alone."));
    }

    /**
     * A folder in the Hugging Face layout.
     *
     * @return bytes written
     */
    public long folder(Path path) {
        Gpt gpt = gpt();
        Dialect dialect = dialect();
        Map<String, StoredTensor> tensors = new TreeMap<>();
        dialect.pieces(gpt)
                .forEach(piece ->
                        tensors.put(piece.theirs(), StoredTensor.made("F32", piece.shape(), () -> taken(piece))));
        return HubFolder.write(path, objects(dialect, gpt), Map.of("tokenizer.json", tokenizer.json()), tensors);
    }

    private ByteBuffer taken(Piece piece) {
        ByteBuffer values = ByteBuffer.allocate(Math.toIntExact(Float.BYTES * piece.elements()))
                .order(ByteOrder.LITTLE_ENDIAN);
        piece.take(model.tensor(piece.ours()).data().asFloatBuffer(), values.asFloatBuffer());
        return values;
    }

    private Map<String, Map<String, Object>> objects(Dialect dialect, Gpt gpt) {
        Map<String, Object> config = new LinkedHashMap<>(dialect.config(gpt));
        Map<String, Object> generation = new LinkedHashMap<>();
        Map<String, Object> texts = new LinkedHashMap<>();
        texts.put("tokenizer_class", "PreTrainedTokenizerFast");
        texts.put("model_max_length", gpt.size().context());
        texts.put("clean_up_tokenization_spaces", false);
        OptionalInt end = tokenizer.end();
        int mark = end.orElse(tokenizer.start());
        for (Map<String, Object> object : List.of(config, generation)) {
            object.put("bos_token_id", mark);
            if (end.isPresent()) {
                object.put("eos_token_id", end.getAsInt());
            }
        }
        end.ifPresent(id -> texts.put("eos_token", tokenizer.piece(id)));
        chatTemplate.ifPresent(program -> texts.put("chat_template", program));
        Map<String, Map<String, Object>> objects = new LinkedHashMap<>();
        objects.put(HubFolder.CONFIG, config);
        objects.put("generation_config.json", generation);
        objects.put("tokenizer_config.json", texts);
        return objects;
    }

    /** One file for llama.cpp, with its tokenizer. */
    public void gguf(Path file, Gguf.Type type) {
        GgufDialect dialect = new GgufDialect(dialect(), gpt());
        Lexicon lexicon = Lexicon.of(tokenizer);
        Map<String, Object> metadata = new LinkedHashMap<>(dialect.metadata());
        metadata.put("general.name", label);
        metadata.put(
                "general.file_type",
                switch (type) {
                    case F32 -> 0;
                    case F16 -> 1;
                    case Q8_0 -> 7;
                });
        metadata.put("tokenizer.ggml.model", "gpt2");
        metadata.put("tokenizer.ggml.pre", lexicon.pattern());
        metadata.put("tokenizer.ggml.tokens", lexicon.tokens());
        metadata.put("tokenizer.ggml.token_type", lexicon.kinds());
        metadata.put("tokenizer.ggml.merges", lexicon.merges());
        int mark = lexicon.end().orElse(tokenizer.start());
        metadata.put("tokenizer.ggml.bos_token_id", mark);
        metadata.put("tokenizer.ggml.eos_token_id", mark);
        metadata.put("tokenizer.ggml.add_bos_token", false);
        chatTemplate.ifPresent(program -> metadata.put("tokenizer.chat_template", program));
        List<Gguf.Tensor> tensors = new ArrayList<>();
        dialect.pieces()
                .forEach(piece -> tensors.add(Gguf.Tensor.of(piece.theirs(), type, piece.shape(), () -> taken(piece))));
        dialect.tables().forEach((name, values) -> {
            StoredTensor table = StoredTensor.of(values, values.length);
            tensors.add(Gguf.Tensor.of(name, type, table.shape(), table::data));
        });
        Gguf.write(file, metadata, tensors);
    }

    /** Network and weights in one TorchScript module; of any architecture. */
    public void torchscript(Path file) {
        ForeignFile.write(file, model::script);
    }

    /** The weights alone, under our names. */
    public void safetensors(Path file) {
        Map<String, StoredTensor> tensors = new TreeMap<>();
        model.shapes()
                .forEach((name, shape) -> tensors.put(name, StoredTensor.made("F32", shape, () -> {
                    HostTensor tensor = model.tensor(name);
                    return tensor.data();
                })));
        Safetensors.write(file, tensors, Map.of("format", "pt"));
    }
}
