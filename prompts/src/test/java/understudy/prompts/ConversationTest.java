package understudy.prompts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConversationTest {
    private static final Message SYSTEM = new Message(Role.SYSTEM, "s");
    private static final Message USER = new Message(Role.USER, "u");
    private static final Message ASSISTANT = new Message(Role.ASSISTANT, "a");

    @Test
    void rolesAlternate() {
        assertEquals(Optional.of("s"), new Conversation(List.of(SYSTEM, USER, ASSISTANT, USER)).system());
        assertEquals(
                "Message 2: expected the assistant's turn, found the user's; user and assistant alternate, after at most one system text.",
                assertThrows(TemplateException.class, () -> new Conversation(List.of(USER, USER)))
                        .getMessage());
        assertThrows(TemplateException.class, () -> new Conversation(List.of(ASSISTANT)));
        assertThrows(TemplateException.class, () -> new Conversation(List.of(USER, SYSTEM)));
        assertThrows(TemplateException.class, () -> new Conversation(List.of(SYSTEM, SYSTEM)));
    }
}
