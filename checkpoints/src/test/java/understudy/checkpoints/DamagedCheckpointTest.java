package understudy.checkpoints;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedCheckpointTest {
    @TempDir
    Path folder;

    private CheckpointStore store;
    private Path romeo;

    @BeforeEach
    void save() {
        store = new CheckpointStore(folder);
        romeo = folder.resolve("romeo");
        store.save("romeo", Examples.contents(250, 2.5));
        store.save("romeo", Examples.contents(500, 2.1));
    }

    private List<String> damaged() {
        CheckpointList list = store.list("romeo");
        assertEquals(
                List.of(250L), list.checkpoints().stream().map(Checkpoint::step).toList());
        return list.damaged().stream().map(DamagedCheckpoint::toString).toList();
    }

    private String refusal(Runnable loading) {
        return assertThrows(CheckpointException.class, loading::run).getMessage();
    }

    @Test
    void aTruncatedFileIsSeenWithoutReadingIt() throws IOException {
        Path file = romeo.resolve("500/model.safetensors");
        byte[] content = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(content, content.length - 1));
        assertEquals(
                List.of("romeo@500 is damaged and skipped: model.safetensors: expected " + content.length
                        + " bytes; found " + (content.length - 1)),
                damaged());
        assertEquals(250, store.resolve("romeo@latest").step());
        assertEquals(Optional.of(store.resolve("romeo@250")), store.latest("romeo"));
        assertTrue(refusal(() -> store.resolve("romeo@500"))
                .startsWith("romeo@500 is damaged and skipped: model.safetensors: expected"));
        assertTrue(refusal(() -> store.resolve("romeo@500")).contains(" There are 250, best (250), latest (250)."));
    }

    @Test
    void aMissingFileIsNamed() throws IOException {
        Files.delete(romeo.resolve("500/tokenizer.json"));
        assertEquals(List.of("romeo@500 is damaged and skipped: tokenizer.json is missing"), damaged());
        Files.delete(romeo.resolve("500/checkpoint.json"));
        assertEquals(List.of("romeo@500 is damaged and skipped: checkpoint.json: it is missing"), damaged());
    }

    @Test
    void anotherStepsCardIsNotBelieved() throws IOException {
        Files.move(romeo.resolve("500"), romeo.resolve("600"));
        assertEquals(
                List.of("romeo@600 is damaged and skipped: checkpoint.json: expected step 600; found 500"), damaged());
    }

    @Test
    void aCardThatPointsElsewhereIsNotFollowed() throws IOException {
        Path card = romeo.resolve("500/checkpoint.json");
        Files.writeString(card, Files.readString(card).replace("\"tokenizer.json\"", "\"../250/tokenizer.json\""));
        assertTrue(damaged().get(0).contains("expected a checksum of tokenizer.json; found none"));
        Files.writeString(card, Files.readString(card).replace("\"files\": {", """
                "files": {"tokenizer.json": {"bytes": 1, "sha256": "%s"},""".formatted("0".repeat(64))));
        assertTrue(
                damaged().get(0).contains("expected plain names; found \"../250/tokenizer.json\""),
                damaged().get(0));
    }

    @Test
    void aFlippedBitIsSeenWhenLoading() throws IOException {
        for (String name : List.of("model.safetensors", "optimizer.safetensors", "tokenizer.json")) {
            Path file = romeo.resolve("500").resolve(name);
            byte[] content = Files.readAllBytes(file);
            content[content.length - 2] ^= 4;
            Files.write(file, content);
        }
        Checkpoint checkpoint = store.resolve("romeo@500");
        String start = "romeo@500 is damaged: ";
        assertTrue(refusal(checkpoint::parameters).startsWith(start + "model.safetensors is not as it was written"));
        assertTrue(refusal(checkpoint::optimizer).startsWith(start + "optimizer.safetensors is not as it was written"));
        assertTrue(refusal(checkpoint::tokenizer).startsWith(start + "tokenizer.json is not as it was written"));
    }

    @Test
    void savingAgainMendsWhatIsDamaged() throws IOException {
        Path file = romeo.resolve("500/model.safetensors");
        Files.write(file, new byte[(int) Files.size(file)]);
        CheckpointContents contents = Examples.contents(500, 2.1);
        store.save("romeo", contents);
        assertEquals(contents.parameters(), store.resolve("romeo@500").parameters());
        Files.delete(romeo.resolve("500/checkpoint.json"));
        store.save("romeo", contents);
        assertEquals(contents.parameters(), store.resolve("romeo@500").parameters());
        assertEquals(List.of("250", "500"), Folders.names(romeo));
    }

    @Test
    void damagedNamesCostNoCheckpointAndNoOptimizer() throws IOException {
        store.name("romeo", 250, "shy");
        Files.writeString(romeo.resolve("names.json"), "{\"shy\": 25");
        CheckpointList list = store.list("romeo");
        assertEquals(2, list.checkpoints().size());
        assertTrue(list.damaged().get(0).toString().startsWith("romeo/names.json is damaged and skipped: names.json:"));
        store.save("romeo", Examples.contents(750, 2.0));
        // With the names known, 500 would have lost its optimizer to 750, which is both latest and best.
        assertTrue(store.resolve("romeo@500").hasOptimizer());
        Files.delete(romeo.resolve("names.json"));
        store.save("romeo", Examples.contents(750, 2.0));
        assertTrue(!store.resolve("romeo@500").hasOptimizer());
        Files.writeString(romeo.resolve("names.json"), "{\"shy\": 25");
        assertTrue(refusal(() -> store.thin("romeo", 1)).endsWith("mend or delete " + romeo.resolve("names.json")));
        assertTrue(refusal(() -> store.name("romeo", 750, "x")).contains("names.json"));
        assertEquals(3, store.list("romeo").checkpoints().size());
    }

    @Test
    void whatACrashLeftIsClearedAway() throws IOException {
        Files.createDirectories(romeo.resolve(".tmp-750-1-1"));
        Files.writeString(romeo.resolve(".tmp-750-1-1/model.safetensors"), "half", StandardCharsets.UTF_8);
        Files.move(romeo.resolve("500"), romeo.resolve(".old-500"));
        Files.createDirectories(folder.resolve(".deleted-juliet-1-1/250"));
        assertEquals(1, store.list("romeo").checkpoints().size());
        store.recover();
        assertEquals(List.of("250", "500"), Folders.names(romeo));
        assertEquals(List.of("romeo"), Folders.names(folder));
        assertEquals(500, store.resolve("romeo@latest").step());
        // The other side of the crash: the new one is in place, the old one was not deleted yet.
        Files.createDirectories(romeo.resolve(".old-500"));
        store.recover();
        assertEquals(List.of("250", "500"), Folders.names(romeo));
    }

    @Test
    void foreignFilesAreLeftAlone() throws IOException {
        Files.writeString(romeo.resolve("notes.txt"), "mine", StandardCharsets.UTF_8);
        Files.createDirectories(romeo.resolve("0500"));
        Files.writeString(folder.resolve("README"), "mine", StandardCharsets.UTF_8);
        store.recover();
        assertEquals(2, store.list("romeo").checkpoints().size());
        assertEquals(List.of("romeo"), store.models());
        assertTrue(Files.exists(romeo.resolve("notes.txt")) && Files.exists(folder.resolve("README")));
    }
}
