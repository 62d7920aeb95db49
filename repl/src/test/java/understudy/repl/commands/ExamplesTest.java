package understudy.repl.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Model.CommandSpec;
import understudy.models.dialects.Dialect;
import understudy.repl.LineSplitter;
import understudy.repl.rehearsal.Plan;

/** Every example that help shows runs, in a home with the corpus playhouse and the model romeo. */
class ExamplesTest {
    private static final long ENDLESS = 1_000_000;
    /** Commands about a run need one, and some lines before them; a run in the background is as long as told here. */
    private static final Map<String, Long> RUNS =
            Map.of("pause", ENDLESS, "resume", ENDLESS, "stop", ENDLESS, "status", ENDLESS, "wait", 20L);

    private static final String ORACLE =
            "# Speaks in riddles.\n--- user\nPilgrim: {question}\n--- assistant\nOracle: {answer}\n--- stop\n\\n\n";

    @TempDir
    private static Path folder;

    private static String userHome;

    @BeforeAll
    static void gather() throws IOException {
        userHome = System.getProperty("user.home");
        System.setProperty("user.home", folder.toString());
        Files.writeString(folder.resolve("notes.txt"), "A note about the mill.\n".repeat(50), StandardCharsets.UTF_8);
        Files.writeString(
                folder.resolve("quotes.jsonl"),
                "{\"quote\": \"The mill stands.\"}\n".repeat(50),
                StandardCharsets.UTF_8);
        Files.writeString(
                folder.resolve("talks.jsonl"),
                "{\"instruction\": \"Where is the mill?\", \"output\": \"By the river.\"}\n".repeat(50),
                StandardCharsets.UTF_8);
        Files.writeString(folder.resolve("transcript.txt"), ORACLE, StandardCharsets.UTF_8);
        Files.writeString(folder.resolve("oracle.txt"), ORACLE, StandardCharsets.UTF_8);
        Files.writeString(
                folder.resolve("sms.tsv"),
                "label\ttext\n" + "spam\tYou won a cup of tea\nham\tThe mill stands by the river\n".repeat(30),
                StandardCharsets.UTF_8);
        Strangers.write(folder.resolve("gpt2"), Dialect.GPT2);
        try (Lines lines = new Lines(folder.resolve("template"))) {
            Troupe.gatherInTown(lines);
            lines.good("corpus add talks " + folder.resolve("talks.jsonl"));
            lines.good("corpus add sms " + folder.resolve("sms.tsv"));
            lines.good("fork spam romeo --head classify --corpus sms");
        }
        copy(folder.resolve("template"), folder.resolve("adorned"));
        try (Lines lines = new Lines(folder.resolve("adorned"))) {
            lines.good("template add oracle " + folder.resolve("oracle.txt"));
        }
    }

    @AfterAll
    static void restore() {
        System.setProperty("user.home", userHome);
    }

    @Test
    void everyExampleRuns() {
        List<String> failed = new ArrayList<>();
        try (Lines lines = new Lines(folder.resolve("empty"))) {
            for (CommandSpec spec :
                    CommandTable.allBelow(Commands.table(lines.session()).root())) {
                if (spec.userObject() instanceof ShellCommand command) {
                    command.examples().forEach(example -> failed.addAll(run(CommandTable.path(spec), example)));
                }
            }
        }
        assertEquals(List.of(), failed);
    }

    private static List<String> run(String command, String example) {
        Path home = folder.resolve(Integer.toHexString(example.hashCode()));
        copy(folder.resolve(command.equals("template remove") ? "adorned" : "template"), home);
        try (Lines lines = new Lines(home)) {
            lines.session().use("romeo");
            if (RUNS.containsKey(command)) {
                lines.session().company().director().train("romeo", Plan.steps(RUNS.get(command)), true);
            }
            if (command.equals("resume")) {
                lines.good("pause");
            }
            // A tour is as long as it is told; a second shows as much as half a minute.
            String line = example.replaceFirst("--for [0-9]+s", "--for 1s");
            assertEquals(1, LineSplitter.commands(line).size(), example);
            String answer = lines.run(line).toString();
            return lines.status() == Dispatch.DONE ? List.of() : List.of(example + " → " + answer);
        }
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
