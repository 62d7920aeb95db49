package understudy.checkpoints;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The header of a safetensors file, believed only after everything in it was checked: each tensor has a known type, a
 * countable shape and exactly the bytes that shape needs, and together they cover the data once, without holes.
 *
 * @param tensors where each tensor lies
 * @param metadata the free text entries
 */
record SafetensorsHeader(SortedMap<String, Place> tensors, Map<String, String> metadata) {
    static final String METADATA = "__metadata__";

    /** One tensor's type, shape and its bytes {@code begin} to {@code end}, counted from the end of the header. */
    record Place(ElementType type, long[] shape, long begin, long end) {
        long bytes() {
            return end - begin;
        }
    }

    /**
     * Reads and checks.
     *
     * @param json the header's text
     * @param data bytes that follow the header in the file
     * @throws CheckpointException with the tensor and the reason; the caller names the file
     */
    static SafetensorsHeader parse(String json, long data) {
        // Without this a parser would skip white space and accept what no other reader accepts.
        if (!json.startsWith("{")) {
            throw new CheckpointException("header: expected a JSON object; found \""
                    + OneLine.of(json.substring(0, Math.min(20, json.length()))) + "\"");
        }
        try (JsonParser parser = Json.FACTORY.createParser(json)) {
            parser.nextToken();
            SafetensorsHeader header = object(parser);
            if (parser.nextToken() != null) {
                throw new CheckpointException("header: expected nothing after its closing brace; found more text");
            }
            header.cover(data);
            return header;
        } catch (JsonProcessingException fault) {
            throw new CheckpointException("header: expected JSON; found " + Json.reason(fault), fault);
        } catch (IOException fault) {
            throw new CheckpointException("header: " + OneLine.of(fault.getMessage()), fault);
        }
    }

    private static SafetensorsHeader object(JsonParser parser) throws IOException {
        SortedMap<String, Place> tensors = new TreeMap<>();
        Map<String, String> metadata = new TreeMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if (name.equals(METADATA)) {
                metadata(parser, metadata);
            } else {
                tensors.put(name, tensor(parser, name));
            }
        }
        return new SafetensorsHeader(tensors, metadata);
    }

    private static void metadata(JsonParser parser, Map<String, String> into) throws IOException {
        require(parser.currentToken() == JsonToken.START_OBJECT, METADATA, "an object of texts", parser);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            require(parser.nextToken() == JsonToken.VALUE_STRING, METADATA, "texts only", parser);
            into.put(key, parser.getText());
        }
    }

    private static Place tensor(JsonParser parser, String name) throws IOException {
        String subject = subject(name);
        require(parser.currentToken() == JsonToken.START_OBJECT, subject, "an object", parser);
        Optional<ElementType> type = Optional.empty();
        Optional<long[]> shape = Optional.empty();
        Optional<long[]> offsets = Optional.empty();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "dtype" -> type = Optional.of(type(parser, subject));
                case "shape" -> shape = Optional.of(numbers(parser, subject + " shape"));
                case "data_offsets" -> offsets = Optional.of(numbers(parser, subject + " data_offsets"));
                default -> parser.skipChildren();
            }
        }
        return place(
                subject,
                type.orElseThrow(() -> missing(subject, "dtype")),
                shape.orElseThrow(() -> missing(subject, "shape")),
                offsets.orElseThrow(() -> missing(subject, "data_offsets")));
    }

    private static Place place(String subject, ElementType type, long[] shape, long[] offsets) {
        if (offsets.length != 2 || offsets[0] < 0 || offsets[1] < offsets[0]) {
            throw new CheckpointException(subject + ": expected two data_offsets, begin and end, of 0 or more; found "
                    + OneLine.of(Arrays.toString(offsets)));
        }
        long bytes = type.bytes(shape);
        if (bytes < 0) {
            throw new CheckpointException(
                    subject + ": expected a shape that can be counted; found " + OneLine.of(Arrays.toString(shape)));
        }
        if (bytes != offsets[1] - offsets[0]) {
            throw new CheckpointException(subject + ": expected " + bytes + " bytes for " + type + " "
                    + OneLine.of(Arrays.toString(shape)) + "; found data_offsets for " + (offsets[1] - offsets[0]));
        }
        return new Place(type, shape, offsets[0], offsets[1]);
    }

    private static ElementType type(JsonParser parser, String subject) throws IOException {
        require(parser.currentToken() == JsonToken.VALUE_STRING, subject, "dtype as text", parser);
        try {
            return ElementType.of(parser.getText());
        } catch (CheckpointException fault) {
            throw new CheckpointException(subject + ": " + fault.getMessage(), fault);
        }
    }

    private static long[] numbers(JsonParser parser, String subject) throws IOException {
        require(parser.currentToken() == JsonToken.START_ARRAY, subject, "a list of whole numbers", parser);
        List<Long> numbers = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            require(parser.currentToken() == JsonToken.VALUE_NUMBER_INT, subject, "whole numbers", parser);
            require(parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER, subject, "numbers below 2^63", parser);
            numbers.add(parser.getLongValue());
        }
        return numbers.stream().mapToLong(Long::longValue).toArray();
    }

    /** Overlaps, holes, bytes before the first tensor and after the last: all are one question, asked in order. */
    private void cover(long data) {
        List<Map.Entry<String, Place>> inOrder = new ArrayList<>(tensors.entrySet());
        inOrder.sort(Comparator.<Map.Entry<String, Place>>comparingLong(
                        entry -> entry.getValue().begin())
                .thenComparingLong(entry -> entry.getValue().end()));
        long covered = 0;
        for (Map.Entry<String, Place> entry : inOrder) {
            Place place = entry.getValue();
            if (place.begin() != covered) {
                throw new CheckpointException(subject(entry.getKey()) + ": expected data from byte " + covered
                        + ", where the tensor before it ends; found " + place.begin());
            }
            if (place.end() > data) {
                throw new CheckpointException(subject(entry.getKey()) + ": expected data up to byte " + place.end()
                        + "; found only " + data + " bytes");
            }
            covered = place.end();
        }
        if (covered != data) {
            throw new CheckpointException("expected " + covered + " bytes of tensors; found " + data);
        }
    }

    private static String subject(String name) {
        return "tensor \"" + OneLine.of(name) + "\"";
    }

    private static CheckpointException missing(String subject, String field) {
        return new CheckpointException(subject + ": expected dtype, shape and data_offsets; found no " + field);
    }

    private static void require(boolean right, String subject, String expected, JsonParser parser) throws IOException {
        if (!right) {
            String found = parser.currentToken() == null ? "the end" : OneLine.of(parser.getText());
            throw new CheckpointException(subject + ": expected " + expected + "; found " + found);
        }
    }
}
