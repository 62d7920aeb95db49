package understudy.checkpoints;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {
    @TempDir
    Path folder;

    /** Takes the lock, says so, and waits to be killed. */
    static final class Holder {
        public static void main(String[] args) throws IOException {
            try (FolderLock lock = FolderLock.take(Path.of(args[0]))) {
                System.out.println(lock == null ? "no" : "taken");
                System.in.read();
            } catch (CheckpointException fault) {
                System.out.println(fault.getMessage());
            }
        }
    }

    private static String firstLine(Process process) throws IOException {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
    }

    private String told(long process) {
        return folder + " is in use by another Understudy (process " + process
                + "); leave that one first, or start this one with --home DIR.";
    }

    @Test
    void anotherProcessIsNamedAndItsLockEndsWithIt() throws Exception {
        Process holder = Child.start(Holder.class, folder.toString());
        assertEquals("taken", firstLine(holder));
        String message = assertThrows(CheckpointException.class, () -> FolderLock.take(folder))
                .getMessage();
        assertEquals(told(holder.pid()), message);
        holder.destroyForcibly().waitFor();
        try (FolderLock lock = FolderLock.take(folder)) {
            // A second attempt from within is refused, and must not give the lock away to others.
            message = assertThrows(CheckpointException.class, () -> FolderLock.take(folder.resolve(".")))
                    .getMessage();
            assertTrue(message.contains("process " + ProcessHandle.current().pid()), message);
            Process second = Child.start(Holder.class, folder.toString());
            assertEquals(told(ProcessHandle.current().pid()), firstLine(second));
            second.waitFor();
            assertTrue(lock != null);
        }
        FolderLock.take(folder).close();
    }

    @Test
    void aPlaceThatIsNoFolderIsSaid() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        String message = assertThrows(CheckpointException.class, () -> FolderLock.take(file))
                .getMessage();
        assertTrue(message.startsWith("Cannot use " + file), message);
    }
}
