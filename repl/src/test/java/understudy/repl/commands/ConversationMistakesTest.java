package understudy.repl.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person reads whose conversations are not as they should be: one line, with the entry, what was expected and what was found. */
class ConversationMistakesTest {
    private static final String GOOD = "{\"instruction\": \"the mill\", \"output\": \"the river\"}\n";
    private static final String TALK =
            "{\"messages\": [{\"role\": \"user\", \"content\": \"x\"}, {\"role\": \"assistant\", \"content\": \"y\"}]}\n";

    @TempDir
    private Path folder;

    private Lines lines;

    @BeforeEach
    void open() {
        lines = new Lines(folder.resolve("home"));
    }

    @AfterEach
    void close() {
        lines.close();
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("talks.jsonl"), text);
    }

    private String refused(String text) throws IOException {
        return lines.refused("corpus add talks " + file(text));
    }

    @Test
    void aMissingKeyIsNamedWithItsEntry() throws IOException {
        String line = refused(GOOD + "{\"instruction\": \"the mill\"}\n");
        assertTrue(line.startsWith("line 2 of talks.jsonl: expected the field 'output', found instruction;"), line);
    }

    @Test
    void mixedFormatsAreNamed() throws IOException {
        String line = refused(GOOD.repeat(5) + TALK);
        assertTrue(line.startsWith("line 6 of talks.jsonl: expected the field 'instruction', found messages;"), line);
    }

    @Test
    void rolesThatDoNotAlternateAreNamed() throws IOException {
        String line = refused(TALK.repeat(5) + TALK.replace("assistant", "user"));
        assertTrue(
                line.startsWith("line 6 of talks.jsonl: expected the assistant to speak in message 2, found the user"),
                line);
    }

    @Test
    void anEmptyAnswerIsNamedAndLeftOutOnRequest() throws IOException {
        String text = GOOD.repeat(20) + GOOD.replace("the river", "");
        assertTrue(refused(text).startsWith("line 21 of talks.jsonl: the answer (output) is empty;"), refused(text));
        lines.good("corpus add talks " + file(text) + " --skip-bad");
        assertTrue(
                lines.results().contains("left out 1 entry that cannot be used: line 21 of talks.jsonl: the answer"),
                lines.results());
    }

    @Test
    void aTornFileIsNamedWithItsLine() throws IOException {
        String line = refused(GOOD + "{\"instruction\": \"the mill\", \"output\": }\n");
        assertTrue(line.startsWith("line 2 of talks.jsonl: expected a JSON value on one line"), line);
    }

    @Test
    void whatIsLongerThanTheContextIsCounted() throws IOException {
        String all = GOOD.repeat(39)
                + GOOD.replace("the mill", "the mill ".repeat(60).strip());
        lines.good("corpus add talks " + file(all));
        lines.good("corpus add wide " + Files.writeString(folder.resolve("wide.txt"), wide()));
        lines.good("new base --corpus wide --layers 1 --heads 2 --width 16 --context 300 --seed 1");
        lines.good("fork tuned base --corpus talks --eval-windows 2");
        lines.good("train tuned 1 --wait");
        assertTrue(
                lines.messages()
                        .contains(
                                "1 of 36 conversations to learn from is longer than the context of 300 tokens: the beginning of"
                                        + " its prompt is cut off."),
                lines.messages());
    }

    private static String wide() {
        return "Below is an instruction that describes a task. Write a response that appropriately completes the request.\n### Instruction:\nthe mill\n### Response:\nthe river\n"
                .repeat(20);
    }

    @Test
    void instructionsOfThePlayhouseAreSaidToComeFromIt() {
        lines.good("corpus playhouse tasks --size 60000 --part instructions");
        assertTrue(lines.results().contains(" conversations (playhouse): "), lines.results());
        assertEquals("text", lines.good("corpus show tasks").get("format").asText(), "a field that others rely on");
    }
}
