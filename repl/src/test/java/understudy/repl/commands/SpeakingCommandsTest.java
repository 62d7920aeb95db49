package understudy.repl.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import understudy.prompts.PromptBook;

class SpeakingCommandsTest {
    @TempDir
    private static Path folder;

    private static Lines lines;

    @BeforeAll
    static void gather() {
        lines = new Lines(folder.resolve("home"));
        Troupe.gather(lines);
        new PromptBook(lines.session().home().prompts())
                .keep("oracle", "--- user\ngeese {question}\n--- assistant\nriver {answer}\n--- stop\n m\ns\n.\n\\n\n");
    }

    @AfterAll
    static void close() {
        lines.close();
    }

    private static String text(JsonNode answer) {
        return answer.get("samples").get(0).get("text").asText();
    }

    @Test
    void sampleSpeaksAndTells() {
        JsonNode answer = lines.good("sample romeo \"The \" --tokens 40 --seed 7");
        assertEquals("sample", answer.get("command").asText());
        JsonNode sample = answer.get("samples").get(0);
        assertEquals(40, sample.get("tokens").asInt());
        assertEquals(40, sample.get("text").asText().length());
        assertEquals("length", sample.get("stopped_because").asText());
        assertEquals(7, answer.get("seed").asLong());
        assertEquals(40, answer.get("step").asLong());
        assertTrue(answer.get("tokens_per_second").asDouble() > 0);
        assertEquals("The " + sample.get("text").asText() + "\n", lines.results());
        assertTrue(lines.messages().contains("step 40 · 40 tokens · "), lines.messages());
        assertTrue(lines.messages().contains("seed 7"), lines.messages());
        assertEquals(
                sample,
                lines.good("sample romeo \"The \" --tokens 40 --seed 7")
                        .get("samples")
                        .get(0));
    }

    @Test
    void aCheckpointSpeaksAsItDidThen() {
        String now = text(lines.good("sample romeo The --seed 3 --tokens 30"));
        assertNotEquals(now, text(lines.good("sample romeo@0 The --seed 3 --tokens 30")));
        assertEquals(now, text(lines.good("sample romeo@latest The --seed 3 --tokens 30")));
        assertEquals(now, text(lines.good("sample romeo@best The --seed 3 --tokens 30")));
    }

    @Test
    void aSeedThatIsNotGivenIsDrawnAndTold() {
        JsonNode first = lines.good("sample romeo --tokens 30");
        long seed = first.get("seed").asLong();
        assertTrue(lines.messages().contains("seed " + seed));
        assertEquals(text(first), text(lines.good("sample romeo --tokens 30 --seed " + seed)));
        assertEquals("", first.get("prompt").asText());
    }

    @Test
    void backslashesMeanNewlinesInPromptAndStop() {
        JsonNode answer = lines.good("sample romeo \"mill.\\nThe\" --tokens 100 --stop \"\\n\" --seed 1");
        assertEquals("mill.\nThe", answer.get("prompt").asText());
        assertFalse(text(answer).contains("\n"));
        assertEquals("stop", answer.get("samples").get(0).get("stopped_because").asText());
    }

    @Test
    void greedyIsTemperatureZero() {
        String greedy = text(lines.good("sample romeo The --greedy --tokens 30 --seed 1"));
        assertEquals(greedy, text(lines.good("sample romeo The -t 0 --tokens 30 --seed 2")));
        assertEquals(greedy, text(lines.good("sample romeo The -k 1 --tokens 30 --seed 3")));
    }

    @Test
    void severalAtOnceAreToldOneAfterAnother() {
        JsonNode answer = lines.good("sample romeo The -n 3 --tokens 20 --seed 5");
        assertEquals(3, answer.get("samples").size());
        assertNotEquals(
                answer.get("samples").get(0).get("text"),
                answer.get("samples").get(1).get("text"));
        assertTrue(lines.results().contains("2 of 3"));
    }

    @Test
    void promptsComeFromFilesAndTextsGoToFiles() throws IOException {
        Path prompt = folder.resolve("prompt.txt");
        Path out = folder.resolve("out.txt");
        Files.writeString(prompt, "The mill\\n", StandardCharsets.UTF_8);
        assertTrue(lines.refused("sample romeo --prompt-file " + prompt).contains("'\\'"), "read as it stands");
        Files.writeString(prompt, "The mill\n", StandardCharsets.UTF_8);
        String said = text(lines.good(
                "sample romeo --prompt-file " + prompt + " --out " + out + " --tokens 10 --seed 1 --precision fp32"));
        assertEquals("The mill\n" + said + "\n", Files.readString(out, StandardCharsets.UTF_8));
    }

