package understudy.checkpoints;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** {@code names.json} of a model: what its checkpoints were saved as, name to step. */
final class SavedNames {
    static final String FILE = "names.json";

    private SavedNames() {}

    /** @throws CheckpointException when the file is there and cannot be read */
    static SortedMap<String, Long> read(Path model) {
        SortedMap<String, Long> names = new TreeMap<>();
        try {
            Fields json = new Fields("", Json.object(Files.readAllBytes(model.resolve(FILE))));
            json.names().forEach(name -> names.put(name, json.whole(name)));
        } catch (NoSuchFileException fault) {
            return names;
        } catch (IOException fault) {
            throw CheckpointException.disk(FILE, fault);
        } catch (CheckpointException fault) {
            throw new CheckpointException(FILE + ": " + fault.getMessage(), fault);
        }
        return names;
    }

    static void write(Path model, SortedMap<String, Long> names, ByteSink.Disk disk) throws IOException {
        WholeFile.write(model.resolve(FILE), Json.pretty(Json.copy(names)), disk);
    }

    static SortedSet<String> of(SortedMap<String, Long> names, long step) {
        SortedSet<String> held = new TreeSet<>();
        names.forEach((name, at) -> {
            if (at == step) {
                held.add(name);
            }
        });
        return held;
    }
}
