package understudy.prompts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TemplateTest {
    private static final PromptBook BOOK = new PromptBook(Path.of("no-such-folder"));
    private static final Conversation TWO_TURNS = Conversation.asking("Who lives in the mill?")
            .plus(Role.ASSISTANT, "Old Marta.")
            .plus(Role.USER, "With whom?")
            .plus(Role.ASSISTANT, "With two geese.");

    static List<String> names() {
        return BOOK.names();
    }

    /** The text with the spans that carry loss in brackets. */
    private static String marked(Rendering rendering) {
        var text = new StringBuilder(rendering.text());
        for (int i = rendering.loss().size() - 1; i >= 0; i--) {
            text.insert(rendering.loss().get(i).end(), "]");
            text.insert(rendering.loss().get(i).start(), "[");
        }
        return text.toString();
    }

    private static String marked(String template) {
        return marked(BOOK.open(template).render(TWO_TURNS));
    }

    @Test
    void writesTheTextsThatOtherToolsWrite() {
        assertEquals("""
                <|im_start|>user
                Who lives in the mill?<|im_end|>
                <|im_start|>assistant
                [Old Marta.<|im_end|>]
                <|im_start|>user
                With whom?<|im_end|>
                <|im_start|>assistant
                [With two geese.<|im_end|>]
                """, marked("chatml"));
        assertEquals(
                "<|begin_of_text|><|start_header_id|>user<|end_header_id|>\n\nWho lives in the mill?<|eot_id|>"
                        + "<|start_header_id|>assistant<|end_header_id|>\n\n[Old Marta.<|eot_id|>]"
                        + "<|start_header_id|>user<|end_header_id|>\n\nWith whom?<|eot_id|>"
                        + "<|start_header_id|>assistant<|end_header_id|>\n\n[With two geese.<|eot_id|>]",
                marked("llama3"));
        assertEquals(
                "### Human: Who lives in the mill?### Assistant:[ Old Marta.### Human:] With whom?"
                        + "### Assistant:[ With two geese.### Human:]",
                marked("guanaco"));
        assertEquals("""
                <human> Who lives in the mill? <endOfText>
                <bot>[ Old Marta. <endOfText>]
                <human> With whom? <endOfText>
                <bot>[ With two geese. <endOfText>]
                """, marked("nanochat"));
    }

    @Test
    void aFinishedConversationEndsWithTheStopTextThatTheModelHasToLearn() {
        assertEquals("""
                Below is an instruction that describes a task. Write a response that appropriately completes the request.

                ### Instruction:
                Who lives in the mill?

                ### Response:
                [Old Marta.

                ### Instruction:]
                With whom?

                ### Response:
                [With two geese.

                ### Instruction:]""", marked("alpaca"));
        var transcript = marked("transcript");
        assertTrue(transcript.startsWith("This is a transcript of a conversation"), transcript);
        assertTrue(transcript.endsWith("\n\nUser:] With whom?\n\nBot:[ With two geese.\n\nUser:]"), transcript);
    }

    @ParameterizedTest
    @MethodSource("names")
    void theModelSaysInTrainingExactlyWhatItIsAskedToSayInTalking(String name) {
        var template = BOOK.open(name);
        var question = Conversation.asking("Who lives in the mill?");
        var answered = template.render(question.plus(Role.ASSISTANT, "Old Marta."));
        var span = answered.loss().get(0);
        assertEquals(template.prompt(question), answered.text().substring(0, span.start()));
        var matcher = new StopMatcher(template.stops());
        var said = matcher.feed(answered.text().substring(span.start(), span.end()));
        assertTrue(matcher.stopped(), "the span ends with a stop text");
        assertEquals("Old Marta.", template.answer(said));
    }

    @ParameterizedTest
    @MethodSource("names")
    void parsesBackWhatItRenders(String name) {
        var template = BOOK.open(name);
        boolean system = BOOK.text(name).contains("{system}");
        boolean lines = name.startsWith("pla"); // plain and playhouse part turns by line ends alone
        var random = new Random(name.hashCode());
        for (int round = 0; round < 2_000; round++) {
            var conversation = new Conversation(List.of());
            if (system && random.nextBoolean())
                conversation = conversation.plus(Role.SYSTEM, "You are " + text(random, lines));
            for (int turn = random.nextInt(6); turn > 0; turn--)
                conversation = conversation.plus(
                        conversation.awaitsAnswer() ? Role.ASSISTANT : Role.USER, text(random, lines));
            var rendering = template.render(conversation);
            assertEquals(conversation, template.parse(rendering.text()), rendering::text);
            var answers = conversation.messages().stream()
                    .filter(m -> m.role() == Role.ASSISTANT)
                    .toList();
            assertEquals(answers.size(), rendering.loss().size());
            for (int i = 0; i < answers.size(); i++) {
                var span = rendering.loss().get(i);
                var covered = rendering.text().substring(span.start(), span.end());
                assertTrue(covered.contains(answers.get(i).text()), covered);
                assertTrue(template.stops().stream().anyMatch(covered::endsWith), covered);
            }
        }
    }

    /** Anything but a template's own marks: empty, blank lines, spaces at the ends, other scripts, pairs of surrogates. */
    private static String text(Random random, boolean oneLine) {
        var words = List.of(
                "Who",
                "lives",
                "in",
                "the mill?",
                " ",
                ":",
                "User",
                "{answer}",
                "\\",
                "Märta",
                "кто",
                "水車",
                "🦢",
                "\n",
                "\n\n",
                "-");
        var text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) text.append(words.get(random.nextInt(words.size())));
        return oneLine ? "x" + text.toString().replace("\n", " ") : text.toString();
    }

    @Test
    void theConversationsOwnSystemTextTakesThePlaceOfTheDefault() {
        var asked = new Conversation(List.of(new Message(Role.SYSTEM, "A tale."), new Message(Role.USER, "Go on.")));
        assertEquals("A tale.\n\nUser: Go on.\n\nBot:", BOOK.open("transcript").prompt(asked));
        var refused =
                assertThrows(TemplateException.class, () -> BOOK.open("guanaco").prompt(asked));
        assertTrue(
                refused.getMessage().startsWith("Template guanaco has no place for a system text"),
                refused.getMessage());
    }

    /** The texts are what Jinja makes of those programs: see make.py beside them. */
    @ParameterizedTest
    @MethodSource("names")
    void otherProgramsWriteTheSameByItsJinja(String name) throws IOException {
        var template = BOOK.open(name);
        assertEquals(golden(name + ".jinja"), template.jinja());
        var answered = Conversation.asking("Who lives in the mill?")
                .plus(Role.ASSISTANT, "Old Marta.\nAnd \"two\" geese, it's said.")
                .plus(Role.USER, "With {{ whom }} \\ {% there %}?")
                .plus(Role.ASSISTANT, "水車 🦢");
        var told = new ArrayList<>(List.of(new Message(Role.SYSTEM, "A tale.\nBe brief.")));
        told.addAll(answered.messages().subList(0, 3));
        var system = BOOK.text(name).contains("{system}");
        assertEquals(
                golden(name + ".txt"),
                String.join(
                        "\n=====\n",
                        template.prompt(Conversation.asking("Who lives in the mill?")),
                        template.render(answered).text(),
                        system ? template.prompt(new Conversation(told)) : "refused"));
    }

    private static String golden(String file) throws IOException {
        try (var stream = TemplateTest.class.getResourceAsStream("golden/" + file)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void nobodyAsksNobodyAnswers() {
        assertThrows(TemplateException.class, () -> BOOK.open("chatml").prompt(TWO_TURNS));
        assertThrows(TemplateException.class, () -> BOOK.open("chatml").prompt(new Conversation(List.of())));
    }

    @Test
    void saysWhereATextDoesNotFollowTheTemplate() {
        var torn =
                assertThrows(TemplateException.class, () -> BOOK.open("chatml").parse("<|im_start|>user\nHi"));
        assertEquals(
                "Not a text of template chatml: expected \"<|im_end|>\\n\" at character 19, found \"\".",
                torn.getMessage());
        var start =
                assertThrows(TemplateException.class, () -> BOOK.open("llama3").parse("Hi"));
        assertEquals(
                "Not a text of template llama3: expected \"<|begin_of_text|>\" at character 0, found \"Hi\".",
                start.getMessage());
    }
}
