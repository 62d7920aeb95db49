package understudy.repl.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import understudy.repl.terminal.Completion;

class TemplateCommandsTest {
    private static final String ORACLE =
            "# Speaks in riddles.\n--- user\nthe geese {question}\n--- assistant\nthe mill {answer}\n--- stop\n\\n\n";

    @TempDir
    private Path folder;

    private Lines lines;

    @BeforeEach
    void gather() {
        lines = new Lines(folder.resolve("home"));
        Troupe.gather(lines);
    }

    @AfterEach
    void close() {
        lines.close();
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("oracle.txt"), text);
    }

    private List<String> names() {
        return StreamSupport.stream(lines.good("template list").get("templates").spliterator(), false)
                .map(one -> one.get("name").asText())
                .toList();
    }

    @Test
    void aPersonsOwnIsAddedShownUsedAndRemoved() throws IOException {
        assertEquals(9, names().size());
        JsonNode added = lines.good("template add oracle " + file(ORACLE));
        assertEquals("Speaks in riddles.", added.get("about").asText());
        assertTrue(names().contains("oracle"));
        assertTrue(lines.results().contains("oracle      yours"), lines.results());
        JsonNode shown = lines.good("template show oracle");
        assertEquals(ORACLE, shown.get("text").asText());
        assertTrue(lines.results().startsWith(ORACLE), lines.results());
        assertEquals("\n", shown.get("stops").get(0).asText());
        assertEquals(
                "the geese river\nthe mill",
                lines.good("ask romeo river --template oracle --tokens 3")
                        .get("prompt")
                        .asText());
        lines.good("template remove oracle");
        assertFalse(names().contains("oracle"));
    }

    @Test
    void theHelpfulBotsDescriptionIsEditable() throws IOException {
        String all = lines.good("template show transcript").get("text").asText();
        Path wide = Files.writeString(folder.resolve("wide.txt"), all.repeat(20));
        lines.good("corpus add wide " + wide);
        lines.good("new puck --corpus wide --layers 1 --heads 2 --width 16 --context 400 --seed 1");
        lines.session().editor(text -> text.replace("a helpful bot, Bot,", "an oracle, Bot,"));
        assertTrue(lines.good("template edit transcript").get("changed").asBoolean());
        String prompt = lines.good("ask puck who --template transcript --tokens 3 --show-prompt")
                .get("prompt")
                .asText();
        assertTrue(prompt.startsWith("This is a transcript of a conversation between an oracle, Bot,"), prompt);
        assertTrue(lines.results().startsWith(prompt), "the whole prompt is shown");
        lines.good("template remove transcript");
        assertTrue(lines.good("template show transcript").get("text").asText().contains("a helpful bot, Bot,"));
    }

    @Test
    void whatIsNoTemplateGoesBackToTheEditorOrIsForgotten() {
        int[] edits = {0};
        lines.session()
                .editor(text ->
                        edits[0]++ == 0 ? text.replace("{answer}", "") : text.replace("Bot: ", "Bot: {answer}"));
        lines.good("template edit transcript"); // a script agrees to go on
        assertEquals(2, edits[0]);
        assertTrue(
                lines.messages()
                        .contains(
                                "Template transcript, line 10: --- assistant needs the slot {answer} once; found it 0 times."),
                lines.messages());
    }

    @Test
    void withoutAnEditorAFileIsAskedFor() throws IOException {
        assertTrue(lines.refused("template edit transcript").contains("expected --file FILE"));
        lines.good("template edit transcript --file " + file(ORACLE));
        assertEquals(ORACLE, lines.good("template show transcript").get("text").asText());
        assertEquals(9, names().size());
    }

    @Test
    void mistakesAreOneLine() throws IOException {
        Path torn = file(ORACLE.replace("{answer}", "{anwser}"));
        assertEquals(
                "Template oracle, line 4: unknown slot {anwser} in --- assistant; the one slot there is {answer}.",
                lines.refused("template add oracle " + torn));
        assertFalse(names().contains("oracle"), "nothing is kept of it");
        assertTrue(lines.refused("template add transcript " + torn).contains("exists already; choose another name"));
        assertTrue(lines.refused("template show sonnet").startsWith("No template sonnet. There are alpaca, "));
        assertTrue(lines.refused("template edit sonnet --file " + torn).startsWith("No template sonnet."));
        assertTrue(lines.refused("template remove alpaca").endsWith("alpaca is built in and stays."));
        assertTrue(lines.refused("template add oracle " + folder.resolve("none.txt"))
                .contains("cannot read"));
        Files.write(torn, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertTrue(lines.refused("template add oracle " + torn).contains("expected UTF-8 text"));
        Files.write(torn, new byte[2 << 20]);
        assertTrue(lines.refused("template add oracle " + torn).contains("expected a short text file"));
    }

    @Test
    void aBrokenFileInTheHomeIsToldOfAndTheOthersAreListed() throws IOException {
        Files.writeString(lines.session().home().prompts().resolve("torn.txt"), "Hello");
        assertEquals(9, names().size());
        assertTrue(lines.results().contains("Template torn, line 1: expected a comment"), lines.results());
    }

    @Test
    void tabKnowsThePersonsOwnEverywhere() throws IOException {
        lines.good("template add oracle " + file(ORACLE));
        Completions completions = new Completions(() -> Commands.table(lines.session()));
        for (String[] line : new String[][] {
            {"template", "show", ""},
            {"template", "edit", ""},
            {"template", "remove", ""},
            {"ask", "romeo", "--template", ""},
            {"chat", "--template", ""},
            {"judge", "--template", ""},
            {"fork", "a", "romeo", "--template", ""},
            {"corpus", "peek", "--template", ""}
        }) {
            List<String> offered =
                    completions.of(List.of(line)).stream().map(Completion::word).toList();
            assertTrue(offered.contains("oracle"), String.join(" ", line) + offered);
        }
        assertTrue(
                completions.of(List.of("compare", "romeo", "--template", "plain,")).stream()
                        .map(Completion::word)
                        .toList()
                        .contains("plain,oracle"),
                "after a comma as well");
        assertEquals(
                List.of("oracle"),
                completions.of(List.of("template", "remove", "")).stream()
                        .map(Completion::word)
                        .toList(),
                "only what can be removed");
    }
}
