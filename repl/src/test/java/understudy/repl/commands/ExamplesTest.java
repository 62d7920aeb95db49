package understudy.repl.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Model.CommandSpec;

/** Runs every line that help shows, in a home with the corpus playhouse and the model romeo. */
class ExamplesTest {
    /** What takes something away comes last, in this order. */
    private static final List<String> LAST = List.of("rewind", "unload", "rename", "corpus remove", "delete", "quit");

    @TempDir
    Path folder;

    private final String user = System.getProperty("user.home");

    @BeforeEach
    void aUserWithNotes() throws IOException {
        System.setProperty("user.home", folder.toString());
        Files.writeString(folder.resolve("notes.txt"), "A day like any other.\n".repeat(200), StandardCharsets.UTF_8);
    }

    @AfterEach
    void giveTheUserBack() {
        System.setProperty("user.home", user);
    }

    @Test
    void everyExampleRuns() {
        List<String> failures = new ArrayList<>();
        try (Lines lines = new Lines(folder.resolve("home"))) {
            lines.run("corpus playhouse playhouse --size 100kB; new romeo --corpus playhouse --size tiny --context 32; "
                    + "train romeo 5 --wait");
            for (String example : examples(lines)) {
                String answer = lines.run(shortened(example)).toString();
                if (!answer.contains("\"ok\":true")) {
                    failures.add(example + " -> " + answer);
                }
                if (example.startsWith("rename romeo ")) {
                    lines.run("rename " + example.substring("rename romeo ".length()) + " romeo");
                }
            }
        }
        assertEquals(List.of(), failures);
    }

    private static List<String> examples(Lines lines) {
        return CommandTable.allBelow(Commands.table(lines.session()).root()).stream()
                .filter(spec -> spec.userObject() instanceof ShellCommand)
                .sorted(Comparator.comparingInt(spec -> LAST.indexOf(CommandTable.path(spec))))
                .map(CommandSpec::userObject)
                .flatMap(command -> ((ShellCommand) command).examples().stream())
                .toList();
    }

    /** Measurements and shows take the time a person has; one step of each is enough here. */
    private static String shortened(String example) {
        return example.replaceAll("(?<=--steps )\\d+", "2").replace("tour --for 30s", "tour --for 1s");
    }
}
