package understudy.prompts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class TemplateFileTest {
    private static final String GOOD = """
            # Two lines
            # of comment.

            --- user
            Q {question}
            --- assistant
            A {answer}
            --- stop
            \\nQ
            end\\t\\\\
            """;

    private static String refusal(String text) {
        return assertThrows(TemplateException.class, () -> Template.of("mine", text))
                .getMessage();
    }

    @Test
    void readsCommentTurnsAndStops() {
        var template = Template.of("mine", GOOD);
        assertEquals("Two lines of comment.", template.about());
        assertEquals(List.of("\nQ", "end\t\\"), template.stops());
        assertEquals("Q why?\nA", template.prompt(Conversation.asking("why?")));
    }

    @Test
    void readsFilesWrittenOnWindows() {
        var template = Template.of("mine", GOOD.replace("\n", "\r\n"));
        assertEquals("Q why?\nA", template.prompt(Conversation.asking("why?")));
    }

    @Test
    void refusesABadFileInOneLine() {
        assertEquals(
                "Template mine, line 2: expected a section --- assistant with the slot {answer}; found the end of the file.",
                refusal("--- user\n{question}\n"));
        assertEquals(
                "Template mine, line 3: --- assistant needs the slot {answer} once; found it 0 times.",
                refusal("--- user\n{question}\n--- assistant\nBot:\n"));
        assertEquals(
                "Template mine, line 3: unknown slot {anwser} in --- assistant; the one slot there is {answer}.",
                refusal("--- user\n{question}\n--- assistant\n{anwser}\n"));
        assertEquals(
                "Template mine, line 3: expected a section of start, system, default, user, assistant, stop; found \"bot\".",
                refusal("--- user\n{question}\n--- bot\n{answer}\n"));
        assertEquals(
                "Template mine, line 3: a second section user; join the two.",
                refusal("--- user\n{question}\n--- user\n"));
        assertEquals(
                "Template mine, line 1: expected a comment (#) or a section such as --- user; found \"Hello\".",
                refusal("Hello\n" + GOOD));
        assertEquals(
                "Template mine, line 8: no stop text ever follows an answer; what follows is \"\\nQ \".",
                refusal(GOOD.replace("\\nQ\n", "R\n")));
        assertEquals(
                "Template mine, line 11: a default system text has no place; add a section --- system with {system}.",
                refusal(GOOD + "--- default\nHello\n"));
        assertEquals(
                "Template mine, line 3: nothing parts a question from its answer; put a word or a new line between {question} and {answer}.",
                refusal("--- user\nQ{question}\\\n--- assistant\n{answer}\n"));
        assertEquals(
                "Template mine, line 3: nothing parts an answer from the next question; put a word or a new line after {answer}.",
                refusal("--- user\n{question}\n--- assistant\n{answer}\\\n"));
    }
}
