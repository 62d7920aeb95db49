package understudy.checkpoints;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailingDiskTest {
    private static final String FULL = "No space left on device";

    @TempDir
    Path folder;

    /** A disk with room for so many bytes; syncing counts as one. */
    private static ByteSink.Disk withRoom(long[] room) {
        return file -> {
            ByteSink sink = ByteSink.file(file);
            return new ByteSink() {
                private void take(int count) throws IOException {
                    room[0] -= count;
                    if (room[0] < 0) {
                        throw new IOException(FULL);
                    }
                }

                @Override
                public void write(byte[] bytes, int from, int count) throws IOException {
                    int fits = (int) Math.max(0, Math.min(count, room[0]));
                    sink.write(bytes, from, fits);
                    take(count);
                }

                @Override
                public void sync() throws IOException {
                    take(1);
                    sink.sync();
                }

                @Override
                public void close() throws IOException {
                    sink.close();
                }
            };
        };
    }

    /** Wherever the disk ends, the checkpoints there were are still there, and nothing half. */
    @Test
    void aFullDiskKeepsTheOldCheckpoint() throws IOException {
        long room = 0;
        boolean saved = false;
        for (; !saved; room += 101) {
            Path home = folder.resolve("disk" + room);
            new CheckpointStore(home).save("romeo", Examples.contents(250, 2.5));
            CheckpointStore full = new CheckpointStore(home, withRoom(new long[] {room}));
            CheckpointCard card = Examples.card(250, OptionalDouble.of(2.4));
            try {
                full.save("romeo", Examples.contents(card)); // at a step that exists
                saved = true;
                assertEquals(card, full.resolve("romeo@250").card());
            } catch (CheckpointException fault) {
                assertEquals("Cannot save romeo@250: the disk is full; make room, then try again", fault.getMessage());
                Checkpoint old = full.resolve("romeo@250");
                assertEquals(Examples.contents(250, 2.5).card(), old.card());
                assertEquals(Examples.contents(250, 2.5).parameters(), old.parameters());
                assertTrue(old.hasOptimizer());
            }
            assertEquals(List.of("250"), Folders.names(home.resolve("romeo")));
        }
        assertTrue(room > 1000, "the disk was never full");
    }

    @Test
    void aFirstSaveThatFailsLeavesNoModel() throws IOException {
        CheckpointStore full = new CheckpointStore(folder, withRoom(new long[] {100}));
        assertThrows(CheckpointException.class, () -> full.save("romeo", Examples.contents(0, 4)));
        assertEquals(List.of(), Folders.names(folder));
    }

    /** Whatever goes wrong in the middle, memory included, nothing half is left: it would be gigabytes. */
    @Test
    void aFaultThatIsNotTheDisksLeavesNothingEither() throws IOException {
        ByteSink.Disk faulty = file -> {
            ByteSink sink = ByteSink.file(file);
            return new ByteSink() {
                @Override
                public void write(byte[] bytes, int from, int count) {
                    throw new IllegalStateException("in the middle");
                }

                @Override
                public void sync() {}

                @Override
                public void close() throws IOException {
                    sink.close();
                }
            };
        };
        CheckpointStore store = new CheckpointStore(folder, faulty);
        assertThrows(IllegalStateException.class, () -> store.save("romeo", Examples.contents(0, 4)));
        assertThrows(
                IllegalStateException.class,
                () -> HubFolder.write(
                        folder.resolve("hub"),
                        Map.of("config.json", Map.of("a", 1)),
                        Map.of(),
                        "model.safetensors",
                        Examples.contents(0, 4).parameters(),
                        faulty));
        Gguf.Tensor tensor = Gguf.Tensor.of("a", Gguf.Type.F32, new long[] {2, 32}, () -> {
            throw new OutOfMemoryError("in the middle");
        });
        assertThrows(
                OutOfMemoryError.class, () -> Gguf.write(folder.resolve("a.gguf"), Map.of("a", "b"), List.of(tensor)));
        assertEquals(List.of(), Folders.names(folder));
    }

    @Test
    void namesStayWhenTheyCannotBeWritten() throws IOException {
        CheckpointStore store = new CheckpointStore(folder);
        store.save("romeo", Examples.contents(0, 4));
        store.save("romeo", Examples.contents(250, 3));
        store.name("romeo", 0, "born");
        CheckpointStore full = new CheckpointStore(folder, withRoom(new long[] {3}));
        CheckpointException fault = assertThrows(CheckpointException.class, () -> full.name("romeo", 250, "grown"));
        assertEquals(
                "Cannot write the checkpoint names of romeo: the disk is full; make room, then try again",
                fault.getMessage());
        assertThrows(CheckpointException.class, () -> full.branch("romeo", 0));
        assertEquals(0, store.resolve("romeo@born").step());
        assertEquals(2, store.list("romeo").checkpoints().size());
        assertEquals(List.of("0", "250", "names.json"), Folders.names(folder.resolve("romeo")));
    }

    @Test
    void aReadOnlyDiskIsSaid() {
        CheckpointStore readOnly = new CheckpointStore(folder, file -> {
            throw new FileSystemException(file.toString(), null, "Read-only file system");
        });
        assertEquals(
                "Cannot save romeo@0: the disk is read-only; make it writable, or choose another place with --home DIR",
                assertThrows(CheckpointException.class, () -> readOnly.save("romeo", Examples.contents(0, 4)))
                        .getMessage());
    }

    @Test
    void whatASystemSaysBecomesAReason() {
        assertEquals(DiskFault.FULL, DiskFault.of(new FileSystemException("x", null, FULL)));
        assertEquals(DiskFault.FULL, DiskFault.of(new IOException("There is not enough space on the disk")));
        assertEquals(DiskFault.QUOTA, DiskFault.of(new IOException("Disk quota exceeded")));
        assertEquals(DiskFault.DENIED, DiskFault.of(new AccessDeniedException("x")));
        assertEquals(DiskFault.DENIED, DiskFault.of(new java.io.FileNotFoundException("x (Permission denied)")));
        assertEquals(
                DiskFault.MISSING, DiskFault.of(new java.io.FileNotFoundException("x (No such file or directory)")));
        IOException odd = new IOException("Input/output\nerror");
        assertEquals("Input/output\\u000aerror", DiskFault.of(odd).words(odd));
    }

    @Test
    void aFileInTheWayIsSaid() throws IOException {
        Files.writeString(folder.resolve("romeo"), "a file");
        CheckpointStore store = new CheckpointStore(folder);
        String message = assertThrows(CheckpointException.class, () -> store.save("romeo", Examples.contents(0, 4)))
                .getMessage();
        assertTrue(message.startsWith("Cannot save romeo@0: "), message);
        assertEquals("a file", Files.readString(folder.resolve("romeo")));
    }
}
