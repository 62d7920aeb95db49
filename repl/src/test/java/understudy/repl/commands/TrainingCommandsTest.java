package understudy.repl.commands;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import understudy.models.Recipe;
import understudy.repl.rehearsal.Size;
import understudy.repl.terminal.PaneSnapshot;

/** Models and their training from the prompt: what is answered, what is kept, what is refused. */
final class TrainingCommandsTest {
    private static final String TINY = " --corpus verse --layers 1 --heads 2 --width 16 --context 8 --batch 4"
            + " --dropout 0.1 --eval-every 10 --eval-windows 4 --steps 20";

    @TempDir
    private Path folder;

    private Lines lines;

    @BeforeEach
    void open() throws IOException {
        lines = home("home");
    }

    private Lines home(String name) throws IOException {
        Path text = folder.resolve("verse.txt");
        StringBuilder verse = new StringBuilder();
        for (int i = 0; i < 150; i++) {
            verse.append(i % 3 == 0 ? "the cat sat" : "a dog ran")
                    .append(" by ")
                    .append(i % 7)
                    .append(".\n");
        }
        Files.writeString(text, verse, StandardCharsets.UTF_8);
        Lines made = new Lines(folder.resolve(name));
        made.good("corpus add verse '" + text + "'");
        return made;
    }

    @AfterEach
    void close() {
        lines.close();
    }

    @Test
    void whatATrialFoundUnsaid() {
        lines.good("new romeo" + TINY + "; train romeo 20; rewind romeo@10");
        assertTrue(lines.results().contains("in memory only") && lines.results().contains("step 20"), lines.results());
        lines.good("train romeo 5; save romeo premiere");
        assertTrue(lines.good("models").toString().contains("romeo~1"));
        lines.good("log romeo --last 2");
        assertTrue(lines.results().contains("called premiere"), lines.results());
        lines.good("rename romeo juliet");
        JsonNode models = lines.good("models").get("models");
        assertEquals("juliet", models.get(0).get("name").asText());
        assertEquals("juliet~1", models.get(1).get("name").asText());
        JsonNode set = lines.good("set juliet rate 2e-3");
        assertEquals("juliet", set.get("model").asText());
        assertTrue(lines.results().contains("→ 2.0e-3 from step 16, at its peak; the schedule"), lines.results());
        assertTrue(lines.good("? train").get("text").asText().startsWith("train [MODEL] [STEPS]"));
        assertTrue(lines.refused("nosuchfile.txt").contains("no file nosuchfile.txt"));
    }

