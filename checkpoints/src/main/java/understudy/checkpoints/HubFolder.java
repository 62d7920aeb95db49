package understudy.checkpoints;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A model folder in the Hugging Face layout: {@code config.json}, {@code model.safetensors} or its shards with an
 * index, and a tokenizer's files. It is read as it lies there, and nothing in it is believed before it was checked;
 * what its tensors mean is the business of whoever knows networks.
 *
 * @param path where it lies
 * @param config what {@code config.json} says
 */
public record HubFolder(Path path, Map<String, Object> config) {
    public static final String CONFIG = "config.json";
    public static final String WEIGHTS = "model.safetensors";
    private static final String INDEX = "model.safetensors.index.json";
    private static final String TOKENIZER_CONFIG = "tokenizer_config.json";
    private static final List<String> PICKLES = List.of("pytorch_model.bin", "pytorch_model.bin.index.json");
    private static final long LONGEST = 256L << 20;

    /** @throws CheckpointException if it is no such folder, with what is missing */
    public static HubFolder open(Path path) {
        if (!Files.isDirectory(path)) {
            throw new CheckpointException("Expected a folder with " + CONFIG + ", " + WEIGHTS + " and tokenizer.json; "
                    + (Files.exists(path) ? path + " is a file." : "there is no " + path + "."));
        }
        Path config = path.resolve(CONFIG);
        if (!Files.exists(config)) {
            throw new CheckpointException("Expected a folder with " + CONFIG + ", " + WEIGHTS + " and tokenizer.json; "
                    + path + " has no " + CONFIG + ".");
        }
        return new HubFolder(path, object(config));
    }

