package understudy.repl.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import understudy.models.Recipe;
import understudy.repl.rehearsal.Size;

@Timeout(120)
class SweepTest {
    private static final String SMALL =
            "--corpus playhouse --vary rate=1e-3,2e-3 --vary layers=1,2 --vary width=16 --vary heads=2 --vary context=16 --steps 20 --seeds 2";

    @TempDir
    Path folder;

    private Lines lines() {
        Lines lines = new Lines(folder.resolve("home"));
        if (!lines.session().company().corpora().names().contains("playhouse")) {
            Troupe.gather(lines);
        }
        return lines;
    }

    @Test
    void aTableAPictureAndAFile() throws IOException {
        try (Lines lines = lines()) {
            JsonNode answer = lines.good("sweep study " + SMALL);
            assertEquals(8, answer.get("cells").asInt());
            assertEquals(8, answer.get("done").asInt());
            assertEquals(0, answer.get("failed").size());
            JsonNode second = answer.get("results").get(2);
            assertEquals("2", second.get("values").get("layers").asText());
            assertEquals("1e-3", second.get("values").get("rate").asText());
            assertTrue(lines.results().contains("spread"), lines.results());
            assertTrue(lines.results().contains("noise of seeds"), lines.results());
            Path home = folder.resolve("home/sweeps/study");
            assertEquals(9, Files.readAllLines(home.resolve("study.csv")).size());
            assertTrue(Files.size(home.resolve("study.png")) > 1000);
            assertTrue(Files.readString(home.resolve("study.svg")).contains("<svg"));
            assertEquals(8, lines.good("sweep study").get("done").asInt());
        }
    }

    @Test
    void whatFailsIsNamedAndTheRestGoesOn() {
        try (Lines lines = lines()) {
            JsonNode answer = lines.good(
                    "sweep wild --corpus playhouse --vary context=16,100000 --vary layers=1 --vary width=16 --vary heads=2 --steps 10");
            assertEquals("wild.2", answer.get("failed").get(0).asText());
            assertEquals(2, answer.get("done").asInt());
            assertTrue(lines.results().contains("wild.2 failed: "), lines.results());
        }
    }

    @Test
    void killedItGoesOnWhereItWas() throws IOException, InterruptedException {
        try (Lines lines = lines()) {
            lines.good("models"); // the corpus is there
        }
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "understudy.repl.Main",
                        "--home",
                        folder.resolve("home").toString(),
                        "-c",
                        "sweep study " + SMALL)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();
        Path journal = folder.resolve("home/sweeps/study/sweep.jsonl");
        for (int i = 0; i < 800 && process.isAlive() && count(journal) < 4; i++) {
            Thread.sleep(50);
        }
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        long before = count(journal);
        assertTrue(before >= 4, Files.readString(folder.resolve("said")));
        List<String> kept = Files.readAllLines(journal);
        try (Lines lines = lines()) {
            JsonNode answer = lines.good("sweep study");
            assertEquals(8, answer.get("done").asInt());
            List<String> after = Files.readAllLines(journal);
            assertEquals(kept.subList(0, (int) before), after.subList(0, (int) before));
            assertEquals(9, after.size());
            // What went on and what never stopped agree: cells 7 and 8 of an own sweep.
            JsonNode whole = lines.good("sweep other " + SMALL);
            for (int i = 0; i < 8; i++) {
                assertEquals(
                        whole.get("results").get(i).get("validation_loss").asDouble(),
                        answer.get("results").get(i).get("validation_loss").asDouble(),
                        1e-12);
            }
        }
    }

    private static long count(Path journal) throws IOException {
        return Files.exists(journal)
                ? Files.readString(journal, StandardCharsets.UTF_8).lines().count()
                : 0;
    }

    @Test
    void mistakesAreOneLineAndBeginNothing() {
        try (Lines lines = lines()) {
            assertTrue(lines.refused("sweep s --corpus playhouse --vary sise=1 --steps 5")
                    .contains("\"sise\""));
            assertTrue(lines.refused("sweep s --corpus playhouse --vary size=7 --steps 5")
                    .contains("846k"));
            assertTrue(lines.refused("sweep s --corpus playhouse --vary dropout=2 --steps 5")
                    .contains("0 to 0.99"));
            assertTrue(lines.refused("sweep s --corpus playhouse --vary dropout --steps 5")
                    .contains("knob and its values"));
            assertTrue(lines.refused("sweep s --corpus nothing --vary dropout=0 --steps 5")
                    .contains("nothing"));
            assertTrue(lines.refused("sweep s").contains("No sweep \"s\""));
            assertTrue(lines.refused("sweep s.1 --corpus playhouse --vary dropout=0 --steps 5")
                    .contains("letters"));
            assertTrue(lines.refused("sweep été --corpus playhouse --vary dropout=0 --steps 5")
                    .contains("a to z"));
            assertTrue(Files.notExists(folder.resolve("home/sweeps/été")));
            assertTrue(lines.refused("sweep s --vary dropout=0 --steps 5").contains("no --corpus"));
            assertTrue(Files.notExists(folder.resolve("home/sweeps/s")));
        }
    }

    @Test
    void sizesAreMetWithinThreePercent() {
        Recipe modern = Recipe.named("modern", folder);
        for (String word : List.of("127k", "846k", "4.8M", "14M", "50M")) {
            Size size = Size.of(word).orElseThrow();
            for (int vocabulary : new int[] {63, 65, 93, 200}) {
                long found = size.of(modern, vocabulary, Map.of())
                        .architecture(vocabulary)
                        .parameters();
                assertEquals(1, found / (double) size.parameters(), .03, word + " with " + vocabulary + ": " + found);
            }
        }
    }
}
