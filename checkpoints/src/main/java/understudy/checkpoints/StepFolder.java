package understudy.checkpoints;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** The folder of one checkpoint: written beside its place, synced, moved there. */
final class StepFolder {
    /** Being written; whatever of this is found later was left by a crash and is worth nothing. */
    static final String WRITING = ".tmp-";

    /** Being replaced; found later, it is worth something only if nothing took its place. */
    static final String REPLACED = ".old-";

    private StepFolder() {}

    /** Writes everything into {@code beside}, which is gone again if this fails. */
    static void write(Path beside, CheckpointContents contents, ByteSink.Disk disk) throws IOException {
        try {
            Files.createDirectories(beside);
            SortedMap<String, Checksum> files = new TreeMap<>();
            files.put(Checkpoint.PARAMETERS, tensors(beside, Checkpoint.PARAMETERS, contents.parameters(), disk));
            if (contents.optimizer().isPresent()) {
                files.put(
                        Checkpoint.OPTIMIZER,
                        tensors(
                                beside,
                                Checkpoint.OPTIMIZER,
                                contents.optimizer().get(),
                                disk));
            }
            byte[] tokenizer = contents.tokenizer().getBytes(StandardCharsets.UTF_8);
            WholeFile.create(beside.resolve(Checkpoint.TOKENIZER), tokenizer, disk);
            files.put(Checkpoint.TOKENIZER, Checksum.of(tokenizer));
            // Last, so that a folder with a card was complete even where renaming is not atomic.
            WholeFile.create(beside.resolve(CardFile.NAME), new CardFile(contents.card(), files).json(), disk);
            Folders.sync(beside);
        } catch (IOException | RuntimeException fault) {
            Folders.forget(beside);
            throw fault;
        }
    }

    private static Checksum tensors(Path folder, String name, Map<String, StoredTensor> tensors, ByteSink.Disk disk)
            throws IOException {
        try (ByteSink sink = disk.create(folder.resolve(name))) {
            Checksum checksum = new SafetensorsLayout(tensors, Map.of()).write(sink);
            sink.sync();
            return checksum;
        }
    }

    /** Moves what was written to its place; what was there before is gone only when the new one is there. */
    static void place(Path beside, Path place) throws IOException {
        Path old = place.resolveSibling(REPLACED + place.getFileName());
        if (Files.exists(place)) {
            Folders.delete(old);
            Files.move(place, old, StandardCopyOption.ATOMIC_MOVE);
        }
        try {
            Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException fault) {
            if (Files.exists(old)) {
                Files.move(old, place, StandardCopyOption.ATOMIC_MOVE);
            }
            throw fault;
        }
        Folders.sync(place.toAbsolutePath().getParent());
        Folders.forget(old);
    }

    /** After a crash between the two moves of {@link #place}: the old one returns. */
    static void settle(Path model, String old) {
        Path replaced = model.resolve(old);
        Path place = model.resolve(old.substring(REPLACED.length()));
        try {
            if (Files.exists(place)) {
                Folders.delete(replaced);
            } else {
                Files.move(replaced, place, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException fault) {
            // A folder that cannot be written stays as it is, and is looked at again next time.
        }
    }

    /** @throws CheckpointException with the reason why this is no usable checkpoint */
    static Checkpoint read(String model, Path folder, SortedSet<String> names) {
        CardFile file = CardFile.read(folder);
        CheckpointCard card = file.card();
        if (!folder.getFileName()
                .toString()
                .equals(Long.toString(card.progress().step()))) {
            throw new CheckpointException(CardFile.NAME + ": expected step " + folder.getFileName() + "; found "
                    + card.progress().step());
        }
        for (String name : new String[] {Checkpoint.PARAMETERS, Checkpoint.TOKENIZER}) {
            if (!file.files().containsKey(name)) {
                throw new CheckpointException(CardFile.NAME + ": expected a checksum of " + name + "; found none");
            }
        }
        try {
            long bytes = Files.size(folder.resolve(CardFile.NAME));
            for (Map.Entry<String, Checksum> entry : file.files().entrySet()) {
                bytes += size(folder, entry.getKey(), entry.getValue().bytes());
            }
            return new Checkpoint(
                    model,
                    names,
                    card,
                    bytes,
                    Files.getLastModifiedTime(folder.resolve(CardFile.NAME)).toInstant(),
                    folder);
        } catch (IOException fault) {
            throw CheckpointException.disk(folder.getFileName().toString(), fault);
        }
    }

    private static long size(Path folder, String name, long expected) throws IOException {
        // The names come from a file, and a file may say anything.
        if (!Names.isPlainFile(name)) {
            throw new CheckpointException(
                    CardFile.NAME + ": files: expected plain names; found \"" + OneLine.of(name) + "\"");
        }
        try {
            long found = Files.size(folder.resolve(name));
            if (found != expected) {
                throw new CheckpointException(name + ": expected " + expected + " bytes; found " + found);
            }
            return found;
        } catch (NoSuchFileException fault) {
            if (name.equals(Checkpoint.OPTIMIZER)) {
                return 0; // no longer kept
            }
            throw new CheckpointException(name + " is missing", fault);
        }
    }

    /** Whether this very checkpoint lies there already, whole; then there is nothing to write. */
    static boolean holds(Path folder, CheckpointContents contents) {
        try {
            CardFile file = CardFile.read(folder);
            if (!file.card().equals(contents.card())) {
                return false;
            }
            Optional<Map<String, StoredTensor>> optimizer = contents.optimizer();
            return same(folder, file, Checkpoint.PARAMETERS, sum(contents.parameters()))
                    && same(
                            folder,
                            file,
                            Checkpoint.TOKENIZER,
                            Checksum.of(contents.tokenizer().getBytes(StandardCharsets.UTF_8)))
                    // Nothing said of the optimizer is no reason to throw away the state that is kept there.
                    && (optimizer.isEmpty() || same(folder, file, Checkpoint.OPTIMIZER, sum(optimizer.get())));
        } catch (IOException | CheckpointException fault) {
            return false;
        }
    }

    private static Checksum sum(Map<String, StoredTensor> tensors) throws IOException {
        return new SafetensorsLayout(tensors, Map.of()).write(ByteSink.nowhere());
    }

    private static boolean same(Path folder, CardFile file, String name, Checksum wanted) throws IOException {
        return wanted.equals(file.files().get(name)) && wanted.equals(Checksum.of(folder.resolve(name)));
    }
}
