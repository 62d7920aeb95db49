package understudy.checkpoints;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A checkpoint on disk whose card was read and whose files have the right lengths. Tensors are read only when asked
 * for, and then every byte is checked.
 *
 * @param model the model it belongs to
 * @param names what it was saved as; not {@code best} or {@code latest}, which follow from the others
 * @param card what is known of it
 * @param bytes of all its files
 * @param saved when the file system says it was written
 * @param folder where it lies
 */
public record Checkpoint(
        String model, SortedSet<String> names, CheckpointCard card, long bytes, Instant saved, Path folder) {
    static final String PARAMETERS = "model.safetensors";
    static final String OPTIMIZER = "optimizer.safetensors";
    static final String TOKENIZER = "tokenizer.json";

    public Checkpoint {
        names = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(names));
    }

    public long step() {
        return card.progress().step();
    }

    /** What a person types for it: {@code romeo@1500}. */
    public String reference() {
        return model + "@" + step();
    }

    /** The optimizer's state is kept for the latest, the best and saved checkpoints only. */
    public boolean hasOptimizer() {
        return Files.exists(folder.resolve(OPTIMIZER));
    }

    /** @throws CheckpointException when a byte is not as it was written */
    public SortedMap<String, StoredTensor> parameters() {
        return checked(PARAMETERS, Safetensors::read);
    }

    /** Empty when it is no longer kept. @throws CheckpointException when a byte is not as it was written */
    public Optional<SortedMap<String, StoredTensor>> optimizer() {
        return hasOptimizer() ? Optional.of(checked(OPTIMIZER, Safetensors::read)) : Optional.empty();
    }

    /** The {@code tokenizer.json} as it was given. */
    public String tokenizer() {
        return checked(TOKENIZER, file -> {
            try {
                return Files.readString(file, StandardCharsets.UTF_8);
            } catch (IOException fault) {
                throw CheckpointException.disk(TOKENIZER, fault);
            }
        });
    }

    /** For the card of a model that is forked from this one. */
    public CheckpointCard.Parent asParent() {
        return new CheckpointCard.Parent(
                step(), CardFile.read(folder).files().get(PARAMETERS).sha256());
    }

    private <T> T checked(String name, java.util.function.Function<Path, T> reading) {
        try {
            Checksum expected = CardFile.read(folder).files().get(name);
            if (expected == null) {
                throw new CheckpointException(CardFile.NAME + ": expected a checksum of " + name + "; found none");
            }
            Checksum found = Checksum.of(folder.resolve(name));
            if (!found.equals(expected)) {
                throw new CheckpointException(name + " is not as it was written: expected SHA-256 " + expected.sha256()
                        + "; found " + found.sha256());
            }
            return reading.apply(folder.resolve(name));
        } catch (IOException fault) {
            throw CheckpointException.disk("Cannot read " + reference() + ": " + name, fault);
        } catch (CheckpointException fault) {
            throw new CheckpointException(
                    reference() + " is damaged: " + fault.getMessage() + "; `checkpoints " + model
                            + "` lists the others",
                    fault);
        }
    }
}
