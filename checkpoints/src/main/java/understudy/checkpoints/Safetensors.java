package understudy.checkpoints;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The safetensors format: tensors under their names in one file, readable by anybody.
 *
 * <p>Written files depend on nothing but the tensors and the metadata. Files that are read may come from anywhere:
 * nothing is allocated, mapped or believed before it was checked against the length of the file.
 */
public final class Safetensors {
    /** No honest header comes near; a file that claims more is refused before memory is taken for it. */
    private static final int LONGEST_HEADER = 16 << 20;

    private Safetensors() {}

    /**
     * Writes beside, syncs, renames: the file holds what it held before, or all of this.
     *
     * @throws CheckpointException when the disk refuses
     */
    public static void write(Path file, Map<String, StoredTensor> tensors, Map<String, String> metadata) {
        Path beside = file.resolveSibling(".tmp-" + file.getFileName());
        try {
            Files.deleteIfExists(beside);
            try (ByteSink sink = ByteSink.file(beside)) {
                new SafetensorsLayout(tensors, metadata).write(sink);
                sink.sync();
            }
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Folders.sync(file.toAbsolutePath().getParent());
        } catch (IOException fault) {
            Folders.forget(beside);
            throw CheckpointException.disk("Cannot write " + file, fault);
        } catch (RuntimeException | Error fault) {
            Folders.forget(beside);
            throw fault;
        }
    }

    /**
     * Maps the tensors of a file. They are read from disk as they are used, and stay readable when the file is deleted;
     * a file larger than 2 GB is no obstacle, a single tensor of that size is.
     *
     * @throws CheckpointException naming the file, the tensor and what is wrong with it
     */
    public static SortedMap<String, StoredTensor> read(Path file) {
        return opened(file, (header, start) -> {
            SortedMap<String, StoredTensor> tensors = new TreeMap<>();
            for (Map.Entry<String, SafetensorsHeader.Place> entry :
                    header.tensors().entrySet()) {
                SafetensorsHeader.Place place = entry.getValue();
                if (place.bytes() > Integer.MAX_VALUE) {
                    throw new CheckpointException("tensor \"" + OneLine.of(entry.getKey())
                            + "\": expected at most 2 GB; found " + place.bytes() + " bytes");
                }
                ByteBuffer data = map(file, start + place.begin(), place.bytes());
                tensors.put(entry.getKey(), new StoredTensor(place.type().name(), place.shape(), data));
            }
            return tensors;
        });
    }

    /** The free text entries of a file, after the same checks as {@link #read}. */
    public static Map<String, String> metadata(Path file) {
        return opened(file, (header, start) -> header.metadata());
    }

    private interface Reading<T> {
        T of(SafetensorsHeader header, long start) throws IOException;
    }

    private static <T> T opened(Path file, Reading<T> reading) {
        try (RandomAccessFile from = new RandomAccessFile(file.toFile(), "r")) {
            String json = headerText(from);
            long start = from.getFilePointer();
            return reading.of(SafetensorsHeader.parse(json, from.length() - start), start);
        } catch (CheckpointException fault) {
            throw new CheckpointException(file.getFileName() + ": " + fault.getMessage(), fault);
        } catch (IOException fault) {
            throw CheckpointException.disk("Cannot read " + file, fault);
        }
    }

    private static String headerText(RandomAccessFile file) throws IOException {
        if (file.length() < Long.BYTES) {
            throw new CheckpointException("expected a safetensors file; found only " + file.length() + " bytes");
        }
        byte[] length = new byte[Long.BYTES];
        file.readFully(length);
        long bytes = ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong();
        long most = Math.min(LONGEST_HEADER, file.length() - Long.BYTES);
        if (bytes < 0 || bytes > most) {
            throw new CheckpointException("expected a header of at most " + most + " bytes; found a length of "
                    + Long.toUnsignedString(bytes));
        }
        byte[] text = new byte[(int) bytes];
        try {
            file.readFully(text);
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text))
                    .toString();
        } catch (CharacterCodingException fault) {
            throw new CheckpointException("header: expected UTF-8; found other bytes", fault);
        } catch (EOFException fault) {
            throw new CheckpointException("header: expected " + bytes + " bytes; found the end of the file", fault);
        }
    }

    private static ByteBuffer map(Path file, long from, long bytes) throws IOException {
        if (bytes == 0) {
            return ByteBuffer.allocate(0);
        }
        // An interrupt closes a channel. Whoever interrupted wants to be noticed later, not to have this fail.
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                    return channel.map(FileChannel.MapMode.READ_ONLY, from, bytes);
                } catch (ClosedByInterruptException fault) {
                    interrupted = Thread.interrupted() || interrupted;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
