package understudy.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import understudy.checkpoints.CheckpointCard;
import understudy.checkpoints.CheckpointContents;
import understudy.checkpoints.CheckpointStore;
import understudy.checkpoints.StoredTensor;
import understudy.repl.commands.Commands;
import understudy.repl.terminal.Screen;
import understudy.repl.terminal.Text;

/** The whole shell at a terminal in this process, with its real commands, typed ahead. */
@Timeout(60)
class StageTest {
    private final Logger jline = Logger.getLogger("org.jline");

    @TempDir
    Path folder;

    @BeforeEach
    void silenceWhatJlineSaysWhenTheMadeUpTerminalGoes() {
        jline.setLevel(Level.OFF);
    }

    @Test
    void deletingAsksAndOnlyYesIsYes() throws IOException {
        CheckpointStore store = new CheckpointStore(Home.open(folder).checkpoints());
        store.save("romeo", contents());
        for (String answer : List.of("", "no", "n", "delete romeo", "\004", "yess")) {
            type("delete romeo\r" + answer + (answer.equals("\004") ? "" : "\r") + "quit\r");
            assertEquals(List.of("romeo"), store.models(), "answered \"" + answer + "\"");
        }
        type("delete romeo\rYes\rquit\r");
        assertEquals(List.of(), store.models());
        String history = Files.readString(folder.resolve("history"), StandardCharsets.UTF_8);
        assertEquals(
                0, history.lines().filter(l -> l.matches(".*:(Yes|no|n|yess)")).count(), history);
        store.save("romeo", contents());
        type("delete romeo --yes\rquit\r");
        assertEquals(List.of(), store.models());
    }

    private void type(String lines) throws IOException {
        Launch launch = Launch.of(List.of("--home", folder.toString()), Map.of());
        Home home = Home.open(launch.home());
        try (PipedOutputStream keys = new PipedOutputStream(); // open until the end, for at its end the terminal closes
                Screen screen = Screen.unseen(new PipedInputStream(keys))) {
            keys.write(lines.getBytes(StandardCharsets.UTF_8));
            keys.flush();
            Stage stage = new Stage(
                    launch, home, screen.console(), true, CompletableFuture::new, Commands::table, Optional.empty());
            stage.shell(screen, Text.of("welcome"), Optional.empty());
            stage.session().leave();
        }
    }

    private static CheckpointContents contents() {
        CheckpointCard card = new CheckpointCard(
                new CheckpointCard.Network("gpt", Map.of()),
                Map.of(),
                new CheckpointCard.Progress(0, 0, 0, 0),
                CheckpointCard.Losses.none(),
                new CheckpointCard.Source("verse", Map.of(), "90/10", "characters"),
                new CheckpointCard.Origin(1, Optional.empty(), "test"),
                Map.of());
        StoredTensor tensor = new StoredTensor("F32", new long[] {1}, ByteBuffer.allocate(4));
        return new CheckpointContents(card, Map.of("w", tensor), Optional.empty(), "{}");
    }
}
