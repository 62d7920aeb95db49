package understudy.repl.commands;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
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

    private String line(Map<String, Object> object) {
        try {
            return mapper.writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a reply holds plain values only", e);
        }
    }
}