    /** A text file of the folder, if it is there. */
    public Optional<String> text(String name) {
        Path file = path.resolve(name);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            if (Files.size(file) > LONGEST) {
                throw new CheckpointException(
                        file + ": expected at most " + LONGEST + " bytes; found " + Files.size(file));
            }
            return Optional.of(Files.readString(file, StandardCharsets.UTF_8));
        } catch (MalformedInputException fault) {
            throw new CheckpointException(file + ": expected UTF-8; found other bytes", fault);
        } catch (IOException fault) {
            throw CheckpointException.disk("Cannot read " + file, fault);
        }
    }

    /** The template by which conversations are written for this model, if the folder has one. */
    public Optional<String> chatTemplate() {
        Optional<String> own = text("chat_template.jinja");
        if (own.isPresent() || !Files.exists(path.resolve(TOKENIZER_CONFIG))) {
            return own;
        }
        return object(path.resolve(TOKENIZER_CONFIG)).get("chat_template") instanceof String template
                ? Optional.of(template)
                : Optional.empty();
    }

    /**
     * Every tensor by its name there, mapped.
     *
     * @throws CheckpointException if weights or shards are missing or damaged, or come as a pickle
     */
    public SortedMap<String, StoredTensor> tensors() {
        if (Files.exists(path.resolve(WEIGHTS))) {
            return Safetensors.read(path.resolve(WEIGHTS));
        }
        if (Files.exists(path.resolve(INDEX))) {
            return shards();
        }
        for (String pickle : PICKLES) {
            if (Files.exists(path.resolve(pickle))) {
                throw new CheckpointException(path + " has its weights as " + pickle
                        + ", a pickle, and reading a pickle can run any code. Convert it where you trust it:"
                        + " AutoModelForCausalLM.from_pretrained(FOLDER).save_pretrained(NEW) in Python writes "
                        + WEIGHTS + ".");
            }
        }
        throw new CheckpointException(
                path + " has no weights: expected " + WEIGHTS + ", or shards with " + INDEX + "; found neither.");
    }

    private SortedMap<String, StoredTensor> shards() {
        Map<String, String> places = new TreeMap<>();
        if (!(object(path.resolve(INDEX)).get("weight_map") instanceof Map<?, ?> map)) {
            throw new CheckpointException(INDEX + ": expected a weight_map; found none");
        }
        map.forEach((tensor, file) -> places.put(String.valueOf(tensor), String.valueOf(file)));
        List<String> missing = new ArrayList<>();
        for (String file : new TreeSet<>(places.values())) {
            if (!Names.isPlainFile(file)) {
                throw new CheckpointException(
                        INDEX + ": expected plain file names; found \"" + OneLine.of(file) + "\"");
            }
            if (!Files.exists(path.resolve(file))) {
                missing.add(file);
            }
        }
        if (!missing.isEmpty()) {
            throw new CheckpointException(path + " lacks " + String.join(", ", missing) + ", which " + INDEX
                    + " names; copy or download what is missing.");
        }
        SortedMap<String, StoredTensor> all = new TreeMap<>();
        for (String file : new TreeSet<>(places.values())) {
            Safetensors.read(path.resolve(file)).forEach((name, tensor) -> {
                if (file.equals(places.get(name))) {
                    all.put(name, tensor);
                }
            });
        }
        places.forEach((name, file) -> {
            if (!all.containsKey(name)) {
                throw new CheckpointException(
                        file + ": expected the tensor \"" + OneLine.of(name) + "\", as " + INDEX + " says; found none");
            }
        });
        return all;
    }

    private static Map<String, Object> object(Path file) {
        try {
            if (Files.size(file) > LONGEST) {
                throw new CheckpointException("expected at most " + LONGEST + " bytes; found " + Files.size(file));
            }
            return Json.object(Files.readAllBytes(file));
        } catch (CheckpointException fault) {
            throw new CheckpointException(file + ": " + fault.getMessage(), fault);
        } catch (IOException fault) {
            throw CheckpointException.disk("Cannot read " + file, fault);
        }
    }

    /**
     * Writes such a folder, beside its place first: all of it is there, or nothing.
     *
     * @param path must be new, or empty
     * @param objects JSON files by name
     * @param texts other files by name
     * @return bytes written
     * @throws CheckpointException if something is there already, or the disk refuses
     */
    public static long write(
            Path path,
            Map<String, Map<String, Object>> objects,
            Map<String, String> texts,
            Map<String, StoredTensor> tensors) {
        return write(path, objects, texts, WEIGHTS, tensors);
    }

    /**
     * The same under another name than {@link #WEIGHTS}.
     *
     * @param weights the name of the file with the tensors
     */
    public static long write(
            Path path,
            Map<String, Map<String, Object>> objects,
            Map<String, String> texts,
            String weights,
            Map<String, StoredTensor> tensors) {
        return write(path, objects, texts, weights, tensors, ByteSink::file);
    }

    static long write(
            Path path,
            Map<String, Map<String, Object>> objects,
            Map<String, String> texts,
            String weights,
            Map<String, StoredTensor> tensors,
            ByteSink.Disk disk) {
        Path whole = path.toAbsolutePath().normalize();
        requireEmpty(path, whole);
        Path beside = whole.resolveSibling(".tmp-" + whole.getFileName());
        try {
            Files.createDirectories(whole.getParent());
            Folders.delete(beside);
            Files.createDirectory(beside);
            long bytes = 0;
            for (Map.Entry<String, Map<String, Object>> entry : objects.entrySet()) {
                byte[] text = Json.pretty(entry.getValue());
                WholeFile.create(beside.resolve(entry.getKey()), text, disk);
                bytes += text.length;
            }
            for (Map.Entry<String, String> entry : texts.entrySet()) {
                byte[] text = entry.getValue().getBytes(StandardCharsets.UTF_8);
                WholeFile.create(beside.resolve(entry.getKey()), text, disk);
                bytes += text.length;
            }
            try (ByteSink sink = disk.create(beside.resolve(weights))) {
                bytes += new SafetensorsLayout(tensors, Map.of("format", "pt"))
                        .write(sink)
                        .bytes();
                sink.sync();
            }
            Files.deleteIfExists(whole);
            Files.move(beside, whole, StandardCopyOption.ATOMIC_MOVE);
            Folders.sync(whole.getParent());
            return bytes;
        } catch (IOException fault) {
            Folders.forget(beside);
            throw CheckpointException.disk("Cannot write " + path, fault);
        } catch (RuntimeException | Error fault) {
            Folders.forget(beside);
            throw fault;
        }
    }

    private static void requireEmpty(Path path, Path whole) {
        try {
            if (Files.exists(whole)
                    && (!Files.isDirectory(whole) || !Folders.names(whole).isEmpty())) {
                throw new CheckpointException("Expected a new or empty folder; " + path
                        + (Files.isDirectory(whole) ? " holds files already." : " is a file.")
                        + " Name another, or empty it.");
            }
        } catch (IOException fault) {
            throw CheckpointException.disk("Cannot read " + path, fault);
        }
    }
}
