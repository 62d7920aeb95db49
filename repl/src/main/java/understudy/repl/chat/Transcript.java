package understudy.repl.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import understudy.prompts.Conversation;
import understudy.prompts.Message;
import understudy.prompts.Role;
import understudy.prompts.TemplateException;
import understudy.repl.Faults;
import understudy.repl.Mistake;

/** A conversation as a file: Markdown to be read, or JSON ({@code .json}), which holds what is needed to hear the same answers again. */
final class Transcript {
    private static final String JSON = ".json";
    private static final long LIMIT = 1 << 26;
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private Transcript() {}

    /** @param facts model, step, template and settings, for JSON */
    static void save(Path file, Conversation conversation, Map<String, Object> facts) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        try {
            Files.writeString(
                    file,
                    name.endsWith(JSON) ? json(conversation, facts) : markdown(conversation, facts),
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new Mistake(
                    "/save: expected a file that can be written; found " + Faults.words(e) + " (" + file + ").", e);
        }
    }

    private static String json(Conversation conversation, Map<String, Object> facts) throws JsonProcessingException {
        Map<String, Object> all = new LinkedHashMap<>(facts);
        List<Map<String, String>> messages = new ArrayList<>();
        for (Message message : conversation.messages()) {
            Map<String, String> one = new LinkedHashMap<>();
            one.put("role", message.role().word());
            one.put("content", message.text());
            messages.add(one);
        }
        all.put("messages", messages);
        return MAPPER.writeValueAsString(all) + "\n";
    }

    private static String markdown(Conversation conversation, Map<String, Object> facts) {
        StringBuilder text = new StringBuilder("<!-- " + facts.get("model") + " · template " + facts.get("template")
                + " · seed " + facts.get("seed") + " -->\n");
        for (Message message : conversation.messages()) {
            text.append("\n### ").append(message.role().word()).append("\n\n");
            message.text()
                    .lines()
                    .forEach(line -> text.append(line.startsWith("###") ? "\\" : "")
                            .append(line)
                            .append('\n'));
        }
        return text.toString();
    }

    /**
     * Reads back what {@link #save} wrote, or any JSON with {@code messages} of {@code role} and {@code content}.
     *
     * @throws Mistake if it cannot be read or is no conversation
     */
    static Conversation load(Path file) {
        String text = read(file);
        try {
            List<Message> messages =
                    text.stripLeading().startsWith("{") || text.stripLeading().startsWith("[")
                            ? fromJson(text, file)
                            : fromMarkdown(text);
            if (messages.isEmpty()) {
                throw new Mistake(
                        "/load: expected a conversation; found none in " + file + ". A file that /save wrote will do.");
            }
            return new Conversation(messages);
        } catch (TemplateException e) {
            throw new Mistake("/load " + file + ": " + e.getMessage(), e);
        }
    }

    private static String read(Path file) {
        try {
            if (Files.size(file) > LIMIT) {
                throw new Mistake("/load: expected a transcript of at most 64 MB; found a larger file, " + file + ".");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Mistake("/load: expected UTF-8 text in " + file + "; save it as UTF-8.", e);
        } catch (IOException e) {
            throw new Mistake(
                    "/load: expected a file that /save wrote; found " + Faults.words(e) + " (" + file + ").", e);
        }
    }

    private static List<Message> fromJson(String text, Path file) {
        JsonNode root;
        try {
            root = MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new Mistake(
                    "/load: expected JSON in " + file + "; found something else in line "
                            + (e.getLocation() == null ? 1 : e.getLocation().getLineNr()) + ".",
                    e);
        }
        List<Message> messages = new ArrayList<>();
        for (JsonNode one : root.isArray() ? root : root.path("messages")) {
            String role = one.path("role").asText();
            Role known = Stream.of(Role.values())
                    .filter(each -> each.word().equals(role))
                    .findFirst()
                    .orElseThrow(() ->
                            new Mistake("/load: expected a message's role to be system, user or assistant; found \""
                                    + role + "\" in " + file + "."));
            messages.add(new Message(known, one.path("content").asText()));
        }
        return messages;
    }

    private static List<Message> fromMarkdown(String text) {
        List<Message> messages = new ArrayList<>();
        Role role = null;
        StringBuilder body = new StringBuilder();
        for (String line : (text + "\n### end").split("\n")) {
            if (line.startsWith("### ")) {
                if (role != null) {
                    messages.add(new Message(role, body.toString().strip()));
                }
                String word = line.substring(4).strip();
                role = Stream.of(Role.values())
                        .filter(r -> r.word().equals(word))
                        .findFirst()
                        .orElse(null);
                body.setLength(0);
            } else {
                body.append(line.startsWith("\\###") ? line.substring(1) : line).append('\n');
            }
        }
        return messages;
    }
}
