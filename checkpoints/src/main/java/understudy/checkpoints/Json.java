package understudy.checkpoints;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * JSON as this room reads and writes it: strict, of bounded depth, keys in order, the same bytes on every system.
 *
 * <p>Values are {@code String}, {@code Boolean}, {@code Long}, {@code Double}, {@code List} and {@code Map}; nothing
 * else, so that what was written is equal to what is read back.
 */
final class Json {
    private static final int DEEPEST = 64;

    static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build();

    private static final JsonMapper MAPPER = JsonMapper.builder(FACTORY)
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final ObjectReader OBJECT = MAPPER.readerForMapOf(Object.class);
    private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");
    private static final Separators SEPARATORS = Separators.createDefaultInstance()
            .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
            .withObjectEmptySeparator("")
            .withArrayEmptySeparator("");
    private static final ObjectWriter PRETTY = MAPPER.writer(
            new DefaultPrettyPrinter(SEPARATORS).withObjectIndenter(INDENT).withArrayIndenter(INDENT));
    private static final ObjectWriter COMPACT = MAPPER.writer();

    private Json() {}

    /** @throws CheckpointException with the reason alone; the caller names the file */
    static Map<String, Object> object(byte[] text, int from, int count) {
        requireObject(text, from, count);
        try {
            Map<String, Object> object = OBJECT.readValue(text, from, count);
            if (object == null) {
                throw new CheckpointException("expected a JSON object; found null");
            }
            return object;
        } catch (JsonProcessingException fault) {
            throw new CheckpointException("expected a JSON object; found " + reason(fault), fault);
        } catch (java.io.IOException fault) {
            throw new CheckpointException("expected UTF-8; found " + OneLine.of(fault.getMessage()), fault);
        }
    }

    /** Says what there is instead, where the first character already tells. */
    private static void requireObject(byte[] text, int from, int count) {
        int at = from;
        while (at < from + count && " \t\r\n".indexOf(text[at]) >= 0) {
            at++;
        }
        if (at == from + count) {
            throw new CheckpointException("expected a JSON object; found nothing");
        }
        String found = switch (text[at]) {
            case '[' -> "a list";
            case '"' -> "a text";
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> "a number";
            default -> "";
        };
        if (!found.isEmpty()) {
            throw new CheckpointException("expected a JSON object; found " + found);
        }
    }

    static Map<String, Object> object(byte[] text) {
        return object(text, 0, text.length);
    }

    static byte[] pretty(Map<String, Object> object) {
        return bytes(PRETTY, object);
    }

    static byte[] compact(Map<String, Object> object) {
        return bytes(COMPACT, object);
    }

    /** What is wrong with a text, in words of our own: those of the library name its classes and its switches. */
    static String reason(JsonProcessingException fault) {
        if (fault instanceof StreamConstraintsException) {
            return "more than " + DEEPEST + " levels, one within the other, or a number or text without end";
        }
        String where = fault.getLocation() == null
                ? ""
                : " at line " + fault.getLocation().getLineNr() + ", column "
                        + fault.getLocation().getColumnNr();
        String said = String.valueOf(fault.getOriginalMessage());
        if (said.startsWith("Duplicate field")) {
            return "the field "
                    + OneLine.of(said.substring("Duplicate field".length()).strip()) + " twice" + where;
        }
        return (fault instanceof JsonEOFException ? "the end of the text" : "text that is no JSON") + where;
    }

    /** A deep copy in the types named above, keys sorted. @throws IllegalArgumentException for what JSON cannot hold */
    static Map<String, Object> copy(Map<String, ?> object) {
        Map<String, Object> copy = new TreeMap<>();
        object.forEach((key, value) -> copy.put(key, value(key, value)));
        return Collections.unmodifiableMap(copy);
    }

    private static Object value(String key, Object value) {
        if (value instanceof String || value instanceof Boolean || value instanceof Long) {
            return value;
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof Float || value instanceof Double) {
            // A float goes through its shortest decimal, so that .1f is .1 and not .10000000149.
            double number = value instanceof Float ? Double.parseDouble(value.toString()) : (Double) value;
            if (!Double.isFinite(number)) {
                throw new IllegalArgumentException(key + ": expected a finite number; found " + number);
            }
            return number;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new TreeMap<>();
            map.forEach((inner, held) -> copy.put(String.valueOf(inner), value(key + "." + inner, held)));
            return Collections.unmodifiableMap(copy);
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(held -> copy.add(value(key, held)));
            return Collections.unmodifiableList(copy);
        }
        throw new IllegalArgumentException(key + ": expected text, a number, true or false, a list or a map; found "
                + (value == null ? "null" : value.getClass().getName()));
    }

    private static byte[] bytes(ObjectWriter writer, Map<String, Object> object) {
        try {
            return writer.writeValueAsBytes(object);
        } catch (JsonProcessingException fault) {
            throw new IllegalArgumentException(reason(fault), fault);
        }
    }
}