    @Test
    void theCurrentModelIsMeantWhereNoneIsNamed() {
        assertTrue(lines.refused("sample The").contains("use romeo"));
        lines.session().use("romeo");
        try {
            assertEquals(
                    "The", lines.good("sample The --tokens 5").get("prompt").asText());
            assertEquals("romeo", lines.good("sample --tokens 5").get("model").asText());
        } finally {
            lines.session().useNone();
        }
    }

    @Test
    void ctrlCKeepsWhatWasSaid() throws InterruptedException {
        Thread person = new Thread(() -> {
            while (!lines.results().startsWith("The")) {
                Thread.onSpinWait();
            }
            lines.session().halt().ask();
        });
        person.start();
        JsonNode answer = lines.run("sample romeo The --tokens 1000000");
        person.join();
        assertEquals(Dispatch.INTERRUPTED, lines.status());
        JsonNode sample = answer.get("samples").get(0);
        assertEquals("interrupted", sample.get("stopped_because").asText());
        assertEquals(sample.get("tokens").asInt(), sample.get("text").asText().length());
        assertFalse(sample.get("text").asText().isEmpty());
    }

    @Test
    void mistakesInSamplingAreNamed() {
        assertTrue(lines.refused("sample romeo \"The Ω\"").contains("'Ω'"));
        assertTrue(lines.refused("sample rmeo The").contains("The")
                || lines.refused("sample rmeo The").contains("romeo"));
        assertTrue(lines.refused("sample romeo@7").contains("40"), "the steps there are");
        assertTrue(lines.refused("sample romeo The mill").contains("\"The mill\""));
        assertTrue(lines.refused("sample romeo The --prompt-file x").contains("both"));
        assertTrue(lines.refused("sample romeo --prompt-file /no/such").contains("/no/such"));
        assertTrue(lines.refused("sample romeo --out /no/such/file").contains("--out"));
        assertTrue(lines.refused("sample romeo --out " + folder).contains("folder"));
        assertTrue(lines.refused("sample romeo -t hot").contains("\"hot\""));
        assertTrue(lines.refused("sample romeo -t 1000").contains("--temperature"));
        assertTrue(lines.refused("sample romeo -p 0").contains("above 0"));
        assertTrue(lines.refused("sample romeo --top-p 1.5").contains("at most 1"));
        assertTrue(lines.refused("sample romeo -k -3").contains("-3"));
        assertTrue(lines.refused("sample romeo --min-p 2").contains("--min-p"));
        assertTrue(lines.refused("sample romeo --repeat 0").contains("--repeat"));
        assertTrue(lines.refused("sample romeo -n 0").contains("-n"));
        assertTrue(lines.refused("sample romeo -n 900000000").contains("1000"));
        assertTrue(lines.refused("sample romeo --tokens many").contains("--tokens"));
        assertTrue(lines.refused("sample romeo --stop \"\"").contains("--stop"));
        assertTrue(lines.refused("sample romeo --seed x").contains("--seed"));
        assertTrue(lines.refused("sample romeo --precision bf16").contains("later"));
        assertTrue(lines.refused("sample romeo --precision fp8").contains("fp32"));
    }

    @Test
    void compareSetsSideBySide() {
        JsonNode answer = lines.good("compare romeo@0 romeo@best --prompt \"The mill\" --tokens 30 --seed 7");
        JsonNode columns = answer.get("columns");
        assertEquals("romeo@0", columns.get(0).get("name").asText());
        assertEquals(0, columns.get(0).get("step").asLong());
        assertEquals(40, columns.get(1).get("step").asLong());
        assertEquals(1.25, columns.get(1).get("validation_loss").asDouble(), "as the run recorded it");
        double measured = columns.get(0).get("validation_loss").asDouble();
        int vocabulary = (int) Troupe.TEXT.chars().distinct().count();
        assertEquals(Math.log(vocabulary), measured, 1e-3, "measured: nothing is learned at step 0");
        // Of each 81 characters one has two bytes; the validation split has 243 of them.
        double bytes = columns.get(1).get("validation_loss").asDouble()
                / Math.log(2)
                / columns.get(1).get("bits_per_byte").asDouble();
        assertEquals(1 + 1.0 / Troupe.TEXT.length(), bytes, 2e-3);
        assertEquals(
                columns.get(1).get("text").asText(),
                text(lines.good("sample romeo \"The mill\" --tokens 30 --seed 7")));
        lines.good("compare romeo@0 romeo@best --prompt \"The mill\" --tokens 30 --seed 7");
        assertTrue(lines.results().contains("│"), lines.results());
        assertTrue(lines.results().contains("1.250 nats/char"), lines.results());
    }

    @Test
    void compareMayTellLossesAlone() {
        JsonNode columns = lines.good("compare romeo@0 romeo --tokens 0").get("columns");
        assertEquals("", columns.get(0).get("text").asText());
        assertTrue(columns.get(0).get("validation_loss").asDouble()
                > columns.get(1).get("validation_loss").asDouble());
    }

