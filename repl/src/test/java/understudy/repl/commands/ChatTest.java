package understudy.repl.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import understudy.repl.terminal.Completion;
import understudy.repl.terminal.Entry;

/** Conversations as a script holds them, with a model that says nonsense, always the same for one seed. */
class ChatTest {
    @TempDir
    private static Path folder;

    private static Lines lines;

    private static final List<String> BEGUN = new ArrayList<>();
    private static final List<List<Completion>> OFFERED = new ArrayList<>();

    @BeforeAll
    static void gather() {
        lines = new Lines(folder.resolve("home"));
        Troupe.gather(lines);
        lines.good("new nurse --corpus playhouse --layers 1 --heads 2 --width 16 --context 160 --seed 3");
    }

    @AfterAll
    static void close() {
        lines.close();
    }

    /** Says these lines to a chat; what Tab would have offered for each, and what stood there already, is kept. */
    private static JsonNode chat(String command, String... said) {
        Deque<String> rest = new ArrayDeque<>(List.of(said));
        BEGUN.clear();
        OFFERED.clear();
        lines.session().ear((prompt, begun, completions) -> {
            BEGUN.add(begun);
            if (rest.isEmpty()) {
                return new Entry.End();
            }
            OFFERED.add(completions.apply(rest.peek()));
            return new Entry.Typed(rest.poll());
        });
        return lines.good(command);
    }

    private static JsonNode nurse(String... said) {
        return chat("chat nurse --template plain --tokens 12 --seed 5", said);
    }

    private static String answer(JsonNode chat, int turn) {
        return chat.get("turns").get(turn).get("answer").asText();
    }

    private static JsonNode untimed(JsonNode chat) {
        chat.get("turns").forEach(turn -> ((ObjectNode) turn).remove("first_token_seconds"));
        return chat;
    }

    @Test
    void aReplayGivesTheSameAnswers() {
        JsonNode first = nurse("the mill", "the river", "/bye", "never heard");
        assertEquals(2, first.get("turns").size());
        assertEquals("the mill", first.get("turns").get(0).get("question").asText());
        assertTrue(first.get("turns").get(0).get("first_token_seconds").asDouble() > 0);
        assertTrue(
                first.get("turns").get(1).get("tokens_read").asInt()
                        < first.get("turns").get(0).get("tokens_read").asInt()
                                + first.get("turns").get(0).get("tokens").asInt(),
                "what was read and said before is not read again");
        assertEquals(untimed(first), untimed(nurse("the mill", "the river")));
        assertNotEquals(answer(first, 0), answer(first, 1));
    }

    @Test
    void anotherAnswerIsAnotherAndLeavesTheConversationAsLong() {
        JsonNode twice = nurse("the mill", "/again", "/show");
        assertNotEquals(answer(twice, 0), answer(twice, 1));
        assertEquals("the mill\n" + answer(twice, 1) + "\n\n", shownPrompt());
        assertEquals(untimed(twice), untimed(nurse("the mill", "/again", "/show")));
    }

    private static String shownPrompt() {
        String results = lines.results();
        int from = results.indexOf("─ what the model reads\n") + "─ what the model reads\n".length();
        return results.substring(from, results.indexOf("\n─ settings"));
    }

    @Test
    void whatIsTakenBackWasNeverSaid() {
        JsonNode straight = nurse("the mill", "the geese");
        JsonNode detour = nurse("the mill", "the river", "/undo", "the geese");
        assertEquals(answer(straight, 1), answer(detour, 2));
        JsonNode edited = nurse("the mill", "the river", "/edit the geese");
        assertEquals(answer(straight, 1), answer(edited, 2));
    }

    @Test
    void anEditedLineComesBackToTheHand() {
        nurse("the mill", "/edit");
        assertEquals("the mill", BEGUN.get(BEGUN.size() - 1));
    }

    @Test
    void anAnswerGoesOn() {
        JsonNode more = nurse("the mill", "/continue");
        assertTrue(answer(more, 1).startsWith(answer(more, 0)), answer(more, 0) + " | " + answer(more, 1));
    }

