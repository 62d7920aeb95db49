package understudy.prompts;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Messages in order: perhaps a system text, then questions and answers in turn, beginning with a question.
 *
 * @param messages the messages; none is a conversation that has not begun
 */
public record Conversation(List<Message> messages) {
    /** @throws TemplateException if the roles do not alternate, naming the message that is out of turn */
    public Conversation {
        messages = List.copyOf(messages);
        var expected = Role.USER;
        for (int i = 0; i < messages.size(); i++) {
            var found = messages.get(i).role();
            if (i == 0 && found == Role.SYSTEM) continue;
            if (found != expected)
                throw new TemplateException(String.format(
                        Locale.ROOT,
                        "Message %d: expected the %s's turn, found the %s's; user and assistant alternate, after at most one system text.",
                        i + 1,
                        expected.word(),
                        found.word()));
            expected = expected == Role.USER ? Role.ASSISTANT : Role.USER;
        }
    }

    /** One question and nothing before it. */
    public static Conversation asking(String question) {
        return new Conversation(List.of(new Message(Role.USER, question)));
    }

    /** The system text, if this conversation brings its own. */
    public Optional<String> system() {
        boolean present = !messages.isEmpty() && messages.get(0).role() == Role.SYSTEM;
        return present ? Optional.of(messages.get(0).text()) : Optional.empty();
    }

    /** Whether the last message is a question that nobody has answered. */
    public boolean awaitsAnswer() {
        return !messages.isEmpty() && messages.get(messages.size() - 1).role() == Role.USER;
    }

    /** This conversation and one message more. */
    public Conversation plus(Role role, String text) {
        var longer = new ArrayList<>(messages);
        longer.add(new Message(role, text));
        return new Conversation(longer);
    }
}
