package understudy.repl.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import understudy.models.Device;
import understudy.models.Engine;
import understudy.repl.Home;
import understudy.repl.Launch;
import understudy.repl.LineSplitter;
import understudy.repl.Session;
import understudy.repl.terminal.PlainConsole;

/** Lines run as a script runs them, in a home of their own: what was answered in JSON, and what a person would have read. */
final class Lines implements AutoCloseable {
    private static final CompletableFuture<Engine> ENGINE =
            CompletableFuture.supplyAsync(() -> Engine.start(Device.CPU, 1));

    /** Nobody listens there. */
    private static final Map<String, String> ENVIRONMENT = Map.of("OLLAMA_HOST", "127.0.0.1:1");

    private final ByteArrayOutputStream results = new ByteArrayOutputStream();
    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();
    private final List<String> answers = new ArrayList<>();
    private final List<Throwable> faults = new ArrayList<>();
    private final Session session;
    private final Dispatch dispatch;
    private int status;

    Lines(Path home) {
        Launch launch =
                new Launch(home, "cpu", OptionalInt.of(1), true, false, ENVIRONMENT, Launch.Work.LINES, List.of());
        session = new Session(
                launch,
                Home.open(home),
                new PlainConsole(stream(results), stream(messages), System::nanoTime),
                false,
                () -> ENGINE);
        CommandTable table = Commands.table(session);
        dispatch = new Dispatch(session, () -> table, Optional.of(answers::add), (where, fault) -> faults.add(fault));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    Session session() {
        return session;
    }

    /** Runs commands parted by semicolons; the answer of the last. */
    JsonNode run(String lines) {
        results.reset();
        messages.reset();
        faults.clear();
        for (List<String> words : LineSplitter.commands(lines)) {
            session.halt().clear();
            status = dispatch.run(words);
        }
        if (!faults.isEmpty()) {
            throw new AssertionError(lines, faults.get(0));
        }
        return json(answers.get(answers.size() - 1));
    }

    /** Runs commands that must all succeed. */
    JsonNode good(String lines) {
        JsonNode answer = run(lines);
        if (status != Dispatch.DONE) {
            throw new AssertionError(lines + " → " + answer);
        }
        return answer;
    }

    /** Runs a command that must be refused; the line of trouble. */
    String refused(String line) {
        JsonNode answer = run(line);
        if (status != Dispatch.FAILED || answer.path("ok").asBoolean()) {
            throw new AssertionError("not refused: " + line + " → " + answer);
        }
        String error = answer.path("error").asText();
        if (error.isBlank() || error.contains("\n")) {
            throw new AssertionError("not one line: " + error);
        }
        return error;
    }

    int status() {
        return status;
    }

    /** What went to standard output. */
    String results() {
        return results.toString(StandardCharsets.UTF_8);
    }

    /** What went to standard error. */
    String messages() {
        return messages.toString(StandardCharsets.UTF_8);
    }

    private static JsonNode json(String line) {
        try {
            return new ObjectMapper().readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        session.company().close();
    }
}
