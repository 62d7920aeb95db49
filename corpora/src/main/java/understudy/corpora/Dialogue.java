package understudy.corpora;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A conversation as a corpus keeps it: perhaps a system text, then questions and answers in turn, the last an answer.
 *
 * @param lines what is said, in order
 * @param facts what else is known of it, such as whether a question is held out; usually nothing
 */
public record Dialogue(List<Line> lines, Map<String, String> facts) implements Entry {
    /** The role of a system text. */
    public static final String SYSTEM = "system";
    /** The role of who asks. */
    public static final String USER = "user";
    /** The role of who answers. */
    public static final String ASSISTANT = "assistant";

    /** @throws CorpusException saying which message is out of turn, or says nothing */
    public Dialogue {
        lines = List.copyOf(lines);
        facts = Map.copyOf(facts);
        String expected = USER;
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            if (i == 0 && line.role().equals(SYSTEM)) {
                continue;
            }
            if (!line.role().equals(expected)) {
                throw new CorpusException(
                        "expected the " + expected + " to speak in message " + (i + 1) + ", found the " + line.role()
                                + ": user and assistant take turns, after at most one system text");
            }
            if (line.text().isBlank()) {
                throw new CorpusException("message " + (i + 1) + ", of the " + line.role() + ", is empty");
            }
            expected = expected.equals(USER) ? ASSISTANT : USER;
        }
        if (lines.isEmpty() || !lines.get(lines.size() - 1).role().equals(ASSISTANT)) {
            throw new CorpusException("expected a conversation that ends with an answer, found "
                    + (lines.isEmpty() ? "no messages" : "a question that nobody answers"));
        }
    }

    /**
     * What one side says.
     *
     * @param role {@code system}, {@code user} or {@code assistant}
     * @param text without any marks of a format
     */
    public record Line(String role, String text) {}

    /** One question and its answer. */
    static Dialogue of(String question, String answer, Map<String, String> facts) {
        return new Dialogue(List.of(new Line(USER, question), new Line(ASSISTANT, answer)), facts);
    }

    @Override
    public Kind kind() {
        return Kind.CONVERSATIONS;
    }

    /** Each message in a paragraph that begins with who speaks. */
    @Override
    public String plain() {
        StringBuilder text = new StringBuilder();
        for (Line line : lines) {
            text.append(line.role().equals(SYSTEM) ? "" : line.role().equals(USER) ? "User: " : "Assistant: ")
                    .append(line.text().strip())
                    .append("\n\n");
        }
        return text.toString();
    }

    @Override
    public String json() {
        List<Map<String, String>> messages = new ArrayList<>();
        for (Line line : lines) {
            Map<String, String> message = new LinkedHashMap<>();
            message.put("role", line.role());
            message.put("content", line.text());
            messages.add(message);
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("messages", messages);
        fields.putAll(new TreeMap<>(facts));
        return Json.line(fields);
    }

    static Dialogue of(JsonNode json) {
        List<Line> lines = new ArrayList<>();
        json.path("messages")
                .forEach(message -> lines.add(new Line(
                        message.path("role").asText(), message.path("content").asText())));
        Map<String, String> facts = new LinkedHashMap<>();
        json.properties().stream()
                .filter(field -> field.getValue().isTextual())
                .forEach(field -> facts.put(field.getKey(), field.getValue().textValue()));
        return new Dialogue(lines, facts);
    }
}