    @Test
    void aConversationIsKeptAndComesBack() throws IOException {
        Path json = folder.resolve("talk.json");
        Path markdown = folder.resolve("talk.md");
        JsonNode told = nurse("the mill", "/save " + json, "/save " + markdown, "the geese");
        String expected = answer(told, 1);
        assertTrue(Files.readString(json).contains("\"seed\" : 5"));
        assertTrue(Files.readString(markdown).contains("### user\n\nthe mill\n"));
        assertEquals(expected, answer(nurse("/load " + json, "the geese"), 0));
        assertTrue(lines.messages().contains("1 turns are back")
                || lines.messages().contains("One turn is back"));
        nurse("/load " + markdown, "/show");
        assertTrue(shownPrompt().startsWith("the mill\n"), shownPrompt());
    }

    @Test
    void whenTheContextIsFullTheOldestTurnsGo() {
        String[] many = new String[30];
        Arrays.fill(many, "the mill");
        JsonNode told = nurse(many);
        assertEquals(30, told.get("turns").size());
        assertTrue(lines.messages().contains("no longer part of the conversation"), lines.messages());
    }

    @Test
    void aQuestionThatLeavesNoRoomIsRefusedAndForgotten() {
        JsonNode told = nurse("the mill ".repeat(30), "the geese");
        assertEquals(1, told.get("turns").size());
        assertTrue(lines.messages().contains("There is no room for an answer: nurse sees 160 tokens"));
    }

    @Test
    void twoAnswerSideBySide() {
        JsonNode told = nurse("/both nurse@0", "the mill", "/both", "the mill");
        assertEquals(3, told.get("turns").size());
        assertEquals("nurse@0", told.get("turns").get(1).get("model").asText());
        assertEquals(answer(told, 0), answer(told, 1), "the same parameters");
    }

    @Test
    void theModelCanBeExchanged() {
        JsonNode told = nurse("the mill", "/model romeo", "/model nurse@0", "the geese");
        assertEquals(answer(nurse("the mill", "the geese"), 1), answer(told, 1));
    }

    @Test
    void settingsAreTurnedAndShown() {
        JsonNode greedy = nurse("/set temperature 0", "the mill", "/again");
        assertEquals(answer(greedy, 0), answer(greedy, 1));
        assertEquals(
                3,
                nurse("/set tokens 3", "the mill")
                        .get("turns")
                        .get(0)
                        .get("tokens")
                        .asInt());
    }

    @Test
    void severalLinesAreOneMessage() {
        JsonNode told = nurse("\"\"\"the mill", "the geese\"\"\"", "//fears");
        assertEquals(
                "the mill\nthe geese", told.get("turns").get(0).get("question").asText());
        assertFalse(lines.messages().contains("Expected one of /set"));
    }

    @Test
    void mistakesAreOneLineAndTheTalkGoesOn() {
        String[][] cases = {
            {"/sing", "Expected one of /set, /show"},
            {"/s", "could be /set, /show, /system, /save"},
            {"/set", "/set: expected a name and a value"},
            {"/set warmth 3", "expected one of temperature, top-k"},
            {"/set top-k many", "/set top-k: expected a number, such as 40; found \"many\""},
            {"/set temperature -1", "/set temperature: expected a number from 0 to 100"},
            {"/template sonnet", "No template sonnet"},
            {"/system Be brief.", "has no place for a system text"},
            {"/again", "/again: expected an answer to go back to"},
            {"/undo", "Nothing was said yet"},
            {"/model tybalt", "No model \"tybalt\""},
            {"/load " + folder.resolve("none.json"), "/load: expected a file that /save wrote"},
            {"/save " + folder.resolve("no/such/folder.md"), "/save: expected a file that can be written"},
            {"what about ☃?", "U+2603"},
        };
        for (String[] one : cases) {
            JsonNode told = nurse(one[0], "the mill");
            assertTrue(lines.messages().contains(one[1]), one[0] + " → " + lines.messages());
            assertEquals(1, told.get("turns").size(), one[0]);
        }
    }

    @Test
    void tabKnowsOrdersAndWhatFollows() {
        nurse("/te", "/template ", "/set ", "/set temperature ", "/model ", "hello", "/nothing ");
        assertTrue(words(0).contains("/template"));
        assertTrue(words(1).contains("transcript"));
        assertTrue(words(2).contains("temperature"));
        assertEquals(List.of("0.7"), words(3));
        assertTrue(words(4).containsAll(List.of("romeo@0", "romeo@best", "romeo@latest")));
        assertEquals(List.of(), words(5));
        assertEquals(List.of(), words(6));
    }

    private static List<String> words(int line) {
        return OFFERED.get(line).stream().map(Completion::word).toList();
    }
}
