package understudy.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import understudy.models.Device;
import understudy.models.Engine;
import understudy.repl.commands.CommandTable;
import understudy.repl.commands.Commands;
import understudy.repl.commands.Dispatch;
import understudy.repl.terminal.PlainConsole;

/** Leaving a prompt while there is something that cannot be saved. */
final class QuitTest {
    @TempDir
    private Path folder;

    /** A copy for which there is no memory is an error, and no reason to leave the rest undone. */
    @Test
    void whateverFailsOnLeavingTheRestIsDone() {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        Session session = Sessions.plain(folder, new PrintStream(said, true, StandardCharsets.UTF_8));
        List<String> done = new ArrayList<>();
        session.atLeave(() -> done.add("last"));
        session.atLeave(() -> {
            throw new OutOfMemoryError("no room for a copy");
        });
        assertFalse(session.leave());
        assertEquals(List.of("last"), done);
        assertTrue(said.toString(StandardCharsets.UTF_8).contains("no room for a copy"));
    }

    @Test
    void whoWouldLoseSomethingIsAsked() throws IOException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
        Session session = new Session(
                Launch.shell(folder),
                Home.open(folder),
                new PlainConsole(stream, stream, System::nanoTime),
                true,
                () -> CompletableFuture.supplyAsync(() -> Engine.start(Device.CPU, 1)));
        List<String> questions = new ArrayList<>();
        boolean[] answer = {false};
        session.asker(question -> {
            questions.add(question);
            return answer[0];
        });
        CommandTable table = Commands.table(session);
        Dispatch dispatch = new Dispatch(session, () -> table, Optional.empty(), (where, fault) -> {});
        Path text = Files.writeString(folder.resolve("verse.txt"), "the cat sat by the dog.\n".repeat(60));
        for (String line : List.of(
                "corpus add verse '" + text + "'",
                "new romeo --corpus verse --layers 1 --heads 1 --width 8 --context 8 --eval-every 100",
                "train romeo 3 --wait")) {
            assertEquals(Dispatch.DONE, dispatch.run(LineSplitter.commands(line).get(0)), said.toString());
        }
        Path place = folder.resolve("checkpoints/romeo");
        Path away = folder.resolve("away");
        Files.move(place, away);
        Files.createFile(place); // whatever is written below it now fails
        assertEquals(Dispatch.DONE, dispatch.run(List.of("set", "romeo", "rate", "0.002")), said.toString());
        dispatch.run(List.of("quit"));
        assertEquals(List.of("Cannot be saved: what was set in romeo at step 3. Leave and lose that?"), questions);
        assertFalse(session.over(), "the person stays");
        answer[0] = true;
        dispatch.run(List.of("quit"));
        assertTrue(session.over());
        assertEquals(2, questions.size());
        Files.delete(place);
        Files.move(away, place);
        assertTrue(session.leave(), "by then the disk takes files again");
    }
}