    @Test
    void compareAsksEachModelUnderEachTemplate() {
        JsonNode answer = lines.good(
                "compare romeo@0 romeo --ask \"the mill\" --template plain,oracle --tokens 30 --seed 7 --greedy");
        assertEquals("the mill", answer.get("question").asText());
        JsonNode columns = answer.get("columns");
        assertEquals(4, columns.size());
        String[] expected = {"romeo@0 plain", "romeo@0 oracle", "romeo plain", "romeo oracle"};
        for (int i = 0; i < expected.length; i++) {
            JsonNode column = columns.get(i);
            assertEquals(
                    expected[i],
                    column.get("name").asText() + " " + column.get("template").asText());
        }
        assertEquals("the mill\n", columns.get(2).get("prompt").asText());
        assertEquals("geese the mill\nriver", columns.get(3).get("prompt").asText());
        for (int i = 2; i < 4; i++) {
            JsonNode alone = lines.good("ask romeo \"the mill\" --tokens 30 --seed 7 --greedy --template "
                    + columns.get(i).get("template").asText());
            assertEquals(alone.get("answer"), columns.get(i).get("answer"));
            assertEquals(alone.get("stopped_because"), columns.get(i).get("stopped_because"), "each has its own stops");
        }
        assertEquals(1.25, columns.get(3).get("validation_loss").asDouble());
    }

    @Test
    void aTemplateThatAModelCannotSpellIsTroubleInItsOwnColumn() {
        JsonNode columns = lines.good("compare romeo --ask \"the mill\" --template plain,chatml --tokens 3")
                .get("columns");
        assertTrue(columns.get(0).has("answer"));
        assertTrue(columns.get(1).get("trouble").asText().contains("lacks '<'"));
        assertTrue(lines.results().contains("template chatml"), lines.results());
        assertTrue(lines.refused("compare romeo --ask \"the mill\" --template chatml")
                .contains("lacks '<'"));
    }

    @Test
    void mistakesInAskingSeveralAreNamed() {
        assertTrue(lines.refused("compare romeo --template plain").contains("expected --ask QUESTION"));
        assertTrue(lines.refused("compare romeo --ask the --prompt mill").contains("found both"));
        assertTrue(lines.refused("compare romeo --ask \" \"").contains("--ask: expected a QUESTION"));
        assertTrue(
                lines.refused("compare romeo --ask the --template plain,sonnet").contains("No template sonnet"));
    }

    @Test
    void mistakesInComparingAreNamed() {
        assertTrue(lines.refused("compare").contains("romeo"));
        assertTrue(lines.refused("compare romeo juliet").contains("juliet"));
        assertTrue(lines.refused("compare romeo romeo@7").contains("romeo@7"));
        assertTrue(lines.refused("compare romeo --prompt Ω").contains("Ω"));
    }

    @Test
    void evalMeasuresTheWholeSplit() {
        JsonNode answer = lines.good("eval romeo");
        int validation = Troupe.TEXT.length() * 30 - Troupe.TEXT.length() * 27;
        assertEquals(validation - 1, answer.get("tokens").asLong());
        double loss = answer.get("loss").asDouble();
        assertTrue(loss > 0.2 && loss < 3, "loss " + loss);
        assertEquals(Math.exp(loss), answer.get("perplexity").asDouble(), 1e-9);
        long bytes = answer.get("bytes").asLong();
        assertEquals(validation - 1 + 3, bytes, "É has two bytes and comes three times");
        assertEquals(
                loss * (validation - 1) / Math.log(2) / bytes,
                answer.get("bits_per_byte").asDouble(),
                1e-9);
        assertTrue(lines.results().contains("fair choice"), lines.results());
        assertTrue(lines.good("eval romeo@0").get("loss").asDouble() > loss);
        assertEquals(
                "train", lines.good("eval romeo --split train").get("split").asText());
    }

    @Test
    void evalReadsAnotherCorpusInTheModelsOwnTokens() throws IOException {
        Path other = folder.resolve("other.txt");
        Files.writeString(other, "The river fears Marta.\n".repeat(20), StandardCharsets.UTF_8);
        lines.good("corpus add other " + other);
        JsonNode answer = lines.good("eval romeo --corpus other");
        assertEquals(45, answer.get("tokens").asLong());
        Files.writeString(other, "Zounds.\n".repeat(20), StandardCharsets.UTF_8);
        lines.good("corpus add strange " + other);
        assertTrue(lines.refused("eval romeo --corpus strange").contains("'Z'"));
        assertTrue(lines.refused("eval romeo --corpus none").contains("none"));
        assertTrue(lines.refused("eval romeo --split test").contains("test"));
        assertTrue(lines.refused("eval romeo --split tset").contains("validation, test or train"));
        assertTrue(lines.refused("eval juliet").contains("juliet"));
    }

