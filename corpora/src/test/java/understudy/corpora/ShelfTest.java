package understudy.corpora;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShelfTest {
    private static final AddOptions DEFAULTS = AddOptions.defaults();
    private static final String TEXT = "to be or not to be\n".repeat(20_000);

    @TempDir
    Path home;

    private final List<String> onlyOld = List.of(".lock", "old");

    private List<String> files() throws IOException {
        try (Stream<Path> list = Files.list(home)) {
            return list.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    /** A disk on which so many bytes still fit. */
    private record FullDisk(WritableByteChannel channel, long[] room) implements WritableByteChannel {
        @Override
        public int write(ByteBuffer from) throws IOException {
            if (from.remaining() > room[0]) {
                throw new IOException("No space left on device");
            }
            int written = channel.write(from);
            room[0] -= written;
            return written;
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 300_000, 380_000, 381_000, 1_000_000, 1_141_000})
    void aDiskThatFillsUpAnywhereLeavesWhatWasThere(long bytes) throws IOException {
        new CorpusLibrary(home).write("old", TEXT, DEFAULTS).close();
        long[] room = {bytes};
        CorpusLibrary library = new CorpusLibrary(home, channel -> new FullDisk(channel, room));
        String message = assertThrows(CorpusException.class, () -> library.write("new", TEXT, DEFAULTS))
                .getMessage();
        assertEquals(
                "cannot write the corpus 'new' in " + home
                        + ": the disk is full; nothing was kept; make room there or choose another --home",
                message);
        assertEquals(onlyOld, files());
        library.open("old").verify();

        room[0] = Long.MAX_VALUE;
        library.write("new", TEXT, DEFAULTS).close();
        assertEquals(List.of("new", "old"), library.names());
    }

    @Test
    void aHomeThatCannotBeWrittenIsToldAndTheRestStillReads() throws IOException {
        new CorpusLibrary(home).write("old", TEXT, DEFAULTS).close();
        CorpusLibrary library = new CorpusLibrary(home, channel -> new WritableByteChannel() {
            @Override
            public int write(ByteBuffer from) throws IOException {
                throw new FileSystemException(home.toString(), null, "Read-only file system");
            }

            @Override
            public boolean isOpen() {
                return true;
            }

            @Override
            public void close() {}
        });
        String message = assertThrows(CorpusException.class, () -> library.write("new", TEXT, DEFAULTS))
                .getMessage();
        assertTrue(message.contains(": the disk is read-only; "), message);
        library.open("old").verify();

        Path file = Files.writeString(home.resolve("file"), "not a folder");
        String inFile = assertThrows(
                        CorpusException.class,
                        () -> new CorpusLibrary(file.resolve("corpora")).write("new", TEXT, DEFAULTS))
                .getMessage();
        assertTrue(inFile.startsWith("cannot write the corpus 'new' in "), inFile);
        assertEquals(List.of(), new CorpusLibrary(file).names());
    }

    @Test
    void whatACrashLeftIsNoCorpusAndIsSweptByTheNextChange() throws IOException {
        CorpusLibrary library = new CorpusLibrary(home);
        library.write("old", TEXT, DEFAULTS).close();
        for (String left : List.of(".new.draft", ".other.draft", ".gone.removed")) {
            Files.createDirectories(home.resolve(left));
            Files.writeString(home.resolve(left).resolve("corpus.json"), "{}");
        }
        Files.writeString(home.resolve(".DS_Store"), "somebody else's");
        assertEquals(List.of("old"), library.names());
        library.write("new", TEXT, DEFAULTS).close();
        assertEquals(List.of(".DS_Store", ".lock", "new", "old"), files());
    }

    @Test
    void twoAtOnceAreToldApart() throws IOException {
        CorpusLibrary library = new CorpusLibrary(home);
        library.write("old", TEXT, DEFAULTS).close();
        try (FileChannel channel = FileChannel.open(home.resolve(".lock"), StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertTrue(lock.isValid());
            String add = assertThrows(CorpusException.class, () -> library.write("new", TEXT, DEFAULTS))
                    .getMessage();
            assertTrue(add.contains("another corpus is being added or removed"), add);
            assertThrows(CorpusException.class, () -> library.remove("old"));
            library.open("old").close();
        }
        library.remove("old");
        assertEquals(List.of(), library.names());
    }

    @Test
    void anInterruptedAddLeavesNothing() throws IOException {
        CorpusLibrary library = new CorpusLibrary(home);
        library.write("old", TEXT, DEFAULTS).close();
        Path source = Files.writeString(home.resolve("source.txt"), TEXT);
        Thread.currentThread().interrupt();
        String message = assertThrows(CorpusException.class, () -> library.add("new", List.of(source), DEFAULTS))
                .getMessage();
        assertTrue(Thread.interrupted());
        assertTrue(message.contains("it was interrupted"), message);
        Files.delete(source);
        assertEquals(onlyOld, files());
    }
}