    private static List<String> fields(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void newSaysWhatItBuilt() {
        JsonNode made = lines.good("new romeo" + TINY);
        assertEquals(
                List.of("command", "ok", "name", "arch", "parameters", "bytes", "device", "recipe", "config"),
                fields(made));
        assertEquals(4 * made.get("parameters").asLong(), made.get("bytes").asLong());
        assertEquals(16, made.get("config").get("width").asInt());
        assertEquals("cpu", made.get("device").asText());
        assertEquals("romeo@0", lines.session().prompt());
        JsonNode models = lines.good("models").get("models").get(0);
        assertEquals(
                List.of("name", "arch", "parameters", "step", "resident", "device", "bytes", "validation_loss"),
                fields(models));
        assertEquals(0, models.get("step").asInt());
    }

    @Test
    void theSumOverAChunkIsToldOfNetworksThatReadStreams() {
        lines.good("new kid --corpus verse --arch rnn --layers 1 --width 8 --context 5");
        JsonNode trained = lines.good("train kid 3 --batch 2");
        assertEquals(
                5 * trained.get("train_loss").asDouble(),
                trained.get("train_loss_sum").asDouble(),
                1e-9);
        assertEquals(
                5 * trained.get("validation_loss").asDouble(),
                trained.get("validation_loss_sum").asDouble(),
                1e-9);
        JsonNode measured = lines.good("eval kid");
        assertEquals(
                5 * measured.get("loss").asDouble(), measured.get("loss_sum").asDouble(), 1e-9);
        lines.good("new romeo" + TINY);
        assertTrue(lines.good("eval romeo").get("loss_sum").isNull());
    }

    @Test
    void theStatisticsOfBatchNormAreComparedAndTheModelStaysAsItIs() {
        lines.good("new wave --corpus verse --arch wavenet --width 16 --embedding 4 --context 4");
        double loss =
                lines.good("train wave 30 --batch 8").get("validation_loss").asDouble();
        JsonNode compared = lines.good("eval wave --norm-statistics all --steps 4");
        assertTrue(lines.results().contains("after 4 more steps"), lines.results());
        List<String> words = new ArrayList<>();
        compared.get("statistics")
                .forEach(row -> words.add(row.get("statistics").asText()));
        assertEquals(List.of("running", "precise", "frozen"), words);
        JsonNode running = compared.get("statistics").get(0);
        JsonNode precise = compared.get("statistics").get(1);
        JsonNode frozen = compared.get("statistics").get(2);
        double whole = lines.good("eval wave").get("loss").asDouble();
        assertEquals(whole, running.get("loss").asDouble(), 1e-9);
        assertEquals(whole, frozen.get("loss").asDouble(), 1e-9, "they differ only by what is learned from here on");
        assertNotEquals(whole, precise.get("loss").asDouble());
        assertNotEquals(running.get("loss_after"), frozen.get("loss_after"));
        assertNotEquals(precise.get("loss_after"), frozen.get("loss_after"));
        assertEquals(loss, lines.good("info wave").get("validation_loss").asDouble(), "the model is only read");
        assertEquals(30, lines.good("info wave").get("step").asInt());
        assertTrue(lines.good("eval wave --norm-statistics precise")
                .get("statistics")
                .get(0)
                .get("loss_after")
                .isNull());
        refused("eval wave --norm-statistics all --split train", "--split", "leave it out");
    }

    @Test
    void aBadStartIsSeenAndTheCoachReckons() {
        lines.good("new romeo" + TINY);
        JsonNode info = lines.good("info romeo");
        assertTrue(
                Math.abs(info.get("first_loss").asDouble()
                                - info.get("blind_loss").asDouble())
                        < 0.01,
                "measured now");
        assertTrue(info.get("start_warning").isNull());
        assertTrue(info.get("train_loss_sum").isNull(), "it reads no streams");
        assertTrue(lines.good("coach romeo").get("rules").isEmpty());
        lines.good("train romeo 20");
        JsonNode coach = lines.good("coach romeo");
        assertEquals(3, coach.get("evaluations").asInt());
        assertEquals(6, coach.get("rules").size());
        assertTrue(coach.get("finding").isNull(), coach.toString());
        assertTrue(lines.results().contains("not overfitting: 0 evaluations since the best one"), lines.results());
        assertTrue(lines.good("log romeo --milestones").has("milestones"));
    }

    @Test
    void trainAnswersAndKeepsItsOptions() {
        lines.good("new romeo" + TINY);
        JsonNode done = lines.good("train romeo 10 --horizon 30 --rate 1e-3");
        assertEquals(
                List.of(
                        "command",
                        "ok",
                        "step",
                        "train_loss",
                        "validation_loss",
                        "best_loss",
                        "best_step",
                        "also",
                        "also_loss",
                        "also_first_loss",
                        "seconds",
                        "ms_per_step",
                        "tokens_per_second",
                        "precision",
                        "stopped_because"),
                fields(done));
        assertEquals(10, done.get("step").asInt());
        assertEquals("fp32", done.get("precision").asText());
        assertEquals("steps", done.get("stopped_because").asText());
        assertTrue(done.get("validation_loss").asDouble() > 0);
        assertEquals("0.001", lines.good("set rate").get("value").asText());
        assertEquals(30, lines.good("train").get("step").asInt(), "the recipe's 20 steps, of the current model");
        JsonNode info = lines.good("info");
        assertEquals(30, info.get("horizon").asInt());
        assertTrue(info.get("first_loss").asDouble() > 2);
        assertEquals("done", lines.good("status").get("state").asText());
    }

    @Test
    void checkpointsAreWrittenNamedAndGoneBackTo() {
        lines.good("new romeo" + TINY + "; train 20; save romeo premiere; train 10");
        JsonNode list = lines.good("checkpoints").get("checkpoints");
        assertEquals(4, list.size());
        assertEquals(
                List.of("name", "step", "train_loss", "validation_loss", "bytes", "saved", "names"),
                fields(list.get(0)));
        assertTrue(list.get(2).get("names").toString().contains("premiere"));
        assertEquals(10, lines.good("rewind romeo@10").get("step").asInt());
        assertEquals(15, lines.good("train romeo 5").get("step").asInt());
        assertTrue(lines.messages().contains("romeo~1"), lines.messages());
        assertEquals(2, lines.good("checkpoints romeo~1").get("checkpoints").size(), "what came later is on a branch");
        assertEquals(20, lines.good("load romeo~1@premiere").get("step").asInt());
        assertEquals(15, lines.good("load romeo@latest").get("step").asInt());
        assertEquals(15, lines.good("save").get("step").asInt(), "saving what is saved succeeds");
    }

    /** A name that cannot be is refused before a checkpoint is written for it. */
    @Test
    void aRefusedNameSavesNothing() {
        lines.good("new romeo" + TINY);
        int before = lines.good("log romeo").get("events").size();
        assertTrue(lines.refused("save romeo best").contains("always means the best checkpoint"));
        assertTrue(lines.refused("save romeo ../x").contains("expected a name that begins with a letter"));
        assertEquals(before, lines.good("log romeo").get("events").size());
    }

    @Test
    void modelsAreRenamedUnloadedAndDeleted() {
        lines.good("new romeo" + TINY + "; train 10; rename romeo montague");
        assertEquals("montague@10", lines.session().prompt());
        assertEquals(10, lines.good("unload").get("step").asInt());
        assertEquals(20, lines.good("train montague 10").get("step").asInt());
        assertEquals(3, lines.good("delete montague").get("checkpoints").asInt());
        assertEquals(0, lines.good("models").get("models").size());
        assertFalse(Files.exists(folder.resolve("home/checkpoints/montague")));
    }

    @Test
    void theLogAsScriptMakesTheModelAgain() throws IOException {
        lines.good("new romeo" + TINY + " --seed 5; train 12 --horizon 40; set decay 0.2; train 8 --rate 2e-3; save"
                + " romeo here; train 7; rewind romeo@here; train 5; set clip 1; train 30");
        JsonNode script = lines.good("log romeo --as-script").get("lines");
        byte[] original = Files.readAllBytes(folder.resolve("home/checkpoints/romeo/55/model.safetensors"));
        try (Lines other = home("other")) {
            script.forEach(line -> other.good(line.asText()));
            assertArrayEquals(
                    original, Files.readAllBytes(folder.resolve("other/checkpoints/romeo/55/model.safetensors")));
        }
    }

    @Test
    void timeLossPatienceAndEpochsEndARun() {
        lines.good("new romeo" + TINY);
        JsonNode timed = lines.good("train --for 1s --save-every 5000");
        assertEquals("time", timed.get("stopped_because").asText());
        int horizon = lines.good("info").get("horizon").asInt();
        assertEquals(timed.get("step").asInt(), horizon, "time fixed the schedule");
        assertEquals(
                "until",
                lines.good("new juliet" + TINY + "; train 100 --until 9 --save-every 100")
                        .get("stopped_because")
                        .asText());
        JsonNode patient = lines.good(
                "new nurse" + TINY + "; train 5000 --rate 100 --patience 2 --eval-every 2 --save-every 5000");
        assertEquals("patience", patient.get("stopped_because").asText());
        JsonNode epochs = lines.good("new paris" + TINY + "; train --epochs 1 --batch 64");
        assertTrue(epochs.get("step").asInt() > 1 && epochs.get("step").asInt() < 20, epochs.toString());
    }

    @Test
    void everySizeIsWithinATenthOfItsName() {
        for (String size : List.of("tiny", "small", "medium")) {
            JsonNode made = lines.good("new " + size + "size --corpus verse --size " + size);
            long wanted = Size.of(size).orElseThrow().parameters();
            assertEquals(1, made.get("parameters").asDouble() / wanted, .1, size);
            lines.good("delete " + size + "size");
        }
        Recipe modern = Recipe.named("modern", folder);
        for (Size size : Size.NAMED) {
            for (int vocabulary : new int[] {20, 65, 200, 256}) {
                long parameters = size.of(modern, vocabulary, Map.of())
                        .architecture(vocabulary)
                        .parameters();
                assertEquals(1, (double) parameters / size.parameters(), .1, size + " with " + vocabulary);
            }
        }
        long gpt2 = Size.of("gpt2")
                .orElseThrow()
                .of(modern, 50_257, Map.of())
                .architecture(50_257)
                .parameters();
        assertEquals(1, gpt2 / 124e6, .1);
    }

    @Test
    void mistakesGetOneLineAndCostNothing() {
        lines.good("new romeo" + TINY);
        refused("new romeo --corpus verse", "exists already", "delete romeo");
        refused("new juliet --corpus vers", "vers");
        refused("new juliet", "--corpus");
        refused("new ../evil --corpus verse", "begins with a letter");
        refused("new a/b --corpus verse", "begins with a letter");
        refused("new juliet --corpus verse --width 17 --heads 2", "width 17", "heads 2", "--width");
        refused("new juliet --corpus verse --layers 0", "--layers", "found \"0\"");
        refused("new juliet --corpus verse --layers -3", "--layers");
        refused("new juliet --corpus verse --width 99999999", "--width");
        refused("new juliet --corpus verse --context 100000", "context of 100000");
        refused("new juliet --corpus verse --layers 512 --width 65536 --heads 64", "bytes");
        refused("new juliet --corpus verse --recipe modem", "modem", "modern");
        refused("new juliet --corpus verse --size huge", "tiny", "found \"huge\"");
        refused("new juliet --corpus verse --arch rnnn", "--arch", "gpt");
        refused(
                "new juliet --corpus verse --recipe modern --arch lstm",
                "--recipe modern builds a gpt",
                "--arch lstm",
                "char-rnn, lstm, mercutio");
        refused("eval romeo --norm-statistics all", "--norm batch", "`eval romeo`");
        refused("eval romeo --steps 5", "--norm-statistics");
        refused("train rome 10", "No model \"rome\"", "Did you mean romeo?");
        refused(
                "new juliet --corpus verse --optimizer adamw --momentum 0.9",
                "--momentum is for --optimizer muon or sgd");
        refused("train romeo 10 --nesterov true", "--nesterov is for --optimizer sgd; found optimizer muon");
        refused("set romeo drop-at 10", "drop-at is for --schedule steps; found schedule linear");
        refused("train romeo 10 --schedule steps --drop-at 20,10", "--drop-at: expected ascending whole numbers");
        refused("train romeo ten", "ten");
        refused("train romeo 0", "STEPS", "above 0");
        refused("train romeo -- -5", "STEPS", "found \"-5\"");
        refused("train 10 20", "20");
        refused("train romeo@7", "No checkpoint romeo@7");
        refused("train 500 --rate=fast", "--rate: expected a number above 0, such as 3e-4; found \"fast\".");
        refused("train --rte 1", "--rate");
        refused("train --for fast", "--for: expected a time");
        refused("train --until 0", "--until");
        refused("set rte 1e-3", "Did you mean rate?");
        refused("set rate", "ok", true);
        refused("set rate fast", "rate: expected a number above 0");
        refused("train 10 --batch 1000000 --accumulate 1000000", "too large", "--batch");
        refused("set batch 200000000", "batch: expected a whole number from 1 to 1,000,000");
        refused("set width 32", "width is fixed", "--width 32");
        refused("load juliet", "No model \"juliet\"", "romeo");
        refused("load romeo@best", "No checkpoint romeo@best", "none has a validation loss yet");
        refused("rewind romeo", "expected a checkpoint", "romeo@best");
        refused("use juliet", "No model \"juliet\"");
        refused("rename romeo ../x", "begins with a letter");
        refused("rename juliet x", "No model \"juliet\"");
        refused("delete juliet", "No model \"juliet\"");
        refused("unload romeo@0", "found the checkpoint");
        refused("save romeo best", "best");
        refused("save romeo a/b", "expected a name");
        refused("checkpoints juliet", "No model \"juliet\"");
        lines.good("train 10");
        refused("train 10 --optimizer adamw", "optimizer is fixed", "rewind romeo@0");
        refused("train 10 --precision bf16", "precision is fixed");
        refused("train 10 --horizon 5", "--horizon: expected a step after 10");
        assertEquals(1, lines.good("models").get("models").size());
        assertEquals(20, lines.good("train 10 --precision auto").get("step").asInt(), "auto was decided long ago");
    }

    private void refused(String line, String... parts) {
        String error = lines.refused(line);
        for (String part : parts) {
            assertTrue(error.contains(part), line + " → " + error);
        }
    }

    private void refused(String line, String field, boolean value) {
        assertEquals(value, lines.good(line).get(field).asBoolean());
    }

    @Test
    void noModelSaysHowToBeginOne() {
        refused("train", "new romeo --corpus");
        refused("info", "new romeo --corpus");
        refused("train romeo", "new romeo --corpus");
        refused("load romeo", "No model \"romeo\"", "new romeo --corpus");
    }

    @Test
    void infiniteNumbersEndTheRunAndTheLastGoodCheckpointIsUsed() {
        lines.good("new romeo" + TINY + "; train 10");
        String error = lines.refused("train 50 --rate 1e3 --decay 10");
        assertTrue(error.contains("romeo became"), error);
        assertTrue(error.contains("--rate"), error);
        JsonNode models = lines.good("load romeo");
        assertEquals(10, models.get("step").asInt());
        assertEquals("0.008", lines.good("set rate").get("value").asText(), "the rate that broke it is gone too");
    }

    @Test
    void interruptingARunSavesItAndSaysSo() throws InterruptedException {
        lines.good("new romeo" + TINY);
        Thread person = new Thread(() -> {
            while (lines.session().company().director().active().isEmpty()) {
                Thread.onSpinWait();
            }
            lines.session().halt().ask();
        });
        person.start();
        JsonNode answer = lines.run("train 1000000 --eval-every 100000");
        person.join();
        assertEquals(Dispatch.INTERRUPTED, lines.status());
        assertEquals("interrupted", answer.get("stopped_because").asText());
        assertEquals(
                answer.get("step").asLong(),
                lines.session().company().store().latest("romeo").orElseThrow().step());
        assertEquals(
                answer.get("step").asLong() + 5,
                lines.good("train 5").get("step").asLong());
    }

    @Test
    void thePaneShowsTheRunAndTheModels() {
        assertEquals(PaneSnapshot.EMPTY, lines.session().pane());
        lines.good("new romeo" + TINY + "; train 20");
        PaneSnapshot pane = lines.session().pane();
        assertEquals("romeo", pane.residents().get(0).name());
        assertTrue(pane.residents().get(0).current() && pane.residents().get(0).optimizerBytes() > 0);
        assertEquals("cpu · fp32", pane.device());
        PaneSnapshot.Run run = pane.run().orElseThrow();
        assertEquals(PaneSnapshot.State.DONE, run.state());
        assertEquals(20, run.step());
        assertEquals(20, run.total());
        assertEquals(20, run.history().length);
        assertTrue(run.losses().validation().isPresent() && run.losses().best().isPresent());
        lines.good("delete romeo --yes");
        assertTrue(lines.session().pane().run().isEmpty(), "a deleted model's run is not shown");
    }

    @Test
    void stateCommandsWithoutARunSayThatNothingIsTrained() {
        for (String line : List.of("status", "wait", "pause", "resume", "stop")) {
            assertFalse(lines.good(line).get("running").asBoolean(), line);
        }
    }
}
