package understudy.checkpoints;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.SortedMap;

/**
 * What all checkpoints of a model are only the difference to: written once beside them, and never changed.
 *
 * @param file where it lies, whether it is there or not
 */
record Foundation(Path file) {
    static final String NAME = "base.safetensors";

    static Foundation of(ModelFolder home) {
        return new Foundation(home.path().resolve(NAME));
    }

    /** @return what it was written as */
    Checksum write(Map<String, StoredTensor> tensors, ByteSink.Disk disk) throws IOException {
        Files.createDirectories(file.getParent());
        Path beside = file.resolveSibling(StepFolder.WRITING + NAME);
        try {
            Files.deleteIfExists(beside);
            Checksum checksum;
            try (ByteSink sink = disk.create(beside)) {
                checksum = new SafetensorsLayout(tensors, Map.of()).write(sink);
                sink.sync();
            }
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
            Folders.sync(file.toAbsolutePath().getParent());
            return checksum;
        } catch (IOException fault) {
            Folders.forget(beside);
            throw fault;
        }
    }

    /** @throws CheckpointException if it is gone, or not what it was */
    SortedMap<String, StoredTensor> read(String model, String sha256) {
        if (!Files.exists(file)) {
            throw new CheckpointException(model + " lacks the weights beneath its adapters: expected " + file
                    + " with SHA-256 " + sha256 + "; found no such file. Put it back, or `delete " + model
                    + "` and fork it anew.");
        }
        try {
            Checksum found = Checksum.of(file);
            if (!found.sha256().equals(sha256)) {
                throw new CheckpointException("The weights beneath the adapters of " + model
                        + " are not as they were written: expected " + file + " with SHA-256 " + sha256 + "; found "
                        + found.sha256() + ". Put the right file back, or `delete " + model + "` and fork it anew.");
            }
            return Safetensors.read(file);
        } catch (IOException fault) {
            throw CheckpointException.disk("Cannot read " + file, fault);
        }
    }

    /** Puts the same beside a branch: the very file where that can be, else a copy. */
    void share(Foundation branch) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try {
            Files.createLink(branch.file(), file);
        } catch (IOException | UnsupportedOperationException fault) {
            Files.copy(file, branch.file());
        }
    }
}
