package understudy.corpora;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** JSON files of this room: read strictly and within a size, written with the same bytes on every system. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final ObjectWriter WRITER = MAPPER.writer(new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withArrayIndenter(new DefaultIndenter("  ", "\n")));

    private static final int SHOWN = 60;

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

    /** The value that a text is, if it is one. */
    static Optional<JsonNode> value(String text) {
        try {
            JsonNode value = MAPPER.readTree(text);
            return value == null || value.isMissingNode() ? Optional.empty() : Optional.of(value);
        } catch (JsonProcessingException none) {
            return Optional.empty();
        }
    }

    /** Reads a document piece by piece. */
    static JsonParser parser(InputStream in) throws IOException {
        JsonParser parser = MAPPER.createParser(in);
        parser.setCodec(MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS));
        return parser;
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** The beginning of a text that may be long, on one line. */
    static String shorten(String text) {
        String line = text.lines().findFirst().orElse("");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
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