    @Test
    void scoreTellsEachToken() {
        JsonNode answer = lines.good("score romeo \"The mill\"");
        JsonNode tokens = answer.get("tokens");
        assertEquals(8, tokens.size());
        assertTrue(tokens.get(0).get("logprob").isNull());
        assertEquals("T", tokens.get(0).get("piece").asText());
        double sum = 0;
        StringBuilder ids = new StringBuilder();
        for (JsonNode token : tokens) {
            sum -= token.get("logprob").asDouble();
            ids.append(ids.length() == 0 ? "" : ",").append(token.get("id").asInt());
        }
        assertEquals(sum / 7, answer.get("loss").asDouble(), 1e-6);
        assertEquals(tokens, lines.good("score romeo --ids " + ids).get("tokens"));
        String large = Troupe.TEXT.strip().replace("\n", "\\n");
        assertEquals(
                Troupe.TEXT.length() - 1,
                lines.good("score romeo \"" + large + "\"").get("tokens").size());
    }

    @Test
    void mistakesInScoringAreNamed() {
        assertTrue(lines.refused("score romeo").contains("TEXT"));
        assertTrue(lines.refused("score romeo T").contains("2 tokens"));
        assertTrue(lines.refused("score romeo The mill").contains("\"The mill\""));
        assertTrue(lines.refused("score romeo \"The Ω\"").contains("Ω"));
        assertTrue(lines.refused("score romeo --ids 1,x").contains("\"x\""));
        assertTrue(lines.refused("score romeo --ids 1,99").contains("\"99\""));
        assertTrue(lines.refused("score romeo The --ids 1,2").contains("both"));
    }

    @Test
    void askPutsAQuestionAsTheTemplateWritesIt() throws IOException {
        Path own = folder.resolve("home/prompts/village.txt");
        Files.writeString(own, """
                # Questions in this village.
                --- user
                Marta {question}
                --- assistant
                The {answer}

                --- stop
                \\n
                """, StandardCharsets.UTF_8);
        JsonNode answer = lines.good("ask romeo \"lives in the mill\" --template village --seed 1 --tokens 90");
        assertEquals("Marta lives in the mill\nThe", answer.get("prompt").asText());
        assertEquals("stop", answer.get("stopped_because").asText());
        assertFalse(answer.get("answer").asText().contains("\n"));
        assertEquals("village", answer.get("template").asText());
        assertTrue(lines.refused("ask romeo").contains("QUESTION"));
        assertTrue(lines.refused("ask romeo who lives").contains("\"who lives\""));
        assertTrue(lines.refused("ask romeo lives --template none").contains("village"));
        assertTrue(lines.refused("ask romeo Ω? --template village").contains("Ω"));
    }

    @Test
    void benchTellsWhatTheMachineCanDo() {
        String small = " --layers 1 --heads 2 --width 16 --context 16";
        JsonNode train = lines.good("bench train --steps 3" + small);
        assertTrue(train.get("ms_per_step").asDouble() > 0);
        assertTrue(train.get("gflops").asDouble() > 0);
        assertEquals("fp32", train.get("precision").asText());
        assertEquals(1, train.get("threads").asInt());
        assertEquals("cpu", train.get("device").asText());
        JsonNode profiled = lines.good("bench train --steps 3 --profile" + small);
        assertEquals(10, profiled.get("operations").size());
        assertTrue(profiled.get("products").asDouble() > 0);
        assertTrue(lines.refused("bench sample --profile").contains("bench train --profile"));
        JsonNode sample = lines.good("bench sample --steps 20" + small);
        assertTrue(sample.get("tokens_per_second").asDouble() > 0);
        assertTrue(sample.get("tokens_per_second_of_8").asDouble() > 0);
        JsonNode both = lines.good("bench --steps 3 --recipe modern" + small);
        assertTrue(both.has("ms_per_step") && both.has("tokens_per_second"));
        JsonNode all = lines.good("bench all --steps 3 --layers 1 --heads 2 --width 16 --context 16 --batch 2");
        assertEquals(7, all.get("rows").size());
        all.get("rows").forEach(row -> assertTrue(row.get("value").asDouble() > 0, row.toString()));
        assertTrue(lines.refused("bench all --recipe modern").contains("--recipe"));
        assertTrue(lines.refused("bench both").contains("train"));
        assertTrue(lines.refused("bench --recipe none").contains("nanogpt-cpu"));
        assertTrue(lines.refused("bench --width").contains("--width"));
        assertTrue(lines.refused("bench --girth=3").contains("--girth"));
        assertTrue(lines.refused("bench --heads 3").contains("3"));
        assertTrue(lines.refused("bench --steps 0").contains("--steps"));
        assertTrue(lines.refused("bench --precision fp8").contains("fp8"));
    }
}
