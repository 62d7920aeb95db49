package understudy.corpora;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** JSON files of this room: read strictly and within a size, written with the same bytes on every system. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final ObjectWriter WRITER = MAPPER.writer(new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withArrayIndenter(new DefaultIndenter("  ", "\n")));

    private Json() {}

    static JsonNode parse(String json, String name) {
        try {
            JsonNode node = MAPPER.readTree(json);
            if (!node.isObject()) {
                throw new CorpusException(name + " is not a JSON object");
            }
            return node;
        } catch (JsonProcessingException fault) {
            boolean placed = fault.getLocation() != null && fault.getLocation().getLineNr() > 0;
            String reason = fault instanceof StreamReadException
                            && fault.getOriginalMessage().startsWith("Duplicate field")
                    ? ", " + fault.getOriginalMessage()
                    : "";
            throw new CorpusException(
                    name + " is not valid JSON"
                            + (placed ? " (line " + fault.getLocation().getLineNr() + reason + ")" : "")
                            + ": it is damaged",
                    fault);
        }
    }

    static String read(Path path, long limit) {
        try {
            long size = Files.size(path);
            if (size > limit) {
                throw new CorpusException(
                        path + " has " + size + " bytes and at most " + limit + " are expected: it is not one of ours");
            }
            return Files.readString(path, StandardCharsets.UTF_8);
        } catch (IOException fault) {
            throw CorpusException.of("cannot read " + path, fault, "check the path with: ls -l");
        }
    }

    /** A value on one line, without the line's end. */
    static String line(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException fault) {
            throw new IllegalArgumentException(fault);
        }
    }

    static String write(Object value) {
        try {
            return WRITER.writeValueAsString(value) + "\n";
        } catch (JsonProcessingException fault) {
            throw new IllegalArgumentException(fault);
        }
    }
}
