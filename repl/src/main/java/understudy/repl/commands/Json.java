package understudy.repl.commands;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** One line of JSON per command. Only loaded with --json. */
final class Json {
    private final ObjectMapper mapper = new ObjectMapper();

    String done(String command, Reply reply) {
        Map<String, Object> object = head(command, reply.error().isEmpty());
        object.putAll(reply.fields());
        reply.error().ifPresent(error -> object.put("error", error));
        return line(object);
    }

    String failed(String command, String error) {
        Map<String, Object> object = head(command, false);
        object.put("error", error);
        return line(object);
    }

    private static Map<String, Object> head(String command, boolean ok) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("command", command);
        object.put("ok", ok);
        return object;
    }

    /** JSON need not escape DEL and the C1 controls, but a terminal obeys some of them. They can stand in strings only. */
    private static String escaped(String line) {
        if (line.chars().noneMatch(c -> c >= 0x7f && c <= 0x9f)) {
            return line;
        }
        StringBuilder safe = new StringBuilder(line.length() + 16);
        line.chars().forEach(c -> {
            if (c >= 0x7f && c <= 0x9f) {
                safe.append(String.format(Locale.ROOT, "\\u%04X", c));
            } else {
                safe.append((char) c);
            }
        });
        return safe.toString();
    }

    private String line(Map<String, Object> object) {
        try {
            return escaped(mapper.writeValueAsString(object));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a reply holds plain values only", e);
        }
    }
}
